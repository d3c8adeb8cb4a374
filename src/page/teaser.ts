import type { ChatWidget } from '../chat-widget.js';
import { scopeOf } from '../storage/keep.js';
import { warnOnce } from '../warn-once.js';
import { enTeaser } from '../i18n/en-teaser.js';
import { addSheet } from './add-sheet.js';
import { allowedPicture } from './allowed-picture.js';
import { fire } from './fire.js';
import { launcherOf, openByGesture } from './open-by-gesture.js';
import { loadPageWords } from './page-words.js';
import { reply } from './reply.js';
import { TeaserMemory } from './teaser-memory.js';
import { teaserStyles } from './teaser-styles.js';
import { teaserView, toName } from './teaser-view.js';
import type { TeaserWords } from './teaser-view.js';
import { followUnread } from './unread-teaser.js';

export type TeaserOptions = {
  /** Names it: who closes it does not see it again for some days. Default: its text. */
  id?: string;
  text: string;
  /** Who says it. */
  sender?: string;
  /** Their picture: of the page's origin, the backend's, or one of `image-origins`. */
  avatarUrl?: string;
  /** Answers to choose from; a choice opens the chat and is sent. */
  replies?: readonly string[];
  /** For how many days it is remembered that it was closed or answered. */
  days?: number;
  /** Shows it although another was shown in this visit. */
  again?: boolean;
};

/** Nothing moves in a page that has just come. */
const SETTLED_MS = 1_000;
/** A live region must have been there before its words; and they are not to be read twice. */
const SPEAK_MS = 150;
const SPOKEN_MS = 3_000;
/** Set where rules or hours have taken the widget away. */
const CLOSED = 'data-closed';
const FIELDS = 'input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio],[type=range]),textarea,select';

/** The bubble beside the closed launcher: at most one, without the code of the panel, and never in the way of what the visitor does. */
export class Teaser {
  #host: ChatWidget;
  #status = document.createElement('div');
  #view: HTMLElement | undefined;
  /** Of the teaser that is shown or waits. */
  #control: AbortController | undefined;
  #attribute = '';
  /** Whose it is: of an unread message only they may read. */
  #scope = '';
  #unfollow: (() => void) | undefined;
  /** Of the element's attributes. */
  #changes = new EventTarget();

