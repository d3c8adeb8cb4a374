import type { Visitor } from '../../core/model.js';
import type { FormValues, Resume } from '../../core/transport.js';
import { id, raw, shape } from '../wire/readers.js';
import { toTexts } from '../texts.js';
import type { PancakeMapping } from './pancake-message-mapper.js';
import { toExtraInfo, type ExtraInfo } from './pancake-send-mapper.js';
import { toSettings, type PancakeSettings } from './pancake-settings.js';
import type { TransportContext } from '../../core/transport.js';

/** What is known of the visitor; the parts of one transport share it. */
export type PancakeSession = {
  settings: PancakeSettings;
  /** Both are empty until the first answer; together they are the only credential. */
  fromId?: string | undefined;
  conversationId?: string | undefined;
  visitor: Visitor;
  /** Origin of the page that the visitor is on. */
  webSource?: string | undefined;
  form?: FormValues | undefined;
  /** What the backend has been told of the visitor, as JSON. */
  told?: string | undefined;
  /** Aborts every request when the transport is disconnected. */
  life: AbortController;
};

/** @throws ChatError `config` when the page's attributes cannot be used */
export function createSession({ config }: TransportContext): PancakeSession {
  return { settings: toSettings(config), visitor: {}, life: new AbortController() };
}

const resumed = shape({ page: id, token: id }, { conversation: id, form: raw, told: id });

/** What another connection, tab or reload needs. `token` is the customer's id at the backend. */
export function toResume({ settings, fromId, conversationId, form, told }: PancakeSession): Resume {
  return { page: settings.pageId, token: fromId, conversation: conversationId, form, told };
}

/** Takes what an earlier connection left; that of another page counts for nothing. */
export function restore(session: PancakeSession, resume: Resume | undefined): void {
  const kept = resumed(resume, { base: '', now: 0 });
  const own = kept?.page === session.settings.pageId ? kept : undefined;
  // Another visitor now: what the last one said of themselves is not theirs.
  if (!own && session.fromId) session.form = undefined;
  session.fromId = own?.token;
  session.conversationId = own?.conversation;
  session.form = toTexts(own?.form) ?? session.form;
  session.told = own?.told;
}

/** What the backend does not know yet of the visitor, if anything. */
export function untold({ visitor, form, told }: PancakeSession): ExtraInfo | undefined {
  const info = toExtraInfo(visitor, form);
  return JSON.stringify(info) === (told ?? '{}') ? undefined : info;
}

/** What its rows are seen against. */
export function toMapping({ settings, fromId }: PancakeSession, now: number): PancakeMapping {
  return { base: settings.base, now, fromId };
}
