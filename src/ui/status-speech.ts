import type { MediaPart, Message } from '../core/model.js';
import type { ChatState } from '../core/state.js';
import { enUploads } from '../i18n/en-uploads.js';
import { toPercent } from '../i18n/file-formats.js';
import { addEnglish } from '../i18n/localize.js';
import { sound } from './attention/attend.js';
import { endWords, queueWords } from './message-words.js';
import type { ChatWidgetPanel } from './panel.js';
import { typingWords } from './typing-row.js';

addEnglish(enUploads);

const TYPING_AFTER_MS = 1_000;
const QUEUE_EVERY_MS = 30_000;

/** The file that is on its way, or, `isOver`, the one that has arrived last. */
function fileOf(message: Message | undefined, isOver = false): string | undefined {
  const files = message?.parts.filter((part): part is MediaPart => 'mime' in part) ?? [];
  const file = isOver ? files.findLast(({ uploadId }) => uploadId) : files.find(({ uploadId }) => !uploadId);
  return (file ?? files[0])?.name;
}

/** Says what changes around the messages: typing, place in line, uploads, the end. */
export class StatusSpeech {
  #panel: ChatWidgetPanel;
  #stopTyping: (() => void) | undefined;
  #queueTold = -Infinity;
  /** Half of an upload is told once. */
  #halves = new Set<string>();

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
  }

  update(before: ChatState, state: ChatState): void {
    this.#typing(state);
    if (!state.open || document.hidden) this.#turn(before, state);
    if (!state.open) return;
    this.#queue(before, state);
    this.#uploads(before, state);
    const { announce, localize } = this.#panel.scope;
    const { conversation } = state;
    if (state.storage !== before.storage) announce(localize.t('net.memory'));
    if (conversation.state === 'ended' && before.conversation.state !== 'ended' && before.historyLoaded) {
      announce(endWords(conversation, localize));
    }
  }

  stop(): void {
    this.#stopTyping?.();
  }

  /** Once per burst, and only if it lasts. */
  #typing({ typing }: ChatState): void {
    if (!typing.length) {
      this.#stopTyping?.();
      this.#stopTyping = undefined;
      return;
    }
    this.#stopTyping ??= this.#panel.scope.clock.setTimer(() => {
      const { state, scope } = this.#panel;
      const { announce, localize } = scope;
      if (state.open && state.typing.length) announce(typingWords(state.typing, localize));
    }, TYPING_AFTER_MS);
  }

  /** Somebody has come to a visitor who was told that they may look away meanwhile. */
  #turn(before: ChatState, { agents, conversation, open }: ChatState): void {
    if (before.conversation.state !== 'queued' || conversation.state !== 'active') return;
    const { announce, host, localize } = this.#panel.scope;
    sound.ring(host).catch(() => undefined); // a browser may not let it
    if (!open) announce(localize.t('event.joined', { name: agents[0]?.name || localize.t('msg.team') }));
  }

  #queue(before: ChatState, { queue }: ChatState): void {
    const { announce, clock, localize } = this.#panel.scope;
    const position = queue?.position;
    if (position === undefined || position === before.queue?.position) return;
    if (clock.now() < this.#queueTold + QUEUE_EVERY_MS) return;
    this.#queueTold = clock.now();
    announce(queueWords(position, localize));
  }

  /** Start, half, done or failed: four lines a file at most. */
  #uploads(before: ChatState, state: ChatState): void {
    if (before.uploads === state.uploads) return;
    this.#uploadEnds(before, state);
    const { announce, localize } = this.#panel.scope;
    for (const [localId, share] of Object.entries(state.uploads)) {
      const name = fileOf(state.messages.find((row) => row.localId === localId));
      const isStart = !(localId in before.uploads);
      const isHalf = share >= 0.5 && share < 1 && !this.#halves.has(localId);
      if (!name || !(isStart || isHalf)) continue;
      if (isHalf) this.#halves.add(localId);
      announce(localize.t('upload.progress', { name, percent: toPercent(localize.locale, share) }));
    }
  }

  #uploadEnds(before: ChatState, state: ChatState): void {
    const { announce, localize } = this.#panel.scope;
    for (const localId of Object.keys(before.uploads)) {
      if (localId in state.uploads) continue;
      this.#halves.delete(localId);
      const message = state.messages.find((row) => row.localId === localId);
      const failed = message?.status === 'failed';
      const name = fileOf(message, !failed);
      if (name) announce(localize.t(failed ? 'upload.failed' : 'upload.done', { name }));
    }
  }
}