  constructor(host: ChatWidget) {
    this.#host = host;
    addSheet(host, teaserStyles);
    this.#status.className = 'teaser-status';
    this.#status.role = 'status';
    this.#status.part.add('announcer');
    launcherOf(host).before(this.#status);
    host.addEventListener('chat-reset', this.#hide);
    this.update();
  }

  /** Shows what the attribute says, once; or each message that nobody has seen. */
  update(): void {
    this.#changes.dispatchEvent(new Event('change'));
    const text = this.#host.getAttribute('teaser')?.trim() ?? '';
    const scope = scopeOf(this.#host);
    if (this.#unfollow && scope !== this.#scope) this.hide();
    this.#scope = scope;
    if (text === this.#attribute) return;
    this.#attribute = text;
    this.#unfollow?.();
    this.#unfollow = text === 'unread' ? followUnread(this.#host, this) : undefined;
    if (text && !this.#unfollow) void this.show({ text });
    else this.hide();
  }

  stop(): void {
    this.#unfollow?.();
    this.hide();
    this.#status.remove();
    this.#host.removeEventListener('chat-reset', this.#hide);
  }

  hide(): void {
    this.#control?.abort();
    this.#control = undefined;
    const hadFocus = this.#view?.contains(this.#host.shadowRoot!.activeElement);
    this.#view?.remove();
    this.#view = undefined;
    this.#status.textContent = '';
    if (hadFocus) launcherOf(this.#host).focus();
  }

  /** Resolves with whether it came to be shown: as soon as nothing is in its way. */
  async show(options: TeaserOptions): Promise<boolean> {
    const wish = toWish(options);
    const host = this.#host;
    const memory = new TeaserMemory(host);
    // Where the panel fills a place of the page there is no launcher to stand beside.
    if (!wish || host.placement === 'inline') return false;
    if (memory.isDismissed(wish.id) || (!wish.again && memory.wasSeen)) return false;
    this.hide();
    const { signal } = (this.#control = new AbortController());
    await afterLoad();
    const words = await loadPageWords(host, enTeaser);
    await this.#untilFree(signal);
    if (signal.aborted || !host.isConnected) return false;
    this.#mount(wish, words, memory, signal);
    memory.see();
    fire(host, 'chat-teaser', { id: wish.id, change: 'shown' });
    return true;
  }

  #hide = (): void => this.hide();

  #mount(wish: Wish, words: TeaserWords, memory: TeaserMemory, signal: AbortSignal): void {
    const host = this.#host;
    const { id, days } = wish;
    const content = { ...wish, brand: host.brand || host.chat?.state.config.title || '', avatarUrl: allowedPicture(host, wish.avatarUrl) };
    const end = (change: 'pressed' | 'replied' | 'dismissed'): void => {
      memory.dismiss(id, days);
      if (change !== 'dismissed') openTalk(host);
      this.hide();
      fire(host, 'chat-teaser', { id, change });
    };
    const view = teaserView(content, words, {
      press: () => end('pressed'),
      dismiss: () => end('dismissed'),
      reply(text) {
        end('replied');
        // Kept back by the page, or refused: it has been told.
        reply(host, text).catch(() => {});
      },
    });
    view.addEventListener('keydown', ({ key }) => key === 'Escape' && end('dismissed'));
    this.#view = view;
    this.#status.before(view);
    // Whoever opens the chat has taken what it offers.
    host.addEventListener('chat-opened', this.#hide, { signal });
    this.#watch(signal, (isFree) => (view.hidden = !isFree));
    const name = toName(content, words);
    this.#speak(name ? `${name}: ${wish.text}` : wish.text, signal);
  }

  /** Said once, politely, and then gone: the bubble itself can be read. */
  #speak(text: string, signal: AbortSignal): void {
    const timers = [
      setTimeout(() => (this.#status.textContent = text), SPEAK_MS),
      setTimeout(() => (this.#status.textContent = ''), SPOKEN_MS),
    ];
    signal.addEventListener('abort', () => timers.forEach(clearTimeout));
  }

  async #untilFree(signal: AbortSignal): Promise<void> {
    if (this.#isFree || signal.aborted) return;
    const control = new AbortController();
    await new Promise<void>((done) => {
      signal.addEventListener('abort', () => done());
      this.#watch(control.signal, (isFree) => isFree && done());
    });
    control.abort();
  }

  #watch(signal: AbortSignal, tell: (isFree: boolean) => void): void {
    // The focus leaves one field before it comes to the next.
    const look = (): void => void setTimeout(() => signal.aborted || tell(this.#isFree));
    for (const type of ['focusin', 'focusout', 'chat-opened', 'chat-closed']) {
      document.addEventListener(type, look, { signal });
    }
    this.#changes.addEventListener('change', look, { signal });
    // A rule may hide the whole widget, and show it again.
    const observer = new MutationObserver(look);
    observer.observe(this.#root, { attributeFilter: [CLOSED] });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  get #root(): Element {
    return launcherOf(this.#host).closest('.root')!;
  }

  /** A widget that is shown, no open panel, and nobody who is filling something in. */
  get #isFree(): boolean {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement && focused !== this.#host) focused = focused.shadowRoot.activeElement;
    const isWriting = focused?.matches(FIELDS) || (focused as HTMLElement | null)?.isContentEditable;
    return !this.#host.hidden && !this.#root.hasAttribute(CLOSED) && !this.#host.opened && !isWriting;
  }
}

type Wish = Required<Omit<TeaserOptions, 'avatarUrl'>> & { avatarUrl: unknown };

const isText = (value: unknown): value is string => typeof value === 'string' && !!value.trim();

/** Whatever a page has passed in. */
function toWish(options: Partial<TeaserOptions> | undefined): Wish | undefined {
  const { id, text, sender, avatarUrl, replies, days = 7, again = false } = options ?? {};
  if (!isText(text)) {
    warnOnce('showTeaser() needs a "text"');
    return undefined;
  }
  return {
    id: isText(id) ? id : text,
    text: text.trim(),
    sender: isText(sender) ? sender.trim() : '',
    avatarUrl,
    replies: Array.isArray(replies) ? replies.filter(isText) : [],
    days: Number(days) || 0,
    again,
  };
}

/** One second after the page has loaded. */
async function afterLoad(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const since = page?.loadEventEnd ? performance.now() - page.loadEventEnd : 0;
  if (since < SETTLED_MS) await new Promise((done) => setTimeout(done, SETTLED_MS - since));
}

/** Into the conversation, where the panel may begin with something else. */
function openTalk(host: ChatWidget): void {
  const show = (): void => host.shadowRoot!.querySelector<Element & { show?(view: string): void }>('chat-widget-panel')?.show?.('');
  host.addEventListener('chat-opened', show, { once: true });
  openByGesture(host);
}
