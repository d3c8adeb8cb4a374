import type { ReactiveController } from 'lit';
import { enSize } from '../../i18n/en-size.js';
import { addEnglish } from '../../i18n/localize.js';
import { createKeep } from '../../storage/keep.js';
import type { Keep } from '../../storage/keep.js';
import { adopt } from '../adopt.js';
import type { ChatWidgetPanel } from '../panel.js';
import { Grip } from './grip.js';
import { sizeStyles } from './size-styles.js';

addEnglish(enSize);

/** Under this name the visitor's wish is kept. */
const SIZE = 'size';
const LEAST = { width: 320, height: 360 };
const MOST = 4_000;

type Wish = { width?: number | undefined; height?: number | undefined; isExpanded?: boolean };

const sane = (value: unknown): number | undefined => (typeof value === 'number' && value > 0 && value < MOST ? value : undefined);

/** What was kept; anybody may have written there. */
function toWish(text: string | undefined): Wish {
  try {
    const { width, height, isExpanded } = Object(JSON.parse(text ?? '{}')) as Record<string, unknown>;
    return { width: sane(width), height: sane(height), isExpanded: isExpanded === true };
  } catch {
    return {};
  }
}

/** The panel as large as the visitor wants it: by its corner, or all that the window has room for. */
export class PanelSize implements ReactiveController {
  static #sizes = new WeakMap<ChatWidgetPanel, PanelSize>();
  #panel: ChatWidgetPanel;
  /** Made once: it is for the visitor that the panel was opened for. */
  #keep: Keep;
  #wish: Wish;
  #grip: Grip | undefined;

  private constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
    this.#keep = createKeep(panel.scope.host);
    this.#wish = toWish(this.#keep.get(SIZE));
    panel.addController(this);
    this.hostUpdated();
    this.#apply();
  }

  /** The one of a panel. */
  static of(panel: ChatWidgetPanel): PanelSize {
    const size = PanelSize.#sizes.get(panel) ?? new PanelSize(panel);
    PanelSize.#sizes.set(panel, size);
    return size;
  }

  hostConnected(): void {
    adopt(this.#panel, sizeStyles);
  }

  hostUpdated(): void {
    const { host, localize, options } = this.#panel.scope;
    const isWanted = host.hasAttribute('resizable') && options.placement !== 'inline';
    if (!isWanted) {
      this.#grip?.remove();
      this.#grip = undefined;
      return;
    }
    this.#grip ??= new Grip(this.#dialog, (width, height, isByKey) => this.#set(width, height, isByKey), () => this.#reset());
    this.#grip.label(localize.t('panel.resize'));
  }

  /** As large as there is room for, or as before. */
  toggle(): void {
    this.#wish = { ...this.#wish, isExpanded: !this.#wish.isExpanded };
    this.#save();
  }

  get #dialog(): HTMLElement {
    return this.#panel.querySelector<HTMLElement>('dialog.panel')!;
  }

  /** Never so small that nothing can be read, nor larger than the window. */
  #set(width: number, height: number, isByKey: boolean): void {
    const wide = Math.round(Math.min(Math.max(width, LEAST.width), innerWidth));
    const tall = Math.round(Math.min(Math.max(height, LEAST.height), innerHeight));
    this.#wish = { width: wide, height: tall };
    this.#save();
    const { announce, localize } = this.#panel.scope;
    const { offsetWidth, offsetHeight } = this.#dialog;
    if (isByKey) announce(localize.t('panel.size', { width: offsetWidth, height: offsetHeight }));
  }

  #reset(): void {
    this.#wish = {};
    this.#save();
  }

  #save(): void {
    this.#keep.set(SIZE, JSON.stringify(this.#wish));
    this.#apply();
  }

  #apply(): void {
    const { width, height, isExpanded = false } = this.#wish;
    const { classList, style } = this.#dialog;
    classList.toggle('expanded', isExpanded);
    classList.toggle('sized', !isExpanded && !!(width || height));
    style.setProperty('--_wide', width ? `${width}px` : '');
    style.setProperty('--_tall', height ? `${height}px` : '');
  }
}
