import type { Visitor } from '../core/model.js';
import { fire } from '../page/fire.js';
import type { Page } from '../page/page.js';
import { scopeOf } from '../storage/keep.js';
import { exportData, type Kept } from './export-data.js';
import { forget, leave } from './leave.js';
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
  async identify({ externalId, signature, ...more }: Visitor): Promise<void> {
    const { host } = this.#page;
    this.update();
    const isOther = externalId !== undefined && externalId !== host.externalId;
    const scope = scopeOf(host);
    const isSwitch = isOther && Boolean(host.externalId);
    if (isSwitch) {
      host.visitor = undefined;
      // A function is told whose proof is wanted.
      if (typeof host.identityToken !== 'function') host.identityToken = undefined;
    }
    if (signature !== undefined) host.identityToken = signature;
    host.visitor = toMerged(host.visitor, more);
    // The element begins anew under this name, and tells the rest then.
    if (isOther) this.#name = host.externalId = externalId;
    else await this.#tell({ ...(externalId && { externalId }), ...(signature && { signature }) });
    if (isSwitch) await sendAway(scope);
    fire(host, 'chat-identified', undefined);
  }

  /** Adds to what the operators see of the visitor; `null` takes a field back. */
  setFields(fields: Record<string, string | null>): Promise<void> {
    return this.identify({ fields: fields as Record<string, string> });
  }

  /** Labels for the operators, beside those that are there; `null` takes all away. */
  setLabels(labels: readonly string[] | null): Promise<void> {
    return this.identify({ labels: labels ? [...new Set([...this.#labels, ...labels])] : [] });
  }

  /** Takes some labels away. */
  removeLabels(labels: readonly string[]): Promise<void> {
    return this.identify({ labels: this.#labels.filter((label) => !labels.includes(label)) });
  }

  /** Logs the visitor out: history, draft, id and unsent words go from this device, and the next one is unknown. */
  reset(): Promise<void> {
    return leave(this.#page.host, this.#page.end, true);
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
    const telling = host.chat?.identify({ ...host.visitor, ...more });
    // It waits for the visitor's consent; the page need not.
    if (host.getAttribute('consent') !== 'required') await telling;
    else telling?.catch(() => {});
  }
}

const toMerged = (known: Visitor | undefined, more: Visitor): Visitor => ({
  ...known,
  ...more,
  ...((known?.fields ?? more.fields) && { fields: { ...known?.fields, ...more.fields } }),
});
