import { html, nothing, render } from 'lit';
import type { Message } from '../../core/model.js';
import { enTools } from '../../i18n/en-tools.js';
import { addEnglish } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import { isCoarse } from '../device.js';
import { icon, icons } from '../icons.js';
import type { ChatWidgetPanel } from '../panel.js';
import { copyText } from './copy-text.js';
import { toolsStyles } from './message-tools-styles.js';

addEnglish(enTools);

const COPY = icon('M9 8.5h10.5V20H9zM5 15.5H4.5V4H15v1');
/** The check mark stays for so long. */
const DONE_MS = 1_500;

const wordsOf = ({ parts, deleted }: Message): string =>
  deleted ? '' : parts.flatMap((part) => (part.type === 'text' ? String(part.text) : [])).join('\n\n');

/** When a message was written, exactly, and its words for the clipboard: beside the one that is pointed at, focused or touched. */
export class MessageTools {
  #panel: ChatWidgetPanel;
  #log: HTMLElement;
  #box = document.createElement('div');

  constructor(panel: ChatWidgetPanel) {
    const log = panel.querySelector<HTMLElement>('.log')!;
    this.#panel = panel;
    this.#log = log;
    adopt(log, toolsStyles);
    this.#box.setAttribute('part', 'message-tools');
    for (const type of ['pointerover', 'focusin']) log.addEventListener(type, (event) => this.follow(event));
    log.addEventListener('pointerleave', () => this.#leave());
    log.addEventListener('click', (event) => this.#touch(event));
    log.addEventListener('focusout', ({ relatedTarget }) => log.contains(relatedTarget as Node | null) || this.#box.remove());
  }

  /** To the message of this event, unless the visitor is at another by keyboard. */
  follow(event: Event, target = event.target as Element): void {
    if (this.#box.contains(target)) return; // it is where it should be
    const isFocus = event.type === 'focusin';
    const row = target.closest<HTMLElement>('.message[data-key]');
    const { activeElement } = this.#log.getRootNode() as ShadowRoot;
    if (!isFocus && (this.#box.contains(activeElement) || (event as PointerEvent).pointerType === 'touch')) return;
    if (!row && isFocus) this.#box.remove();
    if (row && (isFocus || row !== this.#box.parentNode)) this.#put(row, isFocus);
  }

  #put(row: HTMLElement, isFocus: boolean): void {
    const message = this.#panel.state.messages.findLast(({ key }) => key === row.dataset['key']);
    if (!message) return;
    this.#box.className = isFocus ? 'message-tools full' : 'message-tools';
    this.#draw(message, false);
    // In front of all that the row itself draws.
    if (row !== this.#box.parentNode) row.prepend(this.#box);
  }

  /** A finger has nothing to hover with, and iOS focuses nothing that is no control. */
  #touch({ target }: Event): void {
    const element = target as Element;
    if (!isCoarse() || element.closest('a,button,audio,video')) return;
    element.closest<HTMLElement>('.message')?.focus({ preventScroll: true });
  }

  /** Unless the visitor is there by keyboard. */
  #leave(): void {
    const { activeElement } = this.#log.getRootNode() as ShadowRoot;
    if (!this.#box.contains(activeElement) && !this.#box.classList.contains('full')) this.#box.remove();
  }

  #draw(message: Message, isDone: boolean): void {
    const { t, time, exact } = this.#panel.scope.localize;
    const at = message.createdAt;
    const label = t(isDone ? 'msg.copied' : 'msg.copy');
    const said = this.#box.classList.contains('full') ? exact(at) : time(at);
    const when = said && html`<time datetime=${new Date(at).toISOString()} title=${exact(at)}>${said}</time>`;
    // A mouse leaves the focus where it is, and so the tools free to follow it.
    const button = html`<button
      type="button"
      part="copy"
      aria-label=${label}
      title=${label}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#copy(message)}
    >
      ${isDone ? icons.check : COPY}
    </button>`;
    render(html`${when}${wordsOf(message) ? button : nothing}`, this.#box);
  }

  async #copy(message: Message): Promise<void> {
    const { announce, clock, localize } = this.#panel.scope;
    // They may be at another message by the time.
    const { parentNode } = this.#box;
    const draw = (isDone: boolean): void => void (parentNode === this.#box.parentNode && this.#draw(message, isDone));
    if (!(await copyText(wordsOf(message)))) return;
    announce(localize.t('msg.copied'));
    draw(true);
    clock.setTimer(() => draw(false), DONE_MS);
  }
}
