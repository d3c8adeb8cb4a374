import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { safeUrl } from '../../core/safe-url.js';
import { enLightbox } from '../../i18n/en-lightbox.js';
import { addEnglish, withoutBidiControls } from '../../i18n/localize.js';
import { adopt } from '../adopt.js';
import { define } from '../define.js';
import { icon, icons } from '../icons.js';
import type { ChatWidgetMedia } from '../media.js';
import { authorName } from '../message-words.js';
import { PanelPart } from '../panel-part.js';
import { GestureReader } from './gestures.js';
import { lightboxStyles } from './lightbox-styles.js';
import { pictureId, toPictures } from './pictures.js';
import type { Picture } from './pictures.js';
import { FITTED, keepInside, MAX_SCALE, MIN_SCALE, zoomTo } from './zoom.js';
import type { Point, Zoom } from './zoom.js';

addEnglish(enLightbox);

const LENS = 'M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l5 5M8 10.5h5';
const ICONS = {
  out: icon(LENS),
  in: icon(`${LENS}M10.5 8v5`),
  save: icon('M12 4.5v10M7.5 10.5l4.5 4.5 4.5-4.5M5 19.5h14'),
};
const STEP = 1.5;
const CLOSE_UP = 2.5;
const PAN_PX = 80;
/** Scroll the page where nobody stops them, although it is inert. */
const SCROLLING = ['PageUp', 'PageDown', 'Home', 'End', ' '];

