import type { LitElement } from 'lit';
import type { Documented } from '../../support/documented-plugin.js';
import { frames } from './open-stage.js';
import { resize } from './viewport.js';

type Story = {
  args?: object;
  globals?: { viewport?: { value?: string } };
  render?(args: object, context: { globals: object }): HTMLElement;
  play?(context: { canvasElement: HTMLElement }): Promise<void>;
};
type StoryFile = Record<string, Story> & { default: Story };

export type Shown = {
  /** File and name: `panel/Conversation`. */
  name: string;
  canvas: HTMLElement;
  /** Whatever has a shadow root: widgets, and the stages that stand for them. */
  hosts: HTMLElement[];
  globals: { scheme: string; dir: string; locale: string };
};

const GLOBALS = { scheme: 'light', dir: 'ltr', locale: 'en-GB' };

export const documented = async (): Promise<Documented> => (await fetch('/documented.json')).json() as Promise<Documented>;

// Tools of the demo have a shadow root as well.
const hostsIn = (canvas: HTMLElement): HTMLElement[] =>
  [...canvas.querySelectorAll<HTMLElement>('*')].filter(({ shadowRoot }) => shadowRoot?.querySelector('.root'));

/** All that a shadow root holds has been drawn, and no chunk brings more. */
async function settle(canvas: HTMLElement): Promise<void> {
  let before = -1;
  for (let still = 0, round = 0; still < 2 && round < 60; round++) {
    const all = hostsIn(canvas).flatMap(({ shadowRoot }) => [...shadowRoot!.querySelectorAll<LitElement>('*')]);
    for (const element of all) await element.updateComplete;
    await frames(1);
    still = all.length === before ? still + 1 : 0;
    before = all.length;
  }
  arrive(canvas);
}

/** What still moves into its place is measured there. */
function arrive(canvas: HTMLElement): void {
  const moving = hostsIn(canvas).flatMap(({ shadowRoot }) => shadowRoot!.getAnimations());
  for (const each of moving) if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish();
}

/** A story that never ends must not be the end of all. */
const within = (work: Promise<void>): Promise<void> =>
  Promise.race([work, new Promise<void>((_, reject) => setTimeout(() => reject(new Error('still at it after half a minute')), 30_000))]);

/** A chat that filled the window takes its entry out of the history a little later. */
async function backToThePage(): Promise<void> {
  const isOurs = (): boolean => (history.state as { chatWidget?: boolean } | null)?.chatWidget === true;
  for (let round = 0; isOurs() && round < 60; round++) await frames(1);
}

/**
 * Every story there is, one after the other, on this page: who adds a state to the stories has it judged here.
 * @param globals of the toolbar, where they are others than Storybook's own
 * @param wishes the window, where a story has no other wish; names to pass over
 * @returns the stories that did not come to where they lead
 */
export async function eachStory(look: (shown: Shown) => Promise<void> | void, globals: Partial<typeof GLOBALS> = {}, { width = 1280, height = 800, skip = /^$/ } = {}): Promise<string[]> {
  const broken: string[] = [];
  const { stories, modules, optionTable } = await documented();
  // What comes with a chunk is there within a frame then, on a slow machine as well.
  await Promise.all(modules.map((file) => import(new URL(`../../../src/ui/${file}`, import.meta.url).href)));
  (globalThis as { OPTION_TABLE?: unknown }).OPTION_TABLE = optionTable;
  for (const file of stories) {
    const { default: meta, ...all } = (await import(new URL(`../../../stories/${file}`, import.meta.url).href)) as StoryFile;
    for (const [name, story] of Object.entries(all)) {
      if (skip.test(name)) continue;
      const render = story.render ?? meta.render!;
      const set = { ...GLOBALS, ...story.globals, ...globals };
      await (story.globals?.viewport ? resize(320, 568) : resize(width, height));
      // A draft of one would be the draft of all.
      localStorage.clear();
      sessionStorage.clear();
      const canvas = document.createElement('div');
      document.body.append(canvas);
      try {
        canvas.append(render({ ...meta.args, ...story.args }, { globals: set }));
        await settle(canvas);
        if (story.play) {
          await within(story.play({ canvasElement: canvas })).catch((error: unknown) => broken.push(`${file}/${name}: ${String(error)}`));
          await settle(canvas);
        }
        await look({ name: `${file.replace('.stories.ts', '')}/${name}`, canvas, hosts: hostsIn(canvas), globals: set });
      } finally {
        canvas.remove();
        await backToThePage();
      }
    }
  }
  return broken;
}
