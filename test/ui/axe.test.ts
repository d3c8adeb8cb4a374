import 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { arabic } from '../../stories/states/arabic.js';
import * as around from '../../stories/states/around.js';
import * as attachments from '../../stories/states/attachments.js';
import * as beginnings from '../../stories/states/beginnings.js';
import * as connection from '../../stories/states/connection.js';
import { emojiOnly, limited } from '../../stories/states/composing.js';
import { conversation } from '../../stories/states/conversation.js';
import * as delivery from '../../stories/states/delivery.js';
import * as forms from '../../stories/states/forms.js';
import { hostileText, longText } from '../../stories/states/hostile.js';
import * as list from '../../stories/states/list.js';
import { answer } from '../../stories/states/markdown.js';
import * as reading from '../../stories/states/reading.js';
import * as rich from '../../stories/states/rich.js';
import { openSearch } from '../../src/ui/search/search.js';
import { wordsFor } from '../../stories/support/words.js';
import { until } from '../support/until.js';
import { onTouch } from './support/on-touch.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { pick, png, transferEvent, transferOf } from './support/pick.js';
import { resize } from './support/viewport.js';

const { axe } = globalThis as unknown as { axe: { run(node: Node, options: RunOptions): Promise<AxeResults> } };

const { homeAttributes, waiting: _, ...aroundStates } = around;
const STATES: Record<string, readonly ChatAction[]> = {
  ...aroundStates,
  answer, arabic, conversation, emojiOnly, hostileText, longText, ...list, ...attachments, ...beginnings, ...connection, ...delivery, ...forms, ...reading, ...rich,
};

/** What only shows when somebody acts. */
const ACTS: Record<string, (stage: TestStage) => Promise<void>> = {
  tray: async (stage) => pick(stage, [await png('a.png'), await png('b.png')]),
  refusal: async (stage) => pick(stage, [new File(['x'], 'notes.txt', { type: 'text/plain' })]),
  drop: async (stage) => {
    stage.part('log').dispatchEvent(transferEvent(DragEvent, 'dragenter', transferOf(await png('a.png'))));
    await until(() => stage.part('drop-overlay').textContent, 'the overlay');
  },
  lightbox: async (stage) => {
    stage.root.querySelector<HTMLElement>('.image a[role]')!.click();
    await until(() => stage.root.querySelector<HTMLImageElement>('.lightbox[open] img')?.naturalWidth, 'the lightbox');
  },
  emoji: async (stage) => {
    stage.part('emoji').click();
    await until(() => stage.root.querySelector('[role=gridcell]'), 'the emoji');
  },
  emojiSearch: async (stage) => {
    stage.part('emoji').click();
    await until(() => stage.root.querySelector('[role=gridcell]'), 'the emoji');
    const search = stage.root.querySelector<HTMLInputElement>('.picker input')!;
    search.value = 'heart';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await stage.settle();
  },
  counter: async (stage) => {
    await stage.dispatch(limited(10).at(-1)!);
    const field = stage.part<HTMLTextAreaElement>('textarea');
    field.value = 'far too many words';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await stage.settle();
  },
  search: async (stage) => {
    await openSearch(stage.root.querySelector('.panel')!);
    const field = stage.root.querySelector<HTMLInputElement>('.search input')!;
    field.value = 'a';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await stage.settle();
  },
  messageTools: async (stage) => {
    stage.root.querySelector<HTMLElement>('.message')!.focus();
    await until(() => stage.root.querySelector('.message-tools time'), 'the tools');
  },
  camera: (stage) =>
    onTouch(async () => {
      await stage.dispatch({ type: 'config/received', config: { upload: { maxBytes: 1_000 } } });
      stage.part('attach').click();
      await stage.settle();
    }),
};

const VARIANTS = {
  light: { scheme: 'light' },
  dark: { scheme: 'dark' },
  rtl: { dir: 'rtl', locale: 'ar', words: await wordsFor('ar') },
  narrow: { scheme: 'light' },
} as const;

const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // The page around is the test runner's.
  rules: { 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false }, 'document-title': { enabled: false }, 'html-has-lang': { enabled: false } },
};

describe('axe', function () {
  this.timeout(60_000);
  afterEach(closeStages);

  for (const [variant, options] of Object.entries({ light: VARIANTS.light, dark: VARIANTS.dark, rtl: VARIANTS.rtl })) {
    it(`finds nothing in ${Object.keys(ACTS).join(', ')}, ${variant}`, async () => {
      await resize(1280, 800);
      for (const [name, act] of Object.entries(ACTS)) {
        const stage = await openStage(attachments.pictures, options);
        await act(stage);
        for (const animation of stage.shadow.getAnimations()) if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
        const { violations } = await axe.run(stage.host, RULES);
        expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).to.deep.equal([]);
        closeStages();
      }
    });
  }

  for (const [variant, options] of Object.entries(VARIANTS)) {
    it(`finds nothing in ${Object.keys(STATES).length} states, ${variant}`, async function () {
      const isNarrow = variant === 'narrow';
      const fits = await (isNarrow ? resize(320, 568) : resize(1280, 800));
      if (isNarrow && !fits) this.skip();
      for (const [name, actions] of Object.entries(STATES)) {
        const known = name.startsWith('home') ? homeAttributes : {};
        const stage = await openStage(actions, { ...options, known });
        for (const animation of stage.shadow.getAnimations()) if (!(animation.effect?.getTiming().iterations === Infinity)) animation.finish();
        const { violations } = await axe.run(stage.host, RULES);
        const found = violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
        expect(found).to.deep.equal([]);
        closeStages();
      }
    });
  }
});
