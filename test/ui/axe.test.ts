import 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { arabic } from '../../stories/states/arabic.js';
import * as beginnings from '../../stories/states/beginnings.js';
import * as connection from '../../stories/states/connection.js';
import { conversation } from '../../stories/states/conversation.js';
import * as delivery from '../../stories/states/delivery.js';
import * as forms from '../../stories/states/forms.js';
import { hostileText, longText } from '../../stories/states/hostile.js';
import { answer } from '../../stories/states/markdown.js';
import * as reading from '../../stories/states/reading.js';
import * as rich from '../../stories/states/rich.js';
import { closeStages, openStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const { axe } = globalThis as unknown as { axe: { run(node: Node, options: RunOptions): Promise<AxeResults> } };

const STATES: Record<string, readonly ChatAction[]> = {
  answer, arabic, conversation, hostileText, longText, ...beginnings, ...connection, ...delivery, ...forms, ...reading, ...rich,
};

const VARIANTS = {
  light: { scheme: 'light' },
  dark: { scheme: 'dark' },
  rtl: { dir: 'rtl', locale: 'ar' },
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

  for (const [variant, options] of Object.entries(VARIANTS)) {
    it(`finds nothing in ${Object.keys(STATES).length} states, ${variant}`, async function () {
      const isNarrow = variant === 'narrow';
      const fits = await (isNarrow ? resize(320, 568) : resize(1280, 800));
      if (isNarrow && !fits) this.skip();
      for (const [name, actions] of Object.entries(STATES)) {
        const stage = await openStage(actions, options);
        for (const animation of stage.shadow.getAnimations()) if (!(animation.effect?.getTiming().iterations === Infinity)) animation.finish();
        const { violations } = await axe.run(stage.host, RULES);
        const found = violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
        expect(found).to.deep.equal([]);
        closeStages();
      }
    });
  }
});
