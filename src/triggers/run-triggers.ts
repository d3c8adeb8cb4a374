import type { Chat } from '../core/chat.js';
import { fire } from '../page/fire.js';
import type { Page } from '../page/page.js';
import { pageClock } from './page-clock.js';
import { warnOnce } from '../warn-once.js';
import { perform } from './actions.js';
import { askBackend } from './ask-backend.js';
import { bookOf } from './books.js';
import { isLevel, type Step } from './engine.js';
import type { ExplainedRule } from './explain.js';
import { hoursOf } from './hours-of.js';
import { hasLimit, type Limit } from './limits.js';
import { TriggerMemory, toPath } from './memory.js';
import { pageRules, wantsServer } from './page-rules.js';
import { setVerdict } from './presence.js';
import { conditionsOf, type Rule, type RuleBook } from './rule.js';
import { Senses } from './senses.js';
import { Since } from './since.js';
import type { RuleForm } from './show-rules.js';
import { isRecord, toText } from './values.js';
import type { Condition } from './words.js';
import { Watch } from './watch.js';

/** What only the backend can tell. */
const ASKS_BACKEND: readonly Condition['is'][] = ['agentOnline', 'agentAvailable', 'agentsBusy', 'agentsOffline'];
/** What must be counted from page to page. */
const COUNTS: readonly Condition['is'][] = ['pageVisits', 'sessionPages', 'visitorReturning', 'timeOnSite'];

/** Runs the rules of one element: those of its page and those of its backend. */
export class TriggerRunner {
  #page: Page;
  #memory: TriggerMemory;
  #book: RuleBook = { version: 1, default: 'visible', rules: [] };
  #text = '';
  #round = 0;
  #loading: Promise<void> | undefined;
  #senses: Senses | undefined;
  #watch: Watch | undefined;
  #chat: Chat | undefined;
  #unsubscribe = (): void => {};
  #since = new Since(pageClock);
  #path = '';
  /** Those that came with the rules. */
  #hours: unknown;
  #control = new AbortController();
  /** What waits for this visitor. */
  #visitor = new AbortController();

