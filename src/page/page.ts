import type { ChatWidget } from '../chat-widget.js';
import type { Visitor } from '../core/model.js';
import type { EarlyMethod } from '../page-names.js';
import type { ExplainedRule } from '../triggers/explain.js';
import type { Visit } from '../visit.js';
import { defineMore, type LateMethod } from './define-more.js';
import { ROOMS, toWanted, type Room, type RoomName, type RoomOf } from './rooms.js';
import type { LocalMessage } from './show-message.js';
import { takeCalls } from './take-calls.js';
import type { TeaserOptions } from './teaser.js';

const pages = new WeakMap<Element, Page>();

/**
 * What a page may ask of its element beyond launcher and panel: a chunk beside the three stages, one
 * object for each element. It has every method that `page-names.ts` names; what they do is in rooms.
 */
export class Page {
  readonly host: ChatWidget;
  /** Starts stage 2 without connecting; `prepare()` of its answer asks for config and availability. */
  readonly begin: () => Promise<Visit>;
  /** Ends the running chat as if it had never begun; what is asked for next begins another. */
  readonly end: () => void;
  /** Who became whom by a method of ours: what was asked for the one before is meant for the one after. */
  readonly renamed = new Map<string, string>();
  /** A log-out that goes on: what is said next is said of the next visitor. */
  leaving: Promise<unknown> | undefined;
  /** For whom the method that is just being called was asked. */
  #who: string | undefined;
  #rooms = new Map<RoomName, Promise<Room>>();
  #observer = new MutationObserver(() => this.#sync());

