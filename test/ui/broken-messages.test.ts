import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatAction } from '../../src/core/actions.js';
import { homeAttributes } from '../../stories/states/around.js';
import { maya } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { NOW } from '../../stories/support/time.js';
import { closeStages, frames, openStage } from './support/open-stage.js';

const odd = fc.constantFrom<unknown>(null, undefined, 7, NaN, true, '', 'x', 'https://a.example/x.png', {}, [], [null]);
const type = fc.constantFrom('text', 'image', 'file', 'audio', 'video', 'quick-replies', 'card', 'carousel', 'notice', 'custom', 'of tomorrow', 7, null);
const card = fc.oneof(odd, fc.record({ title: odd, subtitle: odd, imageUrl: odd, buttons: odd }));
const members = { text: odd, format: odd, name: odd, mime: odd, size: odd, url: odd, thumbnailUrl: odd, localKey: odd, choices: odd, cards: odd, code: odd, params: odd, fallback: odd, data: odd };
const part = fc.oneof(odd, fc.record({ type, card, ...members }, { requiredKeys: [] }));
const author = fc.record({ role: fc.constantFrom('agent', 'bot', 'system', 'visitor', 'x', null), id: odd, name: odd, avatarUrl: odd }, { requiredKeys: ['role'] });
/** What a transport may hand in that somebody wrote without types. */
const message = fc.record({
  author, parts: fc.oneof(odd, fc.array(part, { maxLength: 3 })), createdAt: fc.oneof(fc.constant(NOW), odd),
  editedAt: odd, deleted: odd, streaming: odd, status: odd, order: odd,
});

describe('messages of which nothing is as it should be', function () {
  this.timeout(60_000);
  afterEach(closeStages);

  for (const view of ['the conversation', 'the home view']) {
    it(`break neither ${view} nor what is said aloud`, async () => {
      const broken = new Map<string, unknown>();
      let last: unknown;
      const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
        const reason: unknown = 'reason' in event ? event.reason : event.error;
        if (reason) broken.set(String(reason), last); // an observer that has more to tell in the next frame has none
      };
      addEventListener('unhandledrejection', note);
      addEventListener('error', note);
      const stage = await openStage(talking(maya, [said(maya, 'Before', NOW)]), view === 'the home view' ? { known: homeAttributes } : {});
      for (const [index, sample] of fc.sample(message, 400).entries()) {
        last = sample;
        stage.chat.dispatch({ type: 'message/received', message: { id: `o${index % 40}`, ...sample } } as unknown as ChatAction);
        await stage.settle().catch((reason: unknown) => void broken.set(String(reason), sample));
      }
      await stage.pass(2_000);
      await frames();
      removeEventListener('unhandledrejection', note);
      removeEventListener('error', note);
      expect([...broken].map(([reason, sample]) => `${reason} ${JSON.stringify(sample)}`)).to.deep.equal([]);
      expect(stage.root.textContent).to.include(view === 'the home view' ? 'Hello' : 'Before');
    });
  }
});
