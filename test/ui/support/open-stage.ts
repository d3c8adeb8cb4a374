import type { LitElement } from 'lit';
import type { ChatAction } from '../../../src/core/actions.js';
import { createStage } from '../../../stories/support/stage.js';
import type { Stage, StageOptions } from '../../../stories/support/stage.js';
import { sleep } from '../../support/until.js';
import { createManualClock } from './manual-clock.js';
import type { ManualClock } from './manual-clock.js';

export type TestStage = Stage & {
  clock: ManualClock;
  /** First element with this part. */
  part<E extends HTMLElement = HTMLElement>(name: string): E;
  parts(name: string): HTMLElement[];
  dispatch(...actions: ChatAction[]): Promise<void>;
  /** All parts of the panel have rendered. */
  settle(): Promise<void>;
  pass(ms: number): Promise<void>;
  active(): Element | null;
};

/** Test pages run side by side, so most of them are hidden; a visitor's is not. */
Object.defineProperty(document, 'hidden', { configurable: true, value: false });

/** Parts that come with their chunk; a page of tests has them from the first panel on. */
const chunks = (): Promise<unknown> =>
  Promise.all([
    import('../../../src/ui/media.js'),
    import('../../../src/ui/rich-part.js'),
    import('../../../src/ui/intake.js'),
    import('../../../src/ui/farewell.js'),
    import('../../../src/ui/home/home.js'),
    import('../../../src/ui/queue.js'),
    import('../../../src/ui/after-paint.js'),
  ]);

const open = new Set<Stage>();

/** Removes what the last test has put into the page. */
export function closeStages(): void {
  for (const { host } of open) host.remove();
  open.clear();
  // What one test's visitor has said or typed is not the next one's.
  localStorage.clear();
  sessionStorage.clear();
}

export async function openStage(
  actions: readonly ChatAction[],
  options: StageOptions = {},
): Promise<TestStage> {
  const clock = createManualClock();
  await chunks();
  const stage = createStage(actions, { clock, ...options });
  open.add(stage);
  document.body.append(stage.host);
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      const parts = stage.root.querySelectorAll('*');
      for (const element of parts) await (element as LitElement).updateComplete;
    }
  };
  await settle();
  // The panel has asked before us, so that it takes in what comes behind its first paint before us.
  await chunks();
  await sleep(0);
  await settle();
  const parts = (name: string): HTMLElement[] => [
    ...stage.root.querySelectorAll<HTMLElement>(`[part~='${name}']`),
  ];
  return {
    ...stage,
    clock,
    settle,
    parts,
    part: <E extends HTMLElement>(name: string) => parts(name)[0] as E,
    async dispatch(...more) {
      for (const action of more) stage.chat.dispatch(action);
      await settle();
    },
    async pass(ms) {
      clock.pass(ms);
      await settle();
    },
    active: () => stage.shadow.activeElement,
  };
}

/** Enough frames for scroll and resize to be told. */
export const frames = (count = 3): Promise<void> =>
  new Promise((resolve) => {
    const step = (left: number): void => void (left ? requestAnimationFrame(() => step(left - 1)) : resolve());
    step(count);
  });
