import { ContextConsumer } from '@lit/context';
import { LitElement } from 'lit';
import type { PropertyDeclarations } from 'lit';
import type { ChatState } from '../core/state.js';
import { panelScope } from './panel-scope.js';
import type { PanelScope } from './panel-scope.js';

/** An inner part: renders beside its siblings into the one shadow root, so ids and parts just work. */
export abstract class PanelPart extends LitElement {
  static override properties: PropertyDeclarations = { state: { attribute: false } };
  declare state: ChatState;
  #consumer = new ContextConsumer(this, { context: panelScope, subscribe: true });

  get scope(): PanelScope {
    return this.#consumer.value!;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
