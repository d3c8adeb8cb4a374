import type { Page } from '../page/page.js';
import { fire } from '../page/fire.js';
import { createKeep, scopeOf } from '../storage/keep.js';
import { noteConsent, withdraw } from './agreement.js';
import { leave } from './leave.js';
import { wipe } from './send-away.js';

/** The visitor's yes or no to what is kept. What follows from it is `place.ts`'s. */
export class Consent {
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.update();
  }

  /** With consent the chat of who has chatted here begins by itself, as it does where none is needed. */
  update(): void {
    const { host, begin } = this.#page;
    const isWanted = host.load === 'auto' && host.getAttribute('consent') === 'granted';
    if (isWanted && createKeep(host).get('chatted')) begin().catch(() => {});
  }

  /** What waited in memory is kept from now on, and the backend may be asked. `text`: what they agreed to. */
  grant(text?: string): void {
    const { host } = this.#page;
    const isNew = host.getAttribute('consent') !== 'granted';
    noteConsent(host, text);
    if (isNew) fire(host, 'chat-consent', { granted: true });
  }

  /** Nothing of the visitor stays here, the connection ends, and the chat goes on in memory alone. */
  async revoke(): Promise<void> {
    const { host } = this.#page;
    // Consent tools say so on every page, too: a chat in memory goes on, what an earlier page kept goes.
    if (host.getAttribute('consent') === 'denied') return wipe(scopeOf(host));
    withdraw(host);
    await leave(host, this.#page.end);
    // A chat that began without a question keeps what comes; the next one looks at the attribute.
    this.#page.end();
    withdraw(host);
    fire(host, 'chat-consent', { granted: false });
  }

  stop(): void {}
}
