import type { ChatWidget } from '../chat-widget.js';
import type { TriggerClock } from './page-clock.js';
import type { ChatState } from '../core/state.js';
import { createKeep } from '../storage/keep.js';
import { warnOnce } from '../warn-once.js';
import { CustomFacts } from './custom.js';
import type { Facts } from './facts.js';
import { hoursOf } from './hours-of.js';
import { toPath, type TriggerMemory } from './memory.js';
import { watchActivity } from './sources/activity.js';
import { deviceNow } from './sources/device.js';
import { watchExit } from './sources/exit-intent.js';
import { watchInView } from './sources/in-view.js';
import { watchNavigation } from './sources/navigation.js';
import { watchScroll } from './sources/scroll.js';
import type { Since } from './since.js';
import type { Truth } from './truth.js';
import type { Condition } from './words.js';

type Of<N extends Condition['is']> = Extract<Condition, { is: N }>;

export type SensesOptions = {
  host: ChatWidget;
  clock: TriggerClock;
  memory: TriggerMemory;
  since: Since;
  /** What the rules ask for; nothing else is watched. */
  conditions: readonly Condition[];
  /** Something may be different. */
  onChange(): void;
  /** Something happens, perhaps once more: `forget` takes the fact back, `note` sets it. */
  onHappening(forget: () => void, note: () => void): void;
  /** Another address without a new page, or (`isBack`) the same page once more. */
  onPage(isBack: boolean): void;
};

/** What the rules ask for, gathered from page, visitor and chat. */
export class Senses {
  #options: SensesOptions;
  #since: Since;
  #custom: CustomFacts;
  #inView = new Map<string, boolean>();
  #stops: (() => void)[] = [];
  #control = new AbortController();

  constructor(options: SensesOptions) {
    this.#options = options;
    this.#since = options.since;
    this.#custom = new CustomFacts(options.host, this.#all('custom').map(({ name }) => name), options.onChange);
    this.#noteOpen();
    this.#look();
    this.#watchPage();
    this.#watchEvents();
    this.#custom.ask();
  }

  /** Asks the page's functions once more; what they say later is told by itself. */
  ask(): void {
    this.#custom.ask();
  }

  stop(): void {
    this.#control.abort();
    for (const stop of this.#stops) stop();
  }

  facts(): Facts {
    const { clock, host } = this.#options;
    return {
      ...this.#counted(),
      ...this.#told(),
      now: clock.now(),
      hours: hoursOf(host),
      pageMs: this.#since.page.ms,
      visibleMs: this.#since.visible.ms,
      isVisible: !document.hidden,
      idleMs: this.#since.idle.ms,
      url: location.href,
      referrer: document.referrer,
      scrolled: this.#since.scrolled,
      hasExitIntent: this.#since.happened.exit,
      inView: this.#inView,
      locale: host.shadowRoot?.querySelector<HTMLElement>('.root')?.lang || navigator.language,
      device: deviceNow(),
      hasOpened: this.#since.happened.opened,
      events: this.#since.events,
      custom: this.#custom.values,
    };
  }

  /** What lasts from page to page, if anything may. */
  #counted(): Pick<Facts, 'siteMs' | 'pageVisits' | 'sessionPages' | 'isReturning'> {
    const { clock, memory } = this.#options;
    const here = { siteMs: Math.max(0, clock.now() - this.#since.began), pageVisits: undefined, sessionPages: undefined, isReturning: undefined };
    if (!memory.lasts) return here;
    return {
      siteMs: this.#has('timeOnSite') ? Math.max(0, clock.now() - memory.began) : here.siteMs,
      pageVisits: memory.timesSeen(toPath(location.href)),
      sessionPages: memory.sessionPages,
      isReturning: memory.visits > 1,
    };
  }

  /** What page and chat have told. */
  #told(): Pick<Facts, 'availability' | 'labels' | 'fields' | 'hasSent' | 'isRegistered'> {
    const { visitor, chat } = this.#options.host;
    const sent = ({ messages }: ChatState): boolean => messages.some(({ author }) => author.role === 'visitor');
    return {
      availability: chat?.state.availability ?? 'unknown',
      labels: visitor?.labels,
      fields: visitor?.fields,
      hasSent: this.#since.happened.sent || this.#fromChat(chat?.state, sent),
      isRegistered: this.#fromChat(chat?.state, ({ visitorId }) => visitorId !== null),
    };
  }

  /** Who never wrote here has said and left nothing; of others it is known when the chat runs. */
  #fromChat(state: ChatState | undefined, ask: (state: ChatState) => boolean): Truth {
    if (state) return ask(state);
    return createKeep(this.#options.host).get('chatted') === undefined ? false : undefined;
  }

  #all<N extends Condition['is']>(name: N): Of<N>[] {
    return this.#options.conditions.filter((each): each is Of<N> => each.is === name);
  }

