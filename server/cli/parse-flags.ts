import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SiteOptions } from '../conversation/site-config.js';
import { isObject } from '../http/json-body.js';
import type { ServerOptions } from '../start-server.js';
import { StartupError } from '../startup-error.js';

/** Shown by `--help`. */
export const usage = `Usage: tsx server/main.ts [options]

  --port <number>    port to listen on, 0 for any free one (default 8787)
  --host <address>   address to listen on (default 127.0.0.1, this machine only)
  --data <file>      database file, created when missing (default data/chat.db)
  --memory           keep everything in memory, forget it at the end
  --key <text>       operator key (default: made once, kept beside the database)
  --new-visitors <n> new visitors that one address may become in a minute (default 60)
  --uploads <MB>     most that all uploaded pictures together may take (default 1000)
  --site <file>      JSON with {config?, secret?, trustExternalId?} of the site
  --dialects <file>  JSON with options of single systems: {rocketchat: {profile: 'ddp'}, …}
  --faults           let tests break calls through /faults
  --no-pages         only the API: no demo, no operator console
`;

/**
 * Reads the command line.
 * @returns 'help', or the options for `startServer`
 * @throws StartupError for a flag or value that makes no sense
 */
export function parseFlags(argv: readonly string[]): 'help' | ServerOptions {
  const values = parse(argv);
  if (values.help) return 'help';
  // It travels in a header, which takes neither blanks nor letters beyond ASCII.
  if (values.key !== undefined && !/^[\x21-\x7e]{8,}$/.test(values.key)) {
    throw new StartupError('The operator key needs at least 8 characters: letters, digits and signs, no blanks.');
  }
  return {
    port: toPort(values.port ?? '8787'),
    host: values.host ?? '127.0.0.1',
    database: values.memory ? ':memory:' : (values.data ?? 'data/chat.db'),
    faults: values.faults === true,
    pages: values['no-pages'] !== true,
    operatorKey: values.key,
    newVisitorsPerMinute: optional(values['new-visitors'], (text) => toCount('new visitors', text)),
    maxUploadBytes: optional(values.uploads, (text) => toCount('megabytes of uploads', text) * 1_000_000),
    site: optional(values.site, (file) => readObject('site', file)) as SiteOptions | undefined,
    dialects: optional(values.dialects, (file) => readObject('dialects', file)) as ServerOptions['dialects'],
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        memory: { type: 'boolean' },
        key: { type: 'string' },
        'new-visitors': { type: 'string' },
        uploads: { type: 'string' },
        site: { type: 'string' },
        dialects: { type: 'string' },
        faults: { type: 'boolean' },
        'no-pages': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    // Node's first sentence names the flag; the rest is about quoting.
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\.(?:\s|$)/);
    throw new StartupError(`${first}; --help lists the options.`);
  }
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new StartupError(`The port "${text}" is not a number from 0 to 65535.`);
  return port;
}

function toCount(what: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new StartupError(`The number of ${what} "${text}" is not a whole number above 0.`);
  return Number(text);
}

function readObject(what: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(value)) throw new Error('it is not a JSON object');
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new StartupError(`The ${what} file ${file} cannot be used: ${reason}.`);
  }
}
