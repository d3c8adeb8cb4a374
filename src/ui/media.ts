import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { MediaPart, Message } from '../core/model.js';
import { safeUrl } from '../core/safe-url.js';
import { enUploads } from '../i18n/en-uploads.js';
import { toBytes, toPercent } from '../i18n/file-formats.js';
import { addEnglish, withoutBidiControls } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import type { ChatWidgetAttach } from './attachments/attach.js';
import { define } from './define.js';
import { foreignStyles, foreignView, mayShow } from './foreign.js';
import { icons } from './icons.js';
import { authorName } from './message-words.js';
import { PanelPart } from './panel-part.js';
import { mediaStyles } from './styles/media-styles.js';

addEnglish(enUploads);

const importLightbox = () => import('./attachments/lightbox.js');

const isWaiting = (part: Message['parts'][number]): part is MediaPart =>
  'localKey' in part && !!part.localKey && !part.uploadId;

/** A picture, a recording or a file card; a picture still on this device is shown from there until the row goes. */
export class ChatWidgetMedia extends PanelPart {
  static override properties: PropertyDeclarations = {
    source: { attribute: false },
    message: { attribute: false },
    progress: { attribute: false },
    preview: { state: true },
  };
  declare source: MediaPart;
  /** To which it belongs. */
  declare message: Message;
  /** 0…1 while one of the message's files is uploaded. */
  declare progress: number | undefined;
  declare preview: string | undefined;
  #key: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, mediaStyles);
    adopt(this, foreignStyles);
    this.requestUpdate(); // back from elsewhere in the page
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('source') || !this.#key) this.#load(this.source.localKey);
  }

  /** Opens what the thumbnail shows; another copy of a picture that is still here is not fetched. */
  get shown(): string | undefined {
    const { preview } = this;
    const [remote] = this.#remote();
    return preview ?? (remote && mayShow(remote, this.scope) ? remote : undefined);
  }

  /** Where the small picture and the large one come from. */
  #remote(): string[] {
    const { type, thumbnailUrl, url } = this.source;
    if (type !== 'image') return [];
    return [thumbnailUrl, url].flatMap((it) => (it && safeUrl('image', it)) || []);
  }

  protected override render(): TemplateResult {
    try {
      return html`${this.#player() ?? this.#foreign() ?? this.#link()}${this.#upload()}`;
    } catch {
      // The transport's mapper broke its word.
      return html`<span class="broken">${this.scope.localize.t('msg.unsupported')}</span>`;
    }
  }

  #foreign(): TemplateResult | undefined {
    const urls = this.#remote();
    if (!urls[0] || this.shown) return undefined;
    return foreignView(urls, this.scope, () => this.requestUpdate());
  }

  /** The browser's own controls; nothing is fetched before somebody plays it. */
  #player(): TemplateResult | undefined {
    const { type, url, name } = this.source;
    const src = url && safeUrl('media', url);
    if (!src) return undefined;
    if (type === 'audio') return html`<audio controls preload="none" src=${src} aria-label=${name}></audio>`;
    if (type !== 'video') return undefined;
    return html`<video controls playsinline preload="none" src=${src} aria-label=${name}></video>`;
  }

  /** One anchor with or without an address: the preview must not start anew after the upload. */
  #link(): TemplateResult {
    const { source } = this;
    const { t } = this.scope.localize;
    // A data URL shows, but browsers refuse to navigate to it.
    const href = source.url && safeUrl('file', source.url);
    const opens = !!this.shown;
    return html`<a
      href=${href || nothing}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      draggable="false"
      role=${opens ? 'button' : nothing}
      tabindex=${opens ? 0 : nothing}
      aria-haspopup=${opens ? 'dialog' : nothing}
      aria-label=${opens ? t('image.open', { name: authorName(this.message, this.scope.localize) }) : nothing}
      @click=${this.#handleClick}
      @keydown=${this.#handleKeydown}
      >${source.type === 'image' ? this.#picture() : this.#card()}${href && !opens
        ? html`<span class="vh">(${t('msg.newTab')})</span>`
        : nothing}</a
    >`;
  }

  #picture(): TemplateResult | string {
    const label = this.scope.localize.t('msg.picture', { name: authorName(this.message, this.scope.localize) });
    return this.shown
      ? html`<img src=${this.shown} alt=${label} loading="lazy" referrerpolicy="no-referrer" draggable="false" />`
      : label;
  }

  /** The files of a message go one after the other; any of them can be taken out of it until it has gone. */
  #upload(): TemplateResult | typeof nothing {
    const { source, message, progress } = this;
    const { status } = message;
    const isQueued = status === 'queued' || status === 'sending';
    if (!isWaiting(source) || !(isQueued || status === 'saving')) return nothing;
    const isCurrent = message.parts.find(isWaiting) === source;
    const label = this.scope.localize.t('upload.cancel', { name: source.name });
    return html`${progress === undefined ? nothing : this.#ring(isCurrent ? progress : 0)}${isQueued
      ? html`<button type="button" class="cancel" part="cancel" aria-label=${label} title=${label} @click=${this.#handleCancel}>
          ${icons.cross}
        </button>`
      : nothing}`;
  }

  #ring(progress: number): TemplateResult {
    const { t, locale } = this.scope.localize;
    const share = Math.round(progress * 100);
    const label = t('upload.progress', { name: this.source.name, percent: toPercent(locale, progress) });
    return html`<span
      class="ring"
      part="progress"
      role="progressbar"
      aria-label=${label}
      aria-valuenow=${share}
      ><svg viewBox="0 0 52 52" aria-hidden="true"
        ><circle cx="26" cy="26" r="24"></circle
        ><circle cx="26" cy="26" r="24" pathLength="100" stroke-dasharray="${share} 100"></circle></svg
    ></span>`;
  }

  #card(): TemplateResult {
    const { name, size } = this.source;
    return html`${icons.file}<span
        ><bdi>${withoutBidiControls(name)}</bdi
        >${size ? html`<small>${toBytes(this.scope.localize.locale, size)}</small>` : nothing}</span
      >`;
  }

  #load(key: string | undefined): void {
    if (key === this.#key || !this.isConnected) return;
    this.#release();
    this.#key = key;
    if (key && this.source.type === 'image') void this.#show(key);
  }

  async #show(key: string): Promise<void> {
    const blob = await this.scope.chat.file(key).catch(() => undefined); // the remote copy will do
    if (blob && key === this.#key && this.isConnected) this.preview = URL.createObjectURL(blob);
  }

  /** With a modifier the browser does what it does with links. */
  #handleClick = (event: MouseEvent): void => {
    if (!this.shown || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#open();
  };

  /** A button answers to both; without an address the anchor would to neither. */
  #handleKeydown = (event: KeyboardEvent): void => {
    if (!this.shown || (event.key !== ' ' && event.key !== 'Enter') || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#open();
  };

  async #open(): Promise<void> {
    try {
      const { openLightbox } = await importLightbox().catch(importLightbox);
      openLightbox(this);
    } catch {
      // Without the chunk there is still the link.
      const href = this.source.url && safeUrl('file', this.source.url);
      if (href) window.open(href, '_blank', 'noopener,noreferrer');
    }
  }

  /** This file goes; the words and the other files are the visitor's again. */
  #handleCancel = async (): Promise<void> => {
    const { message, source, scope } = this;
    const panel = this.closest('.panel')!;
    const others = message.parts.filter((part): part is MediaPart => part !== source && 'localKey' in part);
    const files = await Promise.all(others.map((part) => this.#fileOf(part)));
    const words = await scope.chat.discard(message.localId!).catch(() => undefined); // then it stays where it is
    const attach = panel.querySelector<ChatWidgetAttach>('chat-widget-attach')!;
    if (words !== undefined) void attach.takeBack(words, files.flatMap((file) => file ?? []));
  };

  async #fileOf({ localKey = '', name, mime: type }: MediaPart): Promise<File | undefined> {
    const blob = await this.scope.chat.file(localKey).catch(() => undefined); // no longer on this device
    return blob && (blob instanceof File ? blob : new File([blob], name, { type }));
  }

  #release(): void {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = undefined;
    this.#key = undefined;
  }
}

define('chat-widget-media', ChatWidgetMedia);