/** One picture over the whole window, with a way to its neighbours. */
export class ChatWidgetLightbox extends PanelPart {
  static override properties: PropertyDeclarations = {
    pictures: { attribute: false },
    at: { attribute: false },
    zoom: { state: true },
    phase: { state: true },
  };
  declare pictures: readonly Picture[];
  /** The one that is shown. */
  declare at: number;
  declare zoom: Zoom;
  /** `small`: the large picture does not come, the thumbnail may. */
  declare phase: 'loading' | 'shown' | 'small' | 'failed';
  /** Where the focus returns. */
  opener: HTMLElement | undefined;
  /** Steps glide; a finger is followed at once. */
  #isMoving = false;
  /** Where the picture lies is a rule: strict pages allow no `style` attributes. */
  #rule = new CSSStyleSheet();
  #stop: (() => void) | undefined;
  #gestures = new GestureReader({
    isZoomed: () => this.zoom.scale > MIN_SCALE,
    pan: (dx, dy) => this.#move({ ...this.zoom, x: this.zoom.x + dx, y: this.zoom.y + dy }, true),
    pinch: (factor, at) => this.#move(zoomTo(this.zoom, this.zoom.scale * factor, this.#fromMiddle(at)), true),
    swipe: (to) => (to === 'down' ? this.close() : this.#turn(this.#forward(to === 'left' ? 1 : -1))),
    click: (target) => void (target instanceof HTMLImageElement || this.close()),
  });

  constructor() {
    super();
    this.zoom = FITTED;
    this.phase = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, lightboxStyles);
    const root = this.getRootNode() as ShadowRoot;
    root.adoptedStyleSheets.push(this.#rule);
    // Hidden with the panel it would still keep the page inert.
    const unsubscribe = this.scope.chat.subscribe(({ open }) => open || this.close());
    this.#stop = () => {
      unsubscribe();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#rule);
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  close(): void {
    this.querySelector('dialog')?.close();
  }

  protected override firstUpdated(): void {
    const dialog = this.querySelector('dialog')!;
    dialog.addEventListener('wheel', this.#handleWheel, { passive: false });
    dialog.showModal();
    this.querySelector<HTMLElement>('.close')!.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('zoom')) return;
    const { scale, x, y } = this.zoom;
    this.#rule.replaceSync(`.stage img { transform: translate(${x}px, ${y}px) scale(${scale}) }`);
  }

  protected override render(): TemplateResult {
    const { scale } = this.zoom;
    const classes = `lightbox${scale > MIN_SCALE ? ' zoomed' : ''}${this.#isMoving ? ' moving' : ''}`;
    return html`<dialog
      class=${classes}
      part="lightbox"
      aria-label=${this.#label()}
      @close=${this.#handleClose}
      @keydown=${this.#handleKeydown}
    >
      ${this.#header()}
      <div
        class="stage"
        @pointerdown=${this.#gestures.handleDown}
        @pointermove=${this.#gestures.handleMove}
        @pointerup=${this.#gestures.handleUp}
        @pointercancel=${this.#gestures.handleUp}
        @dblclick=${this.#handleDoubleClick}
      >
        ${keyed(this.at, this.#image())}
      </div>
      ${this.#neighbours()}
    </dialog>`;
  }

  #header(): TemplateResult {
    const { localize, clock } = this.scope;
    const { t, day, time } = localize;
    const { message, part } = this.#picture;
    const { scale } = this.zoom;
    const at = message.createdAt;
    return html`<header>
      <p>
        <b><bdi>${withoutBidiControls(part.name)}</bdi></b>
        <span><bdi>${authorName(message, localize)}</bdi>, ${day(at, clock.now())} ${time(at)}</span>
      </p>
      ${this.#button(t('image.zoomOut'), ICONS.out, () => this.#scaleTo(scale / STEP), scale > MIN_SCALE)}
      ${this.#button(t('image.zoomIn'), ICONS.in, () => this.#scaleTo(scale * STEP), scale < MAX_SCALE)}
      ${this.#download()} ${this.#button(t('image.close'), icons.cross, () => this.close(), true, 'close')}
    </header>`;
  }

  #button(label: string, image: TemplateResult, act: () => void, isOn = true, name = ''): TemplateResult {
    return html`<button
      type="button"
      class="icon-button ${name}"
      part="lightbox-button"
      aria-label=${label}
      title=${label}
      aria-disabled=${isOn ? nothing : 'true'}
      @click=${() => isOn && act()}
    >
      ${image}
    </button>`;
  }

  #download(): TemplateResult | typeof nothing {
    const { part, src } = this.#picture;
    // What is still on this device has an address that only this page knows.
    const href = src.startsWith('blob:') ? src : part.url && safeUrl('file', part.url);
    if (!href) return nothing;
    const label = this.scope.localize.t('image.download', { name: part.name || this.#label() });
    return html`<a
      class="icon-button"
      part="lightbox-button"
      href=${href}
      download=${part.name}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      aria-label=${label}
      title=${label}
      >${ICONS.save}</a
    >`;
  }

  #image(): TemplateResult {
    const { src, thumbnail } = this.#picture;
    if (this.phase === 'failed') return html`<p>${this.scope.localize.t('image.failed')}</p>`;
    const isSmall = this.phase === 'small';
    return html`${this.phase === 'loading' ? html`<i class="spinner"></i>` : nothing}<img
        src=${isSmall ? thumbnail! : src}
        alt=${this.#label()}
        referrerpolicy="no-referrer"
        draggable="false"
        @load=${() => isSmall || (this.phase = 'shown')}
        @error=${() => (this.phase = !isSmall && thumbnail && thumbnail !== src ? 'small' : 'failed')}
      />`;
  }

  #neighbours(): TemplateResult | typeof nothing {
    const count = this.pictures.length;
    if (count < 2) return nothing;
    const { t } = this.scope.localize;
    const { at } = this;
    return html`${this.#button(t('image.prev'), icons.minimise, () => this.#turn(-1), at > 0, 'step')}
      ${this.#button(t('image.next'), icons.minimise, () => this.#turn(1), at < count - 1, 'step next')}
      <p class="count" aria-live="polite"><span class="vh">${this.#label()}, </span>${t('image.place', { at: at + 1, count })}</p>`;
  }

  get #picture(): Picture {
    return this.pictures[this.at]!;
  }

  #label(): string {
    const { localize } = this.scope;
    return localize.t('msg.picture', { name: authorName(this.#picture.message, localize) });
  }

  /** A step to the right, in the direction in which one reads. */
  #forward(step: number): number {
    return this.matches(':dir(rtl)') ? -step : step;
  }

  #turn(step: number): void {
    const at = this.at + step;
    if (!this.pictures[at]) return;
    this.at = at;
    this.phase = 'loading';
    this.#isMoving = true; // the next one does not glide in from where the last one lay
    this.zoom = FITTED;
  }

  #scaleTo(scale: number): void {
    this.#move(zoomTo(this.zoom, scale, { x: 0, y: 0 }), false);
  }

  #move(zoom: Zoom, isMoving: boolean): void {
    const image = this.querySelector('img');
    if (!image) return;
    const { clientWidth, clientHeight } = this.querySelector('.stage')!;
    const picture = { width: image.offsetWidth, height: image.offsetHeight };
    this.#isMoving = isMoving;
    this.zoom = keepInside(zoom, picture, { width: clientWidth, height: clientHeight });
  }

  #fromMiddle({ x, y }: Point): Point {
    const { left, top, width, height } = this.querySelector('.stage')!.getBoundingClientRect();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }

  #handleWheel = (event: WheelEvent): void => {
    event.preventDefault(); // the page behind must not scroll
    const delta = event.deltaY * (event.deltaMode ? 16 : 1);
    // A touchpad's pinch comes as a wheel with Ctrl, in small steps.
    const factor = Math.exp(-delta * (event.ctrlKey ? 0.01 : 0.0025));
    this.#move(zoomTo(this.zoom, this.zoom.scale * factor, this.#fromMiddle({ x: event.clientX, y: event.clientY })), true);
  };

  #handleDoubleClick = ({ clientX: x, clientY: y }: MouseEvent): void => {
    if (this.zoom.scale > MIN_SCALE) this.#scaleTo(MIN_SCALE);
    else this.#move(zoomTo(this.zoom, CLOSE_UP, this.#fromMiddle({ x, y })), false);
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation(); // not the panel's, nor the page's
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#use(event)) return;
    event.preventDefault();
  };

  /** Answers whether the key meant something. */
  #use({ key, target }: KeyboardEvent): boolean {
    const { scale, x, y } = this.zoom;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (arrow) this.#step(arrow[0]!, arrow[1]!);
    else if (key === 'Escape') this.close();
    else if (key === '+' || key === '=') this.#scaleTo(scale * STEP);
    else if (key === '-') this.#scaleTo(scale / STEP);
    else if (key === '0') this.#move({ scale: MIN_SCALE, x, y }, false);
    else return SCROLLING.includes(key) && !(key === ' ' && target instanceof HTMLButtonElement);
    return true;
  }

  /** Looks around in a picture that is zoomed in; at its edge, and else, on to the next one. */
  #step(right: number, down: number): void {
    const { x, y, scale } = this.zoom;
    if (scale > MIN_SCALE) this.#move({ scale, x: x - right * PAN_PX, y: y - down * PAN_PX }, false);
    if (right && this.zoom.x === x) this.#turn(this.#forward(right));
  }

  #handleClose = (): void => {
    this.remove();
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  };
}

define('chat-widget-lightbox', ChatWidgetLightbox);

/** Shows the picture of this element large, over everything; the conversation's other pictures are its neighbours. */
export function openLightbox(media: ChatWidgetMedia): void {
  const panel = media.closest('.panel')!;
  if (panel.querySelector('chat-widget-lightbox')) return;
  const lightbox = document.createElement('chat-widget-lightbox') as ChatWidgetLightbox;
  const pictures = toPictures([...panel.querySelectorAll<ChatWidgetMedia>('chat-widget-media')], media.scope);
  const id = pictureId(media);
  lightbox.pictures = pictures;
  lightbox.at = pictures.findIndex((picture) => picture.id === id);
  if (lightbox.at < 0) return;
  lightbox.opener = media.querySelector('a') ?? undefined;
  panel.append(lightbox);
}
