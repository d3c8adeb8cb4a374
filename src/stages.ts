import type { Started, StartOptions } from './start.js';
import type { PanelContext, PanelHandle } from './ui/panel-options.js';

const importStart = () => import('./start.js');
const importPanel = () => import('./ui/mount-panel.js');

/** A chunk that failed to load is tried once more: Chromium asks the network again. */
const twice = <T>(load: () => Promise<T>): Promise<T> => load().catch(load);

/** Stages 2 and 3 of the load: each is fetched when it is first needed and built once, until `stop`. */
export class Stages {
  #started: Promise<Started> | undefined;
  #mounted: Promise<PanelHandle> | undefined;

  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  /** Fetches code; runs nothing and calls no backend. */
  preload(): void {
    importStart().catch(() => {});
    importPanel().catch(() => {});
  }

  start(options: () => StartOptions): Promise<Started> {
    this.#started ??= twice(importStart).then(({ start }) => start(options()));
    return this.#started;
  }

  mount(root: HTMLElement, context: () => PanelContext): Promise<PanelHandle> {
    this.#mounted ??= twice(importPanel).then(({ mountPanel }) => mountPanel(root, context()));
    return this.#mounted;
  }

  /** Ends what runs, and what is still on its way as soon as it comes. */
  stop(): void {
    this.#mounted?.then((panel) => panel.remove()).catch(() => {});
    this.#started?.then(({ stop }) => stop()).catch(() => {});
  }
}
