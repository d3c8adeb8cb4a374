import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { maya } from '../../stories/support/people.js';
import { own, said } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { longTalk } from './support/long-talk.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const received = (text: string): ChatAction => ({
  type: 'message/received',
  message: said(maya, text, NOW),
});

const toEnd = (log: HTMLElement): number => log.scrollHeight - log.clientHeight - log.scrollTop;
/** Where it stands when the panel has finished opening. */
function top(element: Element): number {
  const root = element.getRootNode() as ShadowRoot;
  for (const animation of root.getAnimations()) animation.finish();
  return element.getBoundingClientRect().top;
}

async function scrollTo(stage: TestStage, position: number): Promise<void> {
  stage.part('log').scrollTop = position;
  await frames();
  await stage.settle();
}

describe('scrolling', () => {
  before(() => resize(1024, 800));
  afterEach(closeStages);

  it('starts at the end and follows new messages while within 80 px of it', async () => {
    const stage = await openStage(longTalk());
    const log = stage.part('log');
    await frames();
    expect(toEnd(log)).to.be.lessThan(1);
    await scrollTo(stage, log.scrollTop - 79);
    await stage.dispatch(received('One\ntwo\nthree'));
    await frames();
    expect(toEnd(log)).to.be.lessThan(1);
  });

  it('keeps the reading position, and offers the way down with a count', async () => {
    const stage = await openStage(longTalk());
    const log = stage.part('log');
    await scrollTo(stage, log.scrollTop - 400);
    const { scrollTop } = log;
    await stage.dispatch(received('One'), received('Two'));
    expect(log.scrollTop).to.equal(scrollTop);
    expect(stage.part('new-messages').textContent).to.include('2 new messages');
    stage.part('new-messages').click();
    await frames();
    await stage.settle();
    expect(stage.active()?.textContent).to.include('One');
    expect(stage.part('new-messages')).to.equal(undefined);
  });

  it('scrolls to own messages from anywhere', async () => {
    const stage = await openStage(longTalk());
    await scrollTo(stage, 300);
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'Mine', NOW) });
    expect(toEnd(stage.part('log'))).to.be.lessThan(1);
  });

  it('holds its place to the pixel when older messages come above', async () => {
    const stage = await openStage(longTalk());
    const older = Array.from({ length: 30 }, (_, i) => said(maya, `Older ${i}`, minutesAgo(5_000 - i * 6)));
    await scrollTo(stage, 120);
    const anchor = stage.root.querySelector('[data-key=h3]')!;
    const before = top(anchor);
    await stage.dispatch(
      { type: 'history/requested' },
      { type: 'history/loaded', messages: older, hasOlder: false },
      { type: 'history/settled' },
    );
    expect(stage.root.textContent).to.include('Older 0');
    expect(top(anchor)).to.be.closeTo(before, 1);
  });

  it('asks for older messages near the top, once, and only while there are any', async () => {
    const stage = await openStage(longTalk());
    const asked = (): number => stage.chat.calls.filter(([name]) => name === 'loadOlder').length;
    await scrollTo(stage, 100);
    expect(asked()).to.equal(0);
    await stage.dispatch({ type: 'history/loaded', messages: [], hasOlder: true });
    await scrollTo(stage, 500);
    expect(asked()).to.equal(0);
    await scrollTo(stage, 150);
    expect(asked()).to.equal(1);
    await stage.dispatch({ type: 'history/requested' });
    await scrollTo(stage, 60);
    expect(asked()).to.equal(1);
    expect(stage.part('log').getAttribute('aria-busy')).to.equal('true');
  });

  it('stays at the end when the log becomes smaller', async () => {
    const stage = await openStage(longTalk());
    const field = stage.part<HTMLTextAreaElement>('textarea');
    field.value = 'a\nb\nc\nd\ne\nf';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await frames();
    expect(toEnd(stage.part('log'))).to.be.lessThan(1);
  });

  it('opens on a divider before the first unread message, which stays until the panel closes', async () => {
    const fresh = Array.from({ length: 30 }, (_, i) => received(`Fresh ${i}`));
    const stage = await openStage([...longTalk(20), { type: 'panel/closed' }, ...fresh]);
    await stage.dispatch({ type: 'panel/opened' });
    await frames();
    const divider = stage.part('unread-separator');
    expect(divider.textContent).to.include('30 new messages');
    expect(divider.nextElementSibling?.textContent).to.include('Fresh 0');
    expect(top(divider) - top(stage.part('log'))).to.be.within(0, 30);
    const newest = stage.chat.state.messages.at(-1)!;
    await stage.dispatch({ type: 'read/marked', key: newest.key, at: NOW }, received('Later'));
    expect(stage.parts('unread-separator')).to.deep.equal([divider]);
    await stage.dispatch({ type: 'panel/closed' }, { type: 'read/marked', key: stage.chat.state.messages.at(-1)!.key, at: NOW + 1 });
    await stage.dispatch({ type: 'panel/opened' });
    expect(stage.part('unread-separator')).to.equal(undefined);
  });

  it('keeps the place of dots that have gone until something follows', async () => {
    const stage = await openStage(longTalk());
    await stage.dispatch({ type: 'typing/changed', author: maya, until: NOW + 5_000 });
    const last = stage.root.querySelector('[data-key=h59]')!;
    const before = top(last);
    await stage.dispatch({ type: 'typing/changed', author: maya, until: null });
    expect(stage.part('typing')).to.equal(undefined);
    expect(top(last)).to.equal(before);
  });
});

describe('reading', () => {
  afterEach(closeStages);

  const marks = (stage: TestStage): number => stage.chat.calls.filter(([name]) => name === 'markRead').length;

  it('is told when the newest message is half visible in an open panel', async () => {
    const stage = await openStage(longTalk());
    await stage.dispatch(received('One'));
    await frames();
    expect(marks(stage)).to.equal(1);
  });

  it('is not told of what is below the view, until it is scrolled to', async () => {
    const stage = await openStage(longTalk());
    await scrollTo(stage, 200);
    await stage.dispatch(received('One'));
    expect(marks(stage)).to.equal(0);
    await scrollTo(stage, 1e6);
    expect(marks(stage)).to.equal(1);
  });

  it('is not told while the panel is closed or the tab hidden', async () => {
    const stage = await openStage([...longTalk(), { type: 'panel/closed' }]);
    await stage.dispatch(received('One'));
    await frames();
    expect(marks(stage)).to.equal(0);
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    await stage.dispatch({ type: 'panel/opened' });
    await frames();
    expect(marks(stage)).to.equal(0);
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(marks(stage)).to.equal(1);
  });
});