  #has(...names: Condition['is'][]): boolean {
    return this.#options.conditions.some(({ is }) => names.includes(is));
  }

  /** Its opening may be what brought the rules, and it stays open on another page. */
  #noteOpen(): void {
    this.#since.happened.opened ||= this.#options.host.opened;
  }

  /** The page is being looked at, or no longer. */
  #look = (): void => {
    const isVisible = !document.hidden;
    this.#since.visible.set(isVisible);
    this.#since.idle.set(isVisible);
    this.#options.memory.touch();
  };

  #watchPage(): void {
    const { onChange } = this.#options;
    const { signal } = this.#control;
    const add = (isWanted: boolean, watch: () => () => void): void => void (isWanted && this.#stops.push(watch()));
    document.addEventListener('visibilitychange', () => (this.#look(), onChange()), { signal });
    add(true, () => watchNavigation((isPage) => (isPage ? this.#enter(false) : onChange())));
    // Out of the back/forward cache: seen once more.
    addEventListener('pageshow', (event) => event.persisted && this.#enter(true), { signal });
    add(this.#has('exitIntent'), () => watchExit(() => this.#happen('exit')));
    const marks = this.#all('scrollDepth').map(({ percent = 50 }) => percent);
    add(marks.length > 0, () => watchScroll(marks, this.#since, onChange));
    const idle = this.#all('idleFor').map(({ seconds }) => seconds * 1000);
    add(idle.length > 0, () => watchActivity(() => this.#wake(Math.min(...idle))));
    this.#watchElements();
  }

  #watchElements(): void {
    for (const { selector } of this.#all('elementInView')) {
      const tell = (isInView: boolean): void => {
        if (this.#inView.get(selector) === isInView) return;
        this.#inView.set(selector, isInView);
        this.#options.onChange();
      };
      const refuse = (): void => warnOnce(`triggers: "${selector}" is no selector`);
      this.#stops.push(watchInView(selector, tell, refuse));
    }
  }

  #watchEvents(): void {
    const { host, onChange, onHappening } = this.#options;
    const { signal } = this.#control;
    host.addEventListener('chat-opened', () => this.#happen('opened'), { signal });
    host.addEventListener('chat-message-sent', () => this.#happen('sent'), { signal });
    host.addEventListener('chat-identified', onChange, { signal });
    for (const name of new Set(this.#all('event').map((each) => each.name))) {
      const note = (): void => void this.#since.events.add(name);
      let isBusy = false;
      const happen = (): void => {
        // What a rule does about it may be the same event again: `chat-trigger` for one.
        if (isBusy) return;
        isBusy = true;
        onHappening(() => this.#since.events.delete(name), note);
        isBusy = false;
      };
      // From wherever on the page, whether it bubbles or not.
      addEventListener(name, happen, { signal, capture: true });
    }
  }

  #happen(name: 'exit' | 'sent' | 'opened'): void {
    const set = (value: boolean) => () => void (this.#since.happened[name] = value);
    this.#options.onHappening(set(false), set(true));
  }

  /** Only the end of a pause is worth a question: its length is asked for by the timer. */
  #wake(shortest: number): void {
    const wasIdle = this.#since.idle.ms >= shortest;
    this.#since.idle.reset();
    if (wasIdle) this.#options.onChange();
  }

  #enter(isBack: boolean): void {
    this.#since.restart();
    this.#noteOpen();
    this.#custom.ask(true);
    this.#options.onPage(isBack);
  }
}
