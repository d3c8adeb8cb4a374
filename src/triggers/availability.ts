import type { Chat } from '../core/chat.js';
import type { Availability } from '../core/model.js';
import type { Hours } from '../hours/hours.js';
import { openingAt } from '../hours/opening.js';
import type { Page } from '../page/page.js';
import { askBackend } from './ask-backend.js';
import { hoursOf } from './hours-of.js';
import { pageClock } from './page-clock.js';
import { setVerdict } from './presence.js';

/** Opening hours and `when-offline`: what they make of the chat's availability and of the widget's being there. */
export class AvailabilityRoom {
  #page: Page;
  #hours: Hours | undefined;
  #byHours: 'online' | 'offline' | undefined;
  #chat: Chat | undefined;
  #unsubscribe = (): void => {};
  #cancel = (): void => {};
  #control = new AbortController();

  constructor(page: Page) {
    this.#page = page;
    const { signal } = this.#control;
    page.host.addEventListener('chat-ready', () => this.update(), { signal });
    // A timer is late where the computer has slept.
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    this.update();
  }

  /** Attributes, properties or the backend's config have changed. */
  update(): void {
    const { host } = this.#page;
    this.#hours = hoursOf(host);
    if (host.chat !== this.#chat) {
      this.#unsubscribe();
      this.#chat = host.chat;
      this.#unsubscribe = host.chat?.subscribe(() => this.#tell()) ?? (() => {});
    }
    this.#look();
    // Whether somebody is there must be known before the launcher is left on the page.
    if (host.getAttribute('when-offline') === 'hide') void askBackend(this.#page);
  }

  stop(): void {
    this.#control.abort();
    this.#cancel();
    this.#unsubscribe();
    setVerdict(this.#page.host, { offline: undefined });
  }

  /** One timer, for the next opening or closing. */
  #look(): void {
    this.#cancel();
    const now = pageClock.now();
    const opening = this.#hours && openingAt(this.#hours, now);
    this.#byHours = opening && (opening.isOpen ? 'online' : 'offline');
    this.#tell();
    if (opening?.until === undefined) return;
    this.#cancel = pageClock.setTimer(() => this.#look(), opening.until - now + 1);
  }

  #tell(): void {
    const { host } = this.#page;
    const isOffline = this.#availability() === 'offline';
    setVerdict(host, { offline: host.getAttribute('when-offline') === 'hide' ? !isOffline : undefined });
  }

  /** What the backend says; where it says nothing the hours do, and the chat is told. */
  #availability(): Availability | undefined {
    const { availability, byHours } = this.#chat?.state ?? {};
    if (availability && availability !== 'unknown' && !byHours) return availability;
    // Hours that were taken away say nothing any more.
    const said = this.#byHours ?? (byHours ? 'unknown' : undefined);
    if (said && availability && said !== availability) this.#chat!.setHours(said);
    return said;
  }
}