  constructor(host: ChatWidget, begin: () => Promise<Visit>, end: () => void) {
    this.host = host;
    this.begin = begin;
    this.end = end;
    pages.set(host, this);
    defineMore(host, (element) => pages.get(element));
    this.#follow();
    host.addEventListener('chat-ready', () => this.#follow());
    this.update();
    takeCalls(host);
  }

  /** The element was moved, changed or taken away. */
  update(): void {
    this.#observer.disconnect();
    if (this.host.isConnected) this.#observer.observe(this.host, { attributes: true });
    this.renamed.delete(this.host.externalId);
    this.#sync();
  }

  /** The room of that name; its first use opens it. */
  room<N extends RoomName>(name: N): Promise<RoomOf<N>> {
    let room = this.#rooms.get(name);
    if (!room) {
      room = ROOMS[name](this);
      this.#rooms.set(name, room);
      // Its code did not come: the next use asks again.
      room.catch(() => this.#rooms.delete(name));
    }
    return room as Promise<RoomOf<N>>;
  }

  /** Calls a method for the visitor who was here when the page asked: this code may have been on its way since. */
  call(name: EarlyMethod | LateMethod, args: readonly never[], who: string): unknown {
    this.#who = who;
    try {
      return (this[name] as (...args: readonly never[]) => unknown)(...args);
    } finally {
      this.#who = undefined;
    }
  }

  /**
   * Who had no name and has got one is still the same, unless `isNaming`: the name was given later than another.
   * @throws DOMException `AbortError` where the element is another's than `who` by now
   */
  mustBe(who: string, isNaming = false): void {
    const { host, renamed } = this;
    let name: string | undefined = who;
    for (let steps = 0; (name || isNaming) && name !== host.externalId; steps++) {
      name = steps < 9 ? renamed.get(name!) : undefined;
      if (name === undefined) throw new DOMException('The chat is another visitor’s by now', 'AbortError');
    }
  }

  /** Shows the whole widget again after `hide()`. */
  show(): void {
    this.host.hidden = false;
  }

  /** Hides the whole widget, launcher included; the conversation goes on. */
  hide(): void {
    this.host.hidden = true;
  }

  /** Connects without opening the panel. */
  async connect(): Promise<void> {
    (await this.begin()).chat.reconnect();
  }

  /** Takes the element out and ends everything. What the device keeps stays: see `forget()`. */
  destroy(): void {
    this.host.remove();
  }

  /** Tells who the visitor is. Before a chat runs it is kept in memory; nothing is sent or stored for it. */
  async identify(visitor: Visitor): Promise<void> {
    await (await this.#theirs('identity', visitor?.externalId)).identify(visitor);
  }

  /** Tells facts about the visitor by name; `null` takes one back. */
  async setFields(fields: Record<string, string | null>): Promise<void> {
    await (await this.#theirs('identity')).setFields(fields);
  }

  /** Adds labels to the visitor; `null` takes all away. */
  async setLabels(labels: string[] | null): Promise<void> {
    await (await this.#theirs('identity')).setLabels(labels);
  }

  /** Takes some of the labels away. */
  async removeLabels(labels: string[]): Promise<void> {
    await (await this.#theirs('identity')).removeLabels(labels);
  }

  /** The visitor has logged out: nothing of them stays on this device, in any tab. */
  async reset(): Promise<void> {
    const who = this.#asked;
    await (await this.room('identity')).reset(who);
  }

  /** Erases the visitor on this device and at the backend; resolves with whether the backend could. */
  async forget(): Promise<boolean> {
    return (await this.#theirs('identity')).forget();
  }

  /** All that this device keeps of the visitor, as plain data. */
  async exportData(): Promise<unknown> {
    return (await this.#theirs('identity')).exportData();
  }

  /** The visitor agrees that something is kept, to `text` if that was shown by the page; see `consent`. */
  async grantConsent(text?: string): Promise<void> {
    (await this.#theirs('consent')).grant(text);
  }

  /** The visitor takes it back: everything that was kept is erased. */
  async revokeConsent(): Promise<void> {
    await (await this.room('consent')).revoke();
  }

  /** Runs the actions of one rule now, whatever its conditions say. */
  async runTrigger(id: string): Promise<boolean> {
    return (await this.room('triggers')).run(id);
  }

  /** For every rule, each condition with its value now and what is missing. */
  async explainTriggers(): Promise<ExplainedRule[]> {
    return (await this.room('triggers')).explain();
  }

  /** The rules in force as data, in our own form, Chatvisor's or Rocket.Chat's. */
  async exportTriggers(form?: 'own' | 'groups' | 'rocketchat'): Promise<unknown> {
    return (await this.room('triggers')).export(form);
  }

  /** Shows a short invitation beside the launcher; resolves with whether it was shown. */
  async showTeaser(options: TeaserOptions): Promise<boolean> {
    return (await this.room('teaser')).show(options);
  }

  /** Takes the teaser away. */
  async hideTeaser(): Promise<void> {
    (await this.room('teaser')).hide();
  }

  /** Opens the panel with words in the field, for the visitor to send. */
  async compose(text: string): Promise<void> {
    const who = this.#asked;
    const { compose } = await import('./compose.js');
    this.mustBe(who);
    await compose(this.host, text);
  }

  /** Shows words in the conversation of this tab that were never sent. */
  async showMessage(message: LocalMessage): Promise<void> {
    this.mustBe(this.#asked);
    const { chat } = await this.begin();
    (await import('./show-message.js')).showMessage(chat, message);
  }

  get #asked(): string {
    return this.#who ?? this.host.externalId;
  }

  /**
   * The room for the visitor who was here when the page asked, once a log-out that goes on is over.
   * @param named whom the page names: if it is who is here, nobody else can be meant
   */
  async #theirs<N extends 'identity' | 'consent'>(name: N, named?: string): Promise<RoomOf<N>> {
    const who = this.#asked;
    const room = await this.room(name);
    await this.leaving;
    if (!named || String(named).trim() !== this.host.externalId) this.mustBe(who, named !== undefined);
    return room;
  }

  /** A backend's rules and hours may come, and change, at any time. */
  #follow(): void {
    let config: unknown;
    this.host.chat?.subscribe((state) => {
      if (state.config !== config) this.#sync();
      config = state.config;
    });
    this.#sync();
  }

  #sync(): void {
    const { host } = this;
    if (!host.isConnected) return this.#rooms.forEach((_, name) => this.#close(name));
    for (const name of new Set([...this.#rooms.keys(), ...toWanted(host)])) {
      this.room(name).then((room: Room) => room.update?.(), () => {});
    }
  }

  #close(name: RoomName): void {
    this.#rooms.get(name)!.then((room) => room.stop(), () => {});
    this.#rooms.delete(name);
  }
}

