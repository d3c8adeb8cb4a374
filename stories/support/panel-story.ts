import type { StoryObj } from '@storybook/web-components-vite';
import type { ChatAction } from '../../src/core/actions.js';
import { renderState } from './render-state.js';
import type { Toolbar } from './render-state.js';
import type { StageOptions } from './stage.js';

/** What a visitor does in the panel. */
type Step = (panel: ShadowRoot) => Promise<void>;

/** A state of the panel, and what is done in it then. */
export const story = (actions: readonly ChatAction[], options?: StageOptions, ...steps: Step[]): StoryObj => ({
  render: (_, { globals }) => renderState(actions, globals as Toolbar, options),
  async play({ canvasElement }) {
    for (const step of steps) await step(canvasElement.querySelector('.stage')!.shadowRoot!);
  },
});

export const mobile = (inner: StoryObj): StoryObj => ({ ...inner, globals: { viewport: { value: 'mobile1' } } });

/** A part of the panel, as soon as it is there: it may come with a chunk of its own. */
export async function found<E extends Element = HTMLElement>(panel: ShadowRoot, selector: string): Promise<E> {
  const end = performance.now() + 8_000;
  for (;;) {
    const element = panel.querySelector<E>(selector);
    if (element) return element;
    if (performance.now() > end) throw new Error(`waited in vain for: ${selector}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export const pressed =
  (selector: string): Step =>
  async (panel) =>
    (await found(panel, selector)).click();
