import type { ReactiveController } from 'lit';
import { createKeep } from '../../storage/keep.js';
import type { ChatWidgetPanel } from '../panel.js';
import type { PanelSize } from './panel-size.js';

const importSize = () => import('./panel-size.js');

/** The code for the size of a panel. */
export async function loadSize(panel: ChatWidgetPanel): Promise<PanelSize> {
  const chunk = await importSize().catch(importSize);
  await panel.updateComplete; // there is a dialog
  return chunk.PanelSize.of(panel);
}

/** Fetches it where a page or a visit before has asked for another size; the menu does so as well. */
export class SizeLoader implements ReactiveController {
  #panel: ChatWidgetPanel;
  #isAsked = false;

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
    if (createKeep(panel.scope.host).get('size')) this.#load();
  }

  hostUpdated(): void {
    if (this.#panel.scope.host.hasAttribute('resizable')) this.#load();
  }

  #load(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    // Without it the panel has its usual size; the next rendering asks again.
    loadSize(this.#panel).catch(() => (this.#isAsked = false));
  }
}
