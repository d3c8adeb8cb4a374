/**
 * What a long conversation costs, as ratios to a short one: a machine's own figures say little.
 * Nothing here is asserted; the number of nodes is, in `test/ui/list-window.test.ts`.
 */
import type { ChatAction } from '../src/core/actions.js';
import { createStage } from '../stories/support/stage.js';
import type { Stage } from '../stories/support/stage.js';
import { maya } from '../stories/support/people.js';
import { said } from '../stories/support/say.js';
import { NOW } from '../stories/support/time.js';
import { hugeTalk } from '../test/ui/support/huge-talk.js';

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 40;

type Figures = { append: number; open: number; nodes: number; frame: number };

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const logOf = ({ root }: Stage): HTMLElement => root.querySelector<HTMLElement>('.log')!;

/** From the call until the rows are in the document, with or without their layout. */
async function time(stage: Stage, action: ChatAction, isLaidOut: boolean): Promise<number> {
  const start = performance.now();
  stage.chat.dispatch(action);
  // The panel renders in a microtask, its parts in the next.
  for (let i = 0; i < 8; i++) await Promise.resolve();
  if (isLaidOut) void logOf(stage).scrollHeight;
  return performance.now() - start;
}

/** The list leaves its layout to the frame, of which there is one however many messages come. */
const append = (stage: Stage, round: number): Promise<number> =>
  time(stage, { type: 'message/received', message: said(maya, `New ${round}`, NOW, { id: `new${round}` }) }, false);

async function open(stage: Stage): Promise<number> {
  await time(stage, { type: 'panel/closed' }, true);
  await frame();
  return time(stage, { type: 'panel/opened' }, true);
}

/** The longest of the frames while a wheel turns. */
async function scroll(stage: Stage): Promise<number> {
  let longest = 0;
  let before = await frame();
  for (let i = 0; i < 120; i++) {
    logOf(stage).scrollTop -= 120;
    const now = await frame();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
}

async function repeat(run: (round: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    times.push(await run(round));
    if (round % 8 === 0) await frame();
  }
  return median(times);
}

async function measure(size: number): Promise<Figures> {
  const stage = createStage(hugeTalk(size));
  document.body.append(stage.host);
  await import('../src/ui/list/window.js');
  for (let i = 0; i < 10; i++) await frame();
  const figures = {
    append: await repeat((round) => append(stage, round)),
    open: await repeat(() => open(stage)),
    frame: await scroll(stage),
    nodes: logOf(stage).querySelectorAll('*').length,
  };
  stage.host.remove();
  return figures;
}

/** One piece of an answer of so many characters, as it is written. */
async function stream(length: number): Promise<number> {
  const stage = createStage(hugeTalk(100));
  document.body.append(stage.host);
  await import('../src/ui/markdown/markdown.js');
  const piece = (text: string): ChatAction => ({ type: 'message/part-received', id: 's', op: 'append', text, author: maya, createdAt: NOW });
  await time(stage, piece('x'), true);
  for (let i = 0; i < 10; i++) await frame();
  await time(stage, piece('A **paragraph** of an answer, with `code` and more.\n\n'.repeat(length / 53)), true);
  for (let i = 0; i < 10; i++) await frame();
  const figure = await repeat((round) => time(stage, piece(round % 10 ? 'word ' : 'word.\n\n'), false));
  stage.host.remove();
  return figure;
}

describe('list', function () {
  this.timeout(0);

  it('bench', async () => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    await measure(1_000); // compiles what is measured
    const all: [number, Figures][] = [];
    for (const size of SIZES) all.push([size, await measure(size)]);
    const first = all[0]![1];
    const lines = all.map(([size, figures]) => {
      const cells = (['append', 'open', 'frame', 'nodes'] as const).map((name) => {
        const value = name === 'nodes' ? `${figures[name]}` : `${figures[name].toFixed(2)} ms`;
        return `${name} ${value.padStart(9)} (×${(figures[name] / first[name]).toFixed(2)})`;
      });
      return `${size.toLocaleString('en').padStart(8)} messages: ${cells.join('  ')}`;
    });
    const [short, long] = [await stream(530), await stream(42_400)];
    const growth = `a piece of an answer of 500 characters ${short.toFixed(2)} ms, of 42,000 ${long.toFixed(2)} ms (×${(long / short).toFixed(2)})`;
    console.log([...lines, growth].join('\n'));
  });
});
