import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import type { IncomingMessage } from '../../src/core/model.js';
import { maya } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { NOW } from '../../stories/support/time.js';
import { cdp } from './support/emulate.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const MB = 1e6;
/** So many come before the page gets to draw. */
const BURST = 500;

/** Bytes in use after all that can go has gone; undefined where the browser's driver cannot tell. */
async function heap(): Promise<number | undefined> {
  // What weak references hold goes with the second one.
  for (let round = 0; round < 2; round++) await cdp('HeapProfiler.collectGarbage');
  const usage = await cdp<{ usedSize: number }>('Runtime.getHeapUsage');
  return usage ? usage.usedSize : undefined;
}

async function receive({ chat, settle }: TestStage, actions: readonly ChatAction[]): Promise<void> {
  for (let at = 0; at < actions.length; at += BURST) {
    for (const action of actions.slice(at, at + BURST)) chat.dispatch(action);
    await settle();
    await frames(1);
  }
}

const pushes = (messages: readonly IncomingMessage[]): ChatAction[] => messages.map((message) => ({ type: 'message/received', message }));
const list = (count: number, name: string): IncomingMessage[] =>
  Array.from({ length: count }, (_, index) => said(maya, `${name} ${index} and a few words more`, NOW + index, { id: `${name}${index}` }));

describe('a flood', function () {
  this.timeout(120_000);
  afterEach(closeStages);

  it('of 20,000 messages costs 400 bytes each beside their own, and no nodes', async function () {
    const stage = await openStage(talking(maya));
    await receive(stage, pushes(list(1_000, 'first')));
    // They exist already: what grows is what the chat makes of them.
    const flood = pushes(list(20_000, 'more'));
    const before = await heap();
    if (before === undefined) this.skip();
    await receive(stage, flood);
    expect(stage.chat.state.messages).to.have.length(21_000);
    expect(stage.parts('message').length).to.be.below(301);
    expect(stage.part('log').lastElementChild!.textContent, 'the newest is there').to.include('more 19999');
    expect(((await heap())! - before!) / MB, 'MB').to.be.below(8);
  });

  it('of pieces leaves no more behind than the answers as a whole', async function () {
    const stage = await openStage(talking(maya));
    const words = Array.from({ length: 2 * BURST }, (_, index) => `**word** ${index}${index % 100 ? ' ' : '\n\n'}`);
    const streamed = (id: string): ChatAction[] =>
      [...words, ''].map((text) => ({ type: 'message/part-received', id, author: maya, createdAt: NOW, op: text ? 'append' : 'end', text }));
    const whole = (id: string): ChatAction[] => pushes([said(maya, [{ type: 'text', text: words.join(''), format: 'markdown' }], NOW, { id })]);
    const cost = async (toActions: (id: string) => ChatAction[]): Promise<number> => {
      const before = (await heap())!;
      for (let round = 0; round < 3; round++) {
        const actions = toActions(`${toActions.name}${round}`);
        for (let at = 0; at < actions.length; at += 25) await receive(stage, actions.slice(at, at + 25));
      }
      return ((await heap())! - before) / MB;
    };
    if ((await heap()) === undefined) this.skip();
    await cost(whole);
    expect((await cost(streamed)) - (await cost((id) => whole(`${id}again`))), 'MB').to.be.within(-2, 2);
    expect(stage.chat.state.messages).to.have.length(9);
  });
});
