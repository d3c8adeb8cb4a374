import type { ChatWidget } from '../chat-widget.js';
import { toChatError } from '../core/errors.js';
import type { Visitor } from '../core/model.js';
import { fire } from '../page/fire.js';
import type { Page } from '../page/page.js';
import { scopeOf } from '../storage/keep.js';
import { exportData, type Kept } from './export-data.js';
import { forget, leave } from './leave.js';
import { scopeAs } from './scopes.js';
import { sendAway } from './send-away.js';

/**
 * Who the visitor is, as the page says. It lies in `host.visitor`, in memory, until a chat runs that
 * tells the backend: nothing is kept or sent before.
 */
export class Identity {
  #page: Page;
  /** Whose `host.visitor` it is. */
  #name: string;

  constructor(page: Page) {
    this.#page = page;
    this.#name = page.host.externalId;
  }

  /** Another visitor by the attribute: what was said of the last one is not said of them. */
  update(): void {
    const { host } = this.#page;
    if (this.#name && this.#name !== host.externalId) host.visitor = undefined;
    this.#name = host.externalId;
  }

  /**
   * Another `externalId` is another visitor: what was said without a name becomes theirs, and what
   * somebody else said goes from this device.
   */
  async identify(visitor: Visitor): Promise<void> {
    const { externalId, signature, ...more } = visitor ?? {};
    const { host, renamed } = this.#page;
    this.update();
    const scope = scopeOf(host);
    const before = host.externalId;
    const wanted = toName(externalId);
    if (externalId !== undefined && wanted !== before) host.externalId = wanted;
    // As the element reads it: a number names nobody else than its digits.
    const { externalId: now } = host;
    const isSwitch = now !== before && Boolean(before);
    if (isSwitch) leaveBehind(host);
    if (signature !== undefined) host.identityToken = signature;
    host.visitor = toMerged(host.visitor, more);
    if (now !== before) renamed.set(before, now);
    this.#name = now;
    // The element begins anew under another name, and tells the rest then.
    if (now === before) await this.#tell({ ...(externalId && { externalId: now }), ...(signature && { signature }) });
    if (isSwitch) await sendAway(scope);
    fire(host, 'chat-identified', undefined);
  }

  /** Adds to what the operators see of the visitor; `null` takes a field back. */
  setFields(fields: Record<string, string | null>): Promise<void> {
    return this.identify({ fields: fields as Record<string, string> });
  }

  /** Labels for the operators, beside those that are there; `null` takes all away. */
  setLabels(labels: readonly string[] | null): Promise<void> {
    return this.identify({ labels: labels ? [...new Set([...this.#labels, ...toTexts(labels)])] : [] });
  }

  /** Takes some labels away. */
  removeLabels(labels: readonly string[]): Promise<void> {
    return this.identify({ labels: this.#labels.filter((label) => !toTexts(labels).includes(label)) });
  }

  /**
   * Logs the visitor out: history, draft, id and unsent words go from this device, and the next one is unknown.
   * @param who was here when the page asked: where it is somebody else by now, they stay
   */
  async reset(who: string): Promise<void> {
    const page = this.#page;
    const { host, renamed } = page;
    await page.leaving;
    try {
      page.mustBe(who);
    } catch {
      return sendAway(scopeAs(scopeOf(host), who));
    }
    const before = host.externalId;
    const leaving = leave(host, page.end, true);
    page.leaving = leaving.catch(() => {});
    await leaving;
    if (host.externalId !== before) renamed.set(before, host.externalId);
  }

  /** @returns whether the backend has erased the visitor too */
  forget(): Promise<boolean> {
    return forget(this.#page);
  }

  exportData(): Promise<Kept> {
    return exportData(this.#page.host);
  }

  stop(): void {}

  get #labels(): readonly string[] {
    return this.#page.host.visitor?.labels ?? [];
  }

  async #tell(more: Visitor): Promise<void> {
    const { host } = this.#page;
    const telling = host.chat?.identify({ ...host.visitor, ...more }).catch((thrown: unknown) => {
      // The line was lost: the next connection tells it.
      if (!/network|aborted/.test(toChatError(thrown).code)) throw thrown;
    });
    // It waits for the visitor's consent; the page need not.
    if (host.getAttribute('consent') !== 'required') await telling;
    else telling?.catch(() => {});
  }
}

/** What was said of the last visitor; a function is told whose proof is wanted. */
function leaveBehind(host: ChatWidget): void {
  host.visitor = undefined;
  if (typeof host.identityToken !== 'function') host.identityToken = undefined;
}

/** A number names nobody else than its digits; half an emoji, where a page cut a text short, fits into no address. */
const toName = (externalId: unknown): string => String(externalId ?? '').replace(/\p{Cs}/gu, '').trim();
const toText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
/** Pages give numbers as well, and one label without a list. */
const toTexts = (labels: unknown): string[] => [labels].flat().map(toText);

function toMerged(known: Visitor | undefined, { fields, labels, ...more }: Visitor): Visitor {
  const said = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
  // A null takes a field back.
  const texts = said.map(([name, value]) => [name, value === null ? value : toText(value)] as const);
  const all = { ...known?.fields, ...(Object.fromEntries(texts) as Record<string, string>) };
  return {
    ...known,
    ...more,
    ...((known?.fields ?? fields) && { fields: all }),
    ...(labels && { labels: toTexts(labels) }),
  };
}
