import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
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

const LENS = 'M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12M15 15l5 5';
const ICONS = {
  in: icon(`${LENS}M10.5 8v5M8 10.500h5`.replace('.500', '.5')),
  out: icon(`${LENS}M8 10.5h5`),
  save: icon('M12 4.500v10M7.500 10.500l4.500 4.500 4.500-4.500M5 19.500h14'.replaceAll('.500', '.5')),
  close: icon('M6.5 6.5l11 11M17.5 6.5l-11 11'),
};
const STEP = 1.5;
const CLOSE_UP = 2.5;
const PAN_PX = 80;

/** One picture over the whole window, with a way to its neighbours. */
export class ChatWidgetLightbox extends PanelPart {
  static override properties: PropertyDeclarations = {
    pictures: { attribute: false },
    at: { state: true },
    zoom: { state: true },
    stage: { state: true },
  };
  declare pictures: readonly Picture[];
  declare at: number;
  declare zoom: Zoom;
  /** Whether the large picture has come; where it has not, the thumbnail is tried. */
  declare stage: 'loading' | 'shown' | 'small' | 'failed';
  /** What was clicked; the focus returns there. */
  opener: HTMLElement | undefined;
  /** A fifth of a second is for steps; a finger is followed at once. */
  #isMoving = false;
  /** Where the picture lies, as a rule of its own: a `style` attribute is not for strict pages. */
  #rule = new CSSStyleSheet();
  #gestures = new GestureReader({
    isZoomed: () => this.zoom.scale > MIN_SCALE,
    pan: (dx, dy) => this.#move({ ...this.zoom, x: this.zoom.x + dx, y: this.zoom.y + dy }, true),
    pinch: (factor, at) => this.#move(zoomTo(this.zoom, this.zoom.scale * factor, this.#fromMiddle(at)), true),
    swipe: (direction) => (direction === 'down' ? this.close() : this.#turn(direction === 'left' ? 1 : -1, true)),
    click: (target) => target instanceof HTMLImageElement || this.close(),
  });

  constructor() {
    super();
    this.at = 0;
    this.zoom = FITTED;
    this.stage = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adopt(this, lightboxStyles);
    const { adoptedStyleSheets } = this.getRootNode() as ShadowRoot;
    adoptedStyleSheets.push(this.#rule);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const sheets = this.#root.adoptedStyleSheets;
    this.#root.adoptedStyleSheets = sheets.filter((sheet) => sheet !== this.#rule);
  }

  close(): void {
    this.querySelector('dialog')?.close();
  }

  protected override firstUpdated(): void {
    const dialog = this.querySelector('dialog')!;
    // The page behind must not scroll; the browser's own listeners for wheels are passive.
    dialog.addEventListener('wheel', this.#handleWheel, { passive: false });
    dialog.showModal();
    this.querySelector<HTMLElement>('.close')!.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('zoom')) return;
    const { scale, x, y } = this.zoom;
    const transform = scale === 1 ? 'none' : `translate(${x}px, ${y}px) scale(${scale})`;
    this.#rule.replaceSync(`.stage img { transform: ${transform} }`);
  }
}
