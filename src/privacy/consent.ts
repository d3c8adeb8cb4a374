import type { Page } from '../page/page.js';
import { fire } from '../page/fire.js';
import { noteConsent, withdraw } from './agreement.js';
import { leave } from './leave.js';

/** The visitor's yes or no to what is kept. What follows from it is `place.ts`'s. */
export class Consent {
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
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
    withdraw(host);
    await leave(host, this.#page.end);
    // A chat that began without a question keeps what comes; the next one looks at the attribute.
    this.#page.end();
    withdraw(host);
    fire(host, 'chat-consent', { granted: false });
  }

  stop(): void {}
}
