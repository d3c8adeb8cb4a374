import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { MediaPart } from '../core/model.js';
import { safeUrl } from '../core/safe-url.js';
import { enUploads } from '../i18n/en-uploads.js';
import { toBytes, toPercent } from '../i18n/file-formats.js';
import { addEnglish, withoutBidiControls } from '../i18n/localize.js';
import { adopt } from './adopt.js';
import { define } from './define.js';
import { icon } from './icons.js';
import { PanelPart } from './panel-part.js';
import { mediaStyles } from './styles/media-styles.js';

addEnglish(enUploads);

const FILE = icon('M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5');

/** A picture, a recording or a file card; a picture still on this device is shown from there until the row goes. */
export class ChatWidgetMedia extends PanelPart {
  static override properties: PropertyDeclarations = {
    source: { attribute: false },
    author: { attribute: false },
    progress: { attribute: false },
    preview: { state: true },
  };
  declare source: MediaPart;
  /** Whose picture it is, in words. */
  declare author: string;
  /** 0…1 while the upload runs. */
  declare progress: number | undefined;
  declare preview: string | undefined;
  #key: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, mediaStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('source') || !this.#key) this.#load(this.source.localKey);
  }

  protected override render(): TemplateResult {
    return this.#player() ?? this.#link();
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
    // A data URL shows, but browsers refuse to navigate to it.
    const href = source.url && safeUrl('file', source.url);
    return html`<a
      href=${href || nothing}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      draggable="false"
      >${source.type === 'image' ? this.#picture() : this.#card()}${href
        ? html`<span class="vh">(${this.scope.localize.t('msg.newTab')})</span>`
        : nothing}</a
    >`;
  }

  #picture(): TemplateResult {
    const { source, preview, progress } = this;
    const remote = source.thumbnailUrl || source.url;
    const src = preview ?? (remote && safeUrl('image', remote));
    const label = this.scope.localize.t('msg.picture', { name: this.author });
    return html`${src
      ? html`<img src=${src} alt=${label} referrerpolicy="no-referrer" draggable="false" />`
      : label}${progress === undefined ? nothing : this.#ring(progress)}`;
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
    return html`${FILE}<span
        ><bdi>${withoutBidiControls(name)}</bdi
        >${size ? html`<small>${toBytes(this.scope.localize.locale, size)}</small>` : nothing}</span
      >`;
  }

  #load(key: string | undefined): void {
    if (key === this.#key) return;
    this.#release();
    this.#key = key;
    if (key && this.source.type === 'image') void this.#show(key);
  }

  async #show(key: string): Promise<void> {
    const blob = await this.scope.chat.file(key).catch(() => undefined); // the remote copy will do
    if (blob && key === this.#key && this.isConnected) this.preview = URL.createObjectURL(blob);
  }

  #release(): void {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = undefined;
    this.#key = undefined;
  }
}

define('chat-widget-media', ChatWidgetMedia);