  constructor(page: Page) {
    this.#page = page;
    this.#memory = new TriggerMemory(page.host, () => pageClock.now());
    const { signal } = this.#control;
    const { host } = page;
    host.addEventListener('chat-ready', () => this.#follow(), { signal });
    // One who may be remembered from now on, or no longer.
    host.addEventListener('chat-consent', () => this.#begin(), { signal });
    // Another visitor: nothing has happened to them.
    const forget = (): void => {
      this.#visitor.abort();
      this.#visitor = new AbortController();
      this.#since = new Since(pageClock);
      this.#watch?.stop();
      this.#watch = undefined;
      this.#begin();
    };
    host.addEventListener('chat-reset', forget, { signal });
    this.#follow();
    this.update();
  }

  /** Attributes, properties or the backend's config have changed. */
  update(): void {
    this.#takeHours();
    this.#loading = this.#load().catch(() => {}); // code that did not come is asked for with the next change
  }

  /** Does what a rule does, whatever its conditions and limits say; false when there is no such rule, or the page prevented all of it. */
  async run(id: string): Promise<boolean> {
    await this.#loading;
    const rule = this.#book.rules.find((each) => each.id === id);
    if (!rule) warnOnce(`runTrigger: there is no rule "${id}"`);
    return rule ? this.#perform(rule, () => true) : false;
  }

  /** Every rule with its conditions, their values now, and what is missing. */
  async explain(): Promise<ExplainedRule[]> {
    const [{ explainRules }] = await Promise.all([import('./show-rules.js'), this.#loading]);
    return this.#watch ? explainRules(this.#book, this.#watch.ask(), (rule) => this.#limitOf(rule)) : [];
  }

  /** The rules in force as data: our own form, Chatvisor's `groups`, or Rocket.Chat's. */
  async export(form: RuleForm = 'own'): Promise<unknown> {
    const [{ exportRules }] = await Promise.all([import('./show-rules.js'), this.#loading]);
    return exportRules(this.#book, form, hoursOf(this.#page.host), (problem) => warnOnce(`exportTriggers: ${problem}`));
  }

  stop(): void {
    this.#control.abort();
    this.#visitor.abort();
    this.#unsubscribe();
    this.#memory.stop();
    this.#end();
    setVerdict(this.#page.host, { rules: undefined });
  }

  /** Chatvisor's document of rules has the hours in it: they are the element's, unless the page gives others. */
  #takeHours(): void {
    const { host } = this.#page;
    const rules = pageRules(host);
    const beside = isRecord(rules) ? rules['hours'] : undefined;
    const hasOwn = host.hasAttribute('hours') || (host.hours ?? undefined) !== this.#hours;
    if (hasOwn || toText(beside) === toText(this.#hours)) return;
    this.#hours = beside;
    host.hours = beside;
  }

  async #load(): Promise<void> {
    const round = ++this.#round;
    const book = await bookOf(this.#page.host);
    if (round !== this.#round || this.#control.signal.aborted) return;
    const text = JSON.stringify(book);
    if (text !== this.#text) {
      this.#text = text;
      this.#book = book;
      this.#begin();
    } else {
      this.#senses?.ask();
      this.#watch?.step();
    }
    if (this.#needsBackend()) void askBackend(this.#page);
  }

  #end(): void {
    this.#senses?.stop();
    this.#watch?.stop();
  }

  /** Rules that stay the same go on where they were. */
  #begin(): void {
    this.#end();
    const conditions = this.#conditions();
    this.#count(conditions);
    const watch = new Watch({
      book: this.#book,
      before: this.#watch?.engine,
      clock: pageClock,
      facts: () => this.#senses!.facts(),
      isSpent: (rule) => ['once', 'perVisit'].includes(this.#limitOf(rule) ?? ''),
      onStep: (step) => this.#obey(step),
    });
    const onChange = (): void => {
      this.#count(conditions);
      watch.step();
    };
    this.#senses = new Senses({
      host: this.#page.host,
      clock: pageClock,
      memory: this.#memory,
      since: this.#since,
      conditions,
      onChange: () => this.#watch === watch && onChange(),
      onHappening: (forget, note) => {
        this.#senses!.ask();
        watch.again(forget, note);
      },
      onPage: (isBack) => {
        if (isBack) this.#path = '';
        this.#count(conditions);
        watch.engine.restart();
        onChange();
      },
    });
    this.#watch = watch;
    watch.step();
  }

  #conditions(): Condition[] {
    return this.#book.rules.flatMap(({ when }) => conditionsOf(when));
  }

  /** Written only where a rule asks for it; a page that was made ready, or lies behind, is none yet. */
  #count(conditions: readonly Condition[]): void {
    const isWanted = conditions.some(({ is }) => COUNTS.includes(is)) && this.#memory.lasts;
    const path = toPath(location.href);
    if (!isWanted || document.hidden || this.#path === path) return;
    this.#path = path;
    this.#memory.enter(path);
  }

  #limitOf(rule: Rule): Limit | undefined {
    return hasLimit(rule) ? this.#memory.limitOf(rule) : undefined;
  }

  #obey({ began, fired }: Step): void {
    const { host } = this.#page;
    const { engine } = this.#watch!;
    for (const rule of began) {
      const levels = rule.then.filter(isLevel);
      if (levels.some((action) => !this.#allows(rule, action.do))) engine.ignore(rule);
    }
    setVerdict(host, { rules: engine.isVisible });
    for (const rule of fired) void this.#fire(rule);
  }

  async #fire(rule: Rule): Promise<void> {
    if (this.#limitOf(rule) || (hasLimit(rule) && !(await this.#memory.claim(rule)))) return;
    if (!this.#control.signal.aborted) await this.#perform(rule, (action) => !isLevel(action));
  }

  async #perform(rule: Rule, isMeant: (action: Rule['then'][number]) => boolean): Promise<boolean> {
    let isDone = false;
    for (const action of rule.then.filter(isMeant)) {
      if (!this.#allows(rule, action.do)) continue;
      isDone = true;
      if (isLevel(action)) setVerdict(this.#page.host, { rules: action.do === 'show' });
      // A teaser may wait for its moment; what comes behind it does not.
      else void perform(action, rule, this.#page, this.#visitor.signal);
    }
    return isDone;
  }

  #allows({ id }: Rule, action: string): boolean {
    return fire(this.#page.host, 'chat-trigger', { id, action }, true);
  }

  #follow(): void {
    const { chat } = this.#page.host;
    if (!chat || chat === this.#chat) return;
    this.#unsubscribe();
    this.#chat = chat;
    let seen = '';
    const look = (): void => {
      const { availability, conversation, messages, visitorId } = chat.state;
      const now = [availability, conversation.state, messages.length, visitorId].join();
      if (now === seen) return;
      seen = now;
      this.#watch?.step();
    };
    this.#unsubscribe = chat.subscribe(look);
    look();
  }

  /** A rule cannot be decided otherwise. */
  #needsBackend(): boolean {
    const { host } = this.#page;
    const asks = hoursOf(host) ? ASKS_BACKEND : [...ASKS_BACKEND, 'openingHours'];
    return wantsServer(host) || this.#conditions().some(({ is }) => asks.includes(is));
  }
}
