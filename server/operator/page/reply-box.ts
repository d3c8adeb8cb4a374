import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Desk } from './desk.js';
import { closeIcon, imageIcon, sendIcon } from './icons.js';
import { replyStyles } from './reply-styles.js';
import { baseStyles } from './base-styles.js';
import { TypingSignal } from './typing-signal.js';

type Picture = { file: File; url: string };

/** Writes the answer: text, pasted or chosen pictures. Drafts stay with their conversation. */
export class ReplyBox extends LitElement {
  static override properties = {
    desk: { attribute: false },
    conversationId: { attribute: false },
    pictures: { state: true },
    sending: { state: true },
  };
  static override styles = [baseStyles, replyStyles];

  declare desk: Desk;
  declare conversationId: string;
  declare pictures: Picture[];
  declare sending: boolean;
  #typing: TypingSignal | undefined;

  constructor() {
    super();
    this.pictures = [];
    this.sending = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#typing?.stop();
    this.#dropPictures();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('conversationId')) return;
    const id = this.conversationId;
    this.#typing?.stop();
    this.#typing = new TypingSignal((on) => void this.desk.api.typing(id, on).catch(() => undefined));
    this.#dropPictures();
  }

  override updated(changed: PropertyValues): void {
    const input = this.#input;
    if (!changed.has('conversationId') || !input) return;
    input.value = this.desk.drafts.get(this.conversationId) ?? '';
    // On a phone the keyboard would cover what the operator came to read.
    if (!matchMedia('(pointer: coarse)').matches) input.focus();
  }

  override render() {
    const accept = this.desk.state?.site.upload.accept.join(',') ?? 'image/*';
    return html`
      <form @submit=${this.#handleSubmit} @paste=${this.#handlePaste}>
        ${this.pictures.length > 0 ? html`<ul>${this.pictures.map((each) => this.#renderPicture(each))}</ul>` : nothing}
        <div class="line">
          <button type="button" class="button icon" aria-label="Attach a picture" data-testid="reply-attach" @click=${this.#handleAttach}>
            ${imageIcon}
          </button>
          <input type="file" hidden multiple accept=${accept} data-testid="reply-file" @change=${this.#handleFiles} />
          <textarea
            rows="1"
            maxlength="10000"
            aria-label="Your answer"
            placeholder="Write an answer"
            data-testid="reply-input"
            @input=${this.#handleInput}
            @keydown=${this.#handleKey}
            @blur=${() => this.#typing?.stop()}
          ></textarea>
          <button class="button primary" ?disabled=${this.sending} aria-label="Send" data-testid="reply-send">${sendIcon}</button>
        </div>
      </form>
    `;
  }

  get #input(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #renderPicture(picture: Picture): TemplateResult {
    return html`<li data-testid="reply-preview">
      <img src=${picture.url} alt=${picture.file.name} />
      <button type="button" aria-label="Remove ${picture.file.name}" @click=${() => this.#remove(picture)}>${closeIcon}</button>
    </li>`;
  }

  #handleInput(): void {
    const text = this.#input?.value ?? '';
    this.desk.drafts.set(this.conversationId, text);
    if (text === '') this.#typing?.stop();
    else this.#typing?.touch();
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.#send();
  }

  #handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    void this.#send();
  }

  #handlePaste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (files.length === 0) return;
    event.preventDefault();
    this.#add(files);
  }

  #handleAttach(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #handleFiles(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    this.#add([...(input.files ?? [])]);
    input.value = '';
    this.#input?.focus();
  }

  #add(files: File[]): void {
    this.pictures = [...this.pictures, ...files.map((file) => ({ file, url: URL.createObjectURL(file) }))];
  }

  #remove(picture: Picture): void {
    URL.revokeObjectURL(picture.url);
    this.pictures = this.pictures.filter((each) => each !== picture);
    this.#input?.focus();
  }

  #dropPictures(): void {
    for (const { url } of this.pictures) URL.revokeObjectURL(url);
    this.pictures = [];
  }

  /** The words leave the box only once the server has them. */
  async #send(): Promise<void> {
    const input = this.#input;
    const { conversationId: id, desk, pictures } = this;
    const text = input?.value.trim() ?? '';
    if (!input || this.sending || (text === '' && pictures.length === 0)) return;
    this.sending = true;
    this.#typing?.stop();
    const sent = await desk.attempt(async () => {
      const uploads = await Promise.all(pictures.map(({ file }) => desk.api.upload(id, file)));
      await desk.api.say(id, text, uploads.map((upload) => upload.id));
    });
    this.sending = false;
    if (!sent) return;
    desk.drafts.delete(id);
    if (id !== this.conversationId) return;
    // What was typed while the message was on its way stays.
    if (input.value.trim() === text) input.value = '';
    for (const picture of pictures) this.#remove(picture);
    input.focus();
  }
}

customElements.define('reply-box', ReplyBox);
