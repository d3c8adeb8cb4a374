import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatService, createChatService } from './conversation/chat-service.js';
import { startHousekeeping } from './conversation/housekeeping.js';
import type { SiteOptions } from './conversation/site-config.js';
import type { ConnectionSettings } from './dialects/dialect.js';
import { DialectOptions, openDialects } from './dialects/open-dialects.js';
import { plainShaper } from './dialects/stream-shaper.js';
import { FaultPlan } from './faults/fault-plan.js';
import { createApp } from './http/create-app.js';
import { closeServer, listen, urlOf } from './http/http-server.js';
import { openPages, type Pages } from './pages/pages.js';
import { everybody } from './store/event-store.js';
import { openDatabase } from './store/open-database.js';
import { SecretFile } from './store/secret-file.js';
import { SettingStore } from './store/setting-store.js';
import type { Sqlite } from './store/sqlite.js';

/** How to run. Everything has a default that is right for a developer's own machine. */
export type ServerOptions = {
  /** 0 picks a free one. Default 8787. */
  port?: number;
  /** Default 127.0.0.1: nobody else can reach it. */
  host?: string;
  /** A file, or ':memory:' (default). */
  database?: string;
  /** Default: made once and kept beside the database. */
  operatorKey?: string;
  /** Options of single dialects, by name: `{chatgonow: {keys: […]}}`. */
  dialects?: Record<string, Record<string, unknown>>;
  /** Lets tests break calls and streams through `/faults`. Default false. */
  faults?: boolean;
  /** Serves the demo and the operator console through Vite. Default false. */
  pages?: boolean;
  site?: SiteOptions;
  /** New visitors that one network address may become in a minute. Default 60; this machine itself is not counted. */
  newVisitorsPerMinute?: number;
  /** What all uploaded files together may take; then those that no message carries go, and new ones are refused. Default 1 GB. */
  maxUploadBytes?: number;
  /** Milliseconds since 1970; for tests. */
  now?: () => number;
  /** Comment on quiet event streams. Default 15 s. */
  heartbeatMs?: number;
  /** How long events can be replayed. Default 7 days. */
  eventRetentionMs?: number;
  /** Hears of what should never happen; calls answer 500. */
  onError?: (error: unknown) => void;
};

/** A server that listens. `faults` works whether or not the HTTP calls for it are enabled. */
export type RunningServer = {
  /** Without a slash at the end. */
  url: string;
  port: number;
  operatorKey: string;
  faults: FaultPlan;
  service: ChatService;
  /** Dies and comes back on the same port with the same data: connections and memory are lost. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Incarnation = { server: Server; service: ChatService; operatorKey: string; stop(): void };

/** What outlives a restart. */
type Lasting = { faults: FaultPlan; dialectOptions: DialectOptions; pages: Pages | undefined; secrets: SecretFile };

const defaultPort = 8787;
const week = 7 * 24 * 60 * 60_000;

/**
 * Starts the reference server.
 * @throws StartupError in one sentence: port taken, database unusable
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const settled = { ...options, host: options.host ?? '127.0.0.1', now: options.now ?? Date.now };
  const path = options.database ?? ':memory:';
  const secrets = new SecretFile(path === ':memory:' ? undefined : `${path}.keys`);
  let database = openDatabase(path);
  let current: Incarnation | undefined;
  // One plan over all restarts: what a test asked for holds.
  const faults = new FaultPlan({
    now: settled.now,
    logEvent: (visitorId, type, data) => current?.service.context.log.append(visitorId ?? everybody, type, data),
    expireCursors: () => current?.service.context.log.expireAll(),
  });
  const pages = options.pages ? await openPages(settled.host) : undefined;
  const release = async (): Promise<void> => {
    await pages?.close();
    database.close();
  };
  const lasting = { faults, pages, secrets, dialectOptions: new DialectOptions(options.dialects) };
  const beginning = begin(database, settled, options.port ?? defaultPort, lasting);
  await beginning.catch(release);
  const { operatorKey, service, server } = (current = await beginning);
  const { port } = server.address() as AddressInfo;

  const restart = async (): Promise<void> => {
    if (current) await end(current);
    if (path !== ':memory:') {
      database.close();
      database = openDatabase(path);
    }
    current = await begin(database, settled, port, lasting);
    running.service = current.service;
  };
  const close = async (): Promise<void> => {
    if (!current) return;
    await end(current);
    current = undefined;
    await release();
  };
  const running: RunningServer = { url: urlOf(settled.host, port), port, operatorKey, faults, service, restart, close };
  return running;
}

async function begin(
  database: Sqlite,
  options: ServerOptions & { host: string; now: () => number },
  port: number,
  { faults, pages, secrets, dialectOptions }: Lasting,
): Promise<Incarnation> {
  const { site = {}, newVisitorsPerMinute = 60, maxUploadBytes = 1e9, now } = options;
  const service = createChatService(database, { site, secrets, newVisitorsPerMinute, maxUploadBytes, now });
  // The console's address stays good over restarts because the key does.
  const operatorKey = options.operatorKey ?? secrets.keep('operator.key', new SettingStore(database));
  const settings: ConnectionSettings = {
    heartbeatMs: options.heartbeatMs ?? 15_000,
    shaper: options.faults ? faults : plainShaper,
    onError: options.onError ?? (() => undefined),
    sources: pages !== undefined,
  };
  const dialects = openDialects(service, settings, dialectOptions);
  const plan = options.faults ? faults : undefined;
  const app = createApp({ service, operatorKey, settings, dialects, options: dialectOptions, faults: plan });
  const closeDialects = (): void => {
    for (const dialect of dialects.values()) dialect.close?.();
  };
  // Nothing may go on over a database that is closed, if only because the port is taken.
  const server = await listen(app, dialects, pages, options.host, port).catch((error: unknown) => {
    closeDialects();
    throw error;
  });
  const stopHousekeeping = startHousekeeping(service.context, options.eventRetentionMs ?? week);
  const stop = (): void => {
    stopHousekeeping();
    closeDialects();
  };
  return { server, service, operatorKey, stop };
}

async function end(incarnation: Incarnation): Promise<void> {
  incarnation.stop();
  await closeServer(incarnation.server);
}
