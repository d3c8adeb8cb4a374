import { AgentPassStore } from '../store/agent-pass-store.js';
import { AliasStore } from '../store/alias-store.js';
import { Belongings } from '../store/belongings.js';
import { ConversationStore } from '../store/conversation-store.js';
import { CustomerStore } from '../store/customer-store.js';
import { EventStore } from '../store/event-store.js';
import { MessageStore } from '../store/message-store.js';
import type { SecretFile } from '../store/secret-file.js';
import { SettingStore } from '../store/setting-store.js';
import type { Sqlite } from '../store/sqlite.js';
import { SubmissionStore } from '../store/submission-store.js';
import { UploadStore } from '../store/upload-store.js';
import { VisitorStore } from '../store/visitor-store.js';
import { WebhookStore } from '../store/webhook-store.js';
import { EventLog } from './event-log.js';
import { OperatorFeed } from './operator-feed.js';
import { RateLimiter } from './rate-limiter.js';
import type { Site } from './site.js';
import type { SiteOptions } from './site-config.js';
import { SiteSettings } from './site-settings.js';
import { UnitOfWork } from './unit-of-work.js';

/** What every part of the conversation service works with. */
export type Context = {
  visitors: VisitorStore;
  conversations: ConversationStore;
  messages: MessageStore;
  uploads: UploadStore;
  submissions: SubmissionStore;
  settings: SettingStore;
  secrets: SecretFile;
  aliases: AliasStore;
  customers: CustomerStore;
  webhooks: WebhookStore;
  passes: AgentPassStore;
  belongings: Belongings;
  work: UnitOfWork;
  log: EventLog;
  feed: OperatorFeed;
  limiter: RateLimiter;
  site: Site;
  /** New visitors that one network address may become in a minute. */
  newVisitorsPerMinute: number;
  /** What all uploaded files together may take. */
  maxUploadBytes: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** The same as text, for stored times. */
  nowText(): string;
};

/** What the server brings along beside the database. */
export type Surroundings = Pick<Context, 'secrets' | 'newVisitorsPerMinute' | 'maxUploadBytes' | 'now'> & { site: SiteOptions };

/** Puts the stores and the shared services over one database. */
export function createContext(database: Sqlite, surroundings: Surroundings): Context {
  const { secrets, newVisitorsPerMinute, maxUploadBytes, now } = surroundings;
  const work = new UnitOfWork(database);
  const settings = new SettingStore(database);
  const log = new EventLog(new EventStore(database), settings, work, now);
  return {
    visitors: new VisitorStore(database),
    conversations: new ConversationStore(database),
    messages: new MessageStore(database),
    uploads: new UploadStore(database),
    submissions: new SubmissionStore(database),
    settings,
    secrets,
    aliases: new AliasStore(database),
    customers: new CustomerStore(database),
    webhooks: new WebhookStore(database),
    passes: new AgentPassStore(database),
    belongings: new Belongings(database),
    work,
    log,
    feed: new OperatorFeed(work),
    limiter: new RateLimiter(now),
    site: new SiteSettings(settings, log, work, surroundings.site),
    newVisitorsPerMinute,
    maxUploadBytes,
    now,
    nowText: () => new Date(now()).toISOString(),
  };
}
