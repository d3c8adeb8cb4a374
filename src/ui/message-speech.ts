import { selectUnread } from '../core/selectors.js';
import type { Message } from '../core/model.js';
import type { ChatState } from '../core/state.js';
import { authorName, isOwn, isStuck, messageWords, noticeWords, statusWords } from './message-words.js';
import type { ChatWidgetPanel } from './panel.js';

const BURST_MS = 1_000;
const UNREAD_EVERY_MS = 5_000;
/** So soon behind the first words of a bot comes that it is still writing. */
const WRITING_MS = 150;

/** What lies between the messages that two lists begin and end with alike; a long talk changes at its end. */
function withoutSame(a: readonly Message[], b: readonly Message[]): [Message[], Message[]] {
  const least = Math.min(a.length, b.length);
  const isLonger = least > 0 && a.length < b.length && a[0] === b[0] && a[least - 1] === b[least - 1];
  let start = isLonger ? least : 0; // one action changes one thing
  while (start < least && a[start] === b[start]) start++;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/**
 * Says new messages once. History, the replay after a reconnect and the snapshot of another tab are
 * silent: they come as a page, or while the line is not up; what is live comes one at a time.
 */
export class MessageSpeech {
  #panel: ChatWidgetPanel;
  #waiting: string[] | undefined;
  #unreadTold = -Infinity;

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
  }

  update(before: ChatState, state: ChatState): void {
    if (before.messages === state.messages) return;
    const [old, fresh] = withoutSame(before.messages, state.messages);
    const known = new Map(old.map((message) => [message.key, message]));
    const added = fresh.filter(({ key }) => !known.has(key));
    for (const message of fresh) {
      const was = known.get(message.key);
      if (was && was !== message) this.#changed(was, message, state);
    }
    const [message] = added;
    if (added.length === 1 && this.#isLive(before, state) && !this.#isPrepended(message!, state)) {
      this.#meet(message!, state);
    }
  }

  #meet(message: Message, state: ChatState): void {
    if (message.author.role !== 'bot' || !state.open) return this.#tell(message, state);
    const { chat, clock } = this.#panel.scope;
    // What has changed by then is told as a whole when it is whole.
    clock.setTimer(() => chat.state.messages.includes(message) && this.#tell(message, chat.state), WRITING_MS);
  }

  #isLive(before: ChatState, state: ChatState): boolean {
    const wasUp = before.historyLoaded && before.connection.status === 'online';
    return wasUp && state.connection.status === 'online' && !document.hidden;
  }

  #isPrepended(message: Message, state: ChatState): boolean {
    return state.messages.length > 1 && state.messages[0] === message;
  }

  #changed(old: Message, message: Message, state: ChatState): void {
    const { announce, localize } = this.#panel.scope;
    if (old.streaming && !message.streaming) return this.#tell(message, state);
    if (old.status === message.status || !message.status) return;
    if (isStuck(message)) announce(statusWords(message.status, localize), true);
    else if (message.status === 'sent' && this.#isFocused(message)) {
      announce(statusWords('sent', localize));
    }
  }

  #isFocused({ key }: Message): boolean {
    const { activeElement } = this.#panel.getRootNode() as ShadowRoot;
    return activeElement?.closest<HTMLElement>('li')?.dataset['key'] === key;
  }

  #tell(message: Message, state: ChatState): void {
    if (message.streaming || isOwn(message)) return;
    if (!state.open) return this.#tellUnread(state);
    const { localize } = this.#panel.scope;
    const isNotice = message.author.role === 'system';
    this.#speak(
      isNotice
        ? noticeWords(message, localize)
        : localize.t('msg.said', {
            name: authorName(message, localize),
            text: messageWords(message, localize),
          }),
    );
  }

  /** The first of a burst at once; what follows within a second as one line. */
  #speak(text: string): void {
    if (this.#waiting) return void this.#waiting.push(text);
    const { announce, clock } = this.#panel.scope;
    announce(text);
    this.#waiting = [];
    clock.setTimer(() => this.#flush(), BURST_MS);
  }

  #flush(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    const last = waiting.at(-1);
    if (!last) return;
    const { t } = this.#panel.scope.localize;
    const count = waiting.length;
    this.#speak(count > 1 ? `${t('msg.newCount', { count })}. ${last}` : last);
  }

  #tellUnread(state: ChatState): void {
    const { announce, clock, localize } = this.#panel.scope;
    const count = selectUnread(state).length;
    if (!count || clock.now() < this.#unreadTold + UNREAD_EVERY_MS) return;
    this.#unreadTold = clock.now();
    announce(localize.t('launcher.unread', { count }));
  }
}
