import 'axe-core';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import type { Part } from '../../src/core/model.js';
import { toRows } from '../../src/ui/rows.js';
import { maya } from '../../stories/support/people.js';
import { own, said } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { hugeList, hugeTalk } from './support/huge-talk.js';
import { longTalk } from './support/long-talk.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const { axe } = globalThis as unknown as { axe: { run(node: Node, options: object): Promise<AxeResults> } };

const received = (text: string): ChatAction => ({ type: 'message/received', message: said(maya, text, NOW) });
const log = (stage: TestStage): HTMLElement => stage.part('log');
const row = (stage: TestStage, key: string): HTMLElement | null => stage.root.querySelector(`li[data-key="${key}"]`);
const drawn = (stage: TestStage): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('li[data-key]:not(.unread)')];
const keys = (stage: TestStage): string[] => drawn(stage).map(({ dataset }) => dataset['key']!);
const toEnd = ({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number => scrollHeight - clientHeight - scrollTop;
const calls = (stage: TestStage, wanted: string): number => stage.chat.calls.filter(([name]) => name === wanted).length;

/** Where it stands when the panel has finished opening. */
function top(element: Element): number {
  for (const animation of (element.getRootNode() as ShadowRoot).getAnimations()) animation.finish();
  return element.getBoundingClientRect().top;
}

const firstInView = (stage: TestStage): HTMLElement =>
  drawn(stage).find((it) => it.offsetTop + it.offsetHeight > log(stage).scrollTop)!;

async function open(count: number, unread = 0): Promise<TestStage> {
  const stage = await openStage(hugeTalk(count, unread));
  await windowed(stage);
  return stage;
}

async function windowed(stage: TestStage): Promise<void> {
  await import('../../src/ui/list/window.js');
  await frames();
  await stage.settle();
}

async function scrollTo(stage: TestStage, position: number): Promise<void> {
  log(stage).scrollTop = position;
  await frames();
  await stage.settle();
}

/** Up or down through the list, until it goes no further. */
async function travel(stage: TestStage, step: number, each: () => void): Promise<void> {
  for (let at = -1, i = 0; i < 400 && at !== log(stage).scrollTop + log(stage).scrollHeight; i++) {
    at = log(stage).scrollTop + log(stage).scrollHeight;
    const wasAt = log(stage).scrollTop;
    log(stage).scrollTop += step;
    const seen = firstInView(stage);
    const before = top(seen);
    await frames(2);
    expect(seen.isConnected, `${seen.dataset['key']} left while it was seen`).to.equal(true);
    // Within 80 px of the end it goes there.
    if (toEnd(log(stage)) > 1) expect(top(seen), seen.dataset['key']).to.be.closeTo(before, 1);
    each();
    if (wasAt !== log(stage).scrollTop) at = -1;
  }
}

function press(stage: TestStage, key: string): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
  stage.active()!.dispatchEvent(event);
  expect(event.defaultPrevented, `${key} used`).to.equal(true);
}

const focused = (stage: TestStage): string | undefined => (stage.active() as HTMLElement).dataset['key'];

/** One letter per row: how the list would look, whichever part of it is drawn. */
const shapeOf = (element: Element): string => {
  if (!element.classList.contains('message')) return element.classList[0]!;
  return `${element.classList.contains('first') ? '[' : ''}${(element as HTMLElement).dataset['key']!}${element.querySelector('.meta') ? ']' : ''}`;
};

describe('a long list', function () {
  this.timeout(60_000);
  before(() => resize(1024, 800));
  afterEach(closeStages);

  it('is drawn whole up to 300 messages', async () => {
    const stage = await open(300);
    expect(drawn(stage)).to.have.length(300);
    expect(stage.root.querySelectorAll('[aria-setsize],[aria-posinset]')).to.have.length(0);
  });

  it('is a window of 200 beyond, however long, and whole again when it is short', async () => {
    for (const count of [301, 20_000]) {
      const stage = await open(count);
      expect(drawn(stage), `${count}`).to.have.length(200);
      expect(keys(stage).at(-1)).to.equal(`h${count - 1}`);
      expect(toEnd(log(stage))).to.be.lessThan(1);
      closeStages();
    }
    const stage = await open(400);
    const page = hugeList(400).slice(-50).map(({ key: _, ...message }) => message);
    await stage.dispatch({ type: 'history/loaded', messages: page, replace: true });
    await frames();
    expect(drawn(stage)).to.have.length(50);
    expect(stage.root.querySelectorAll('[aria-setsize]')).to.have.length(0);
  });

  it('becomes one while it grows, with everything where it was', async () => {
    const stage = await openStage(hugeTalk(299));
    await scrollTo(stage, 6_000);
    const seen = firstInView(stage);
    const before = top(seen);
    await stage.dispatch(received('300'), received('301'));
    await windowed(stage);
    expect(drawn(stage)).to.have.length(200);
    expect(top(seen)).to.be.closeTo(before, 1);
  });

  it('shows every message once, up and down, and holds each to the pixel', async () => {
    const stage = await open(700);
    const seen = new Set(keys(stage));
    let most = 0;
    const look = (): void => {
      keys(stage).forEach((key) => seen.add(key));
      most = Math.max(most, drawn(stage).length);
      expect(new Set(keys(stage)).size).to.equal(drawn(stage).length);
    };
    await travel(stage, -700, look);
    expect(keys(stage)[0]).to.equal('h0');
    expect(log(stage).scrollTop).to.equal(0);
    expect(seen.size).to.equal(700);
    await travel(stage, 700, look);
    expect(keys(stage).at(-1)).to.equal('h699');
    expect(toEnd(log(stage))).to.be.lessThan(1);
    expect(most).to.equal(200);
    await stage.dispatch(received('Newest'));
    await frames();
    expect(toEnd(log(stage))).to.be.lessThan(1);
    expect(drawn(stage).at(-1)!.textContent).to.include('Newest');
  });

  it('has days, groups and the divider at the edges of the window as in the whole', async () => {
    const stage = await open(700, 250);
    const list = hugeList(700);
    const whole = toRows(list, 'h450', 250).map((it) => {
      if (it.kind !== 'message') return it.kind;
      return `${it.first ? '[' : ''}${it.key}${it.last ? ']' : ''}`;
    });
    let days = 0;
    const look = (): void => {
      const shape = [...stage.root.querySelectorAll('.log > ol > li')].map(shapeOf);
      expect(whole.join(' ')).to.include(shape.join(' '));
      if (shape[0] === 'day') days++;
    };
    look();
    await travel(stage, -700, look);
    expect(days, 'the list begins with a day').to.be.greaterThan(0);
  });

  it('says where each row stands in the conversation', async () => {
    const stage = await open(700);
    const position = (key: string): (string | null)[] => ['aria-posinset', 'aria-setsize'].map((name) => row(stage, key)!.getAttribute(name));
    expect(position('h699')).to.deep.equal(['700', '700']);
    expect(position('h500')).to.deep.equal(['501', '700']);
    const bare = stage.root.querySelectorAll('.log > ol > li:not([aria-posinset])');
    expect(bare.length).to.equal(0);
    await stage.dispatch(received('Newest'));
    await frames();
    expect(position('h699')).to.deep.equal(['700', '701']);
    await stage.dispatch({ type: 'history/loaded', messages: [], hasOlder: true });
    await frames();
    expect(position('h699')).to.deep.equal(['700', '-1']);
  });

  it('keeps the reading position while messages come, and counts them', async () => {
    const stage = await open(700);
    await travelTo(stage, 300);
    const seen = firstInView(stage);
    const before = top(seen);
    await stage.dispatch(...Array.from({ length: 20 }, (_, i) => received(`New ${i}`)));
    expect(top(seen)).to.be.closeTo(before, 1);
    expect(stage.part('new-messages').textContent).to.include('20 new messages');
    expect(calls(stage, 'markRead')).to.equal(0);
    expect(stage.root.textContent).not.to.include('New 3');
  });

  it('leads to the first unread message outside the window, and then to the end', async () => {
    const stage = await open(700);
    await travelTo(stage, 100);
    await stage.dispatch(...Array.from({ length: 250 }, (_, i) => received(`New ${i}.`)));
    stage.part('new-messages').click();
    await frames();
    expect(stage.active()!.textContent).to.include('New 0.');
    expect(top(stage.active()!) - top(log(stage))).to.be.within(0, 30);
    stage.part('new-messages').click();
    await frames();
    expect(stage.active()!.textContent).to.include('New 249.');
    expect(toEnd(log(stage))).to.be.lessThan(1);
    expect(calls(stage, 'markRead')).to.equal(1);
  });

  it('opens at the divider, wherever that is', async () => {
    const stage = await open(700);
    await travelTo(stage, 200);
    await stage.dispatch({ type: 'panel/closed' }, ...Array.from({ length: 260 }, (_, i) => received(`New ${i}.`)));
    await stage.dispatch({ type: 'panel/opened' });
    await frames();
    const divider = stage.part('unread-separator');
    expect(divider.textContent).to.include('260 new messages');
    expect(divider.nextElementSibling!.textContent).to.include('New 0.');
    expect(top(divider) - top(log(stage))).to.be.within(0, 30);
    expect(stage.part('new-messages').textContent).to.include('260');
  });

  it('opens at the end where nothing is unread', async () => {
    const stage = await open(700);
    await travelTo(stage, 200);
    await stage.dispatch({ type: 'panel/closed' });
    await stage.dispatch({ type: 'panel/opened' });
    await frames();
    expect(keys(stage).at(-1)).to.equal('h699');
    expect(toEnd(log(stage))).to.be.lessThan(1);
  });

  it('goes down to own messages from anywhere', async () => {
    const stage = await open(700);
    await travelTo(stage, 100);
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'Mine', NOW) });
    expect(keys(stage).at(-1)).to.equal('l1');
    expect(toEnd(log(stage))).to.be.lessThan(1);
    expect(drawn(stage)).to.have.length(200);
  });

  it('asks for older messages only at its true beginning, and holds its place when they come', async () => {
    const stage = await open(700);
    await stage.dispatch({ type: 'history/loaded', messages: [], hasOlder: true });
    await travelTo(stage, 0, () => {
      if (!row(stage, 'h0')) expect(calls(stage, 'loadOlder')).to.equal(0);
    });
    expect(calls(stage, 'loadOlder')).to.be.greaterThan(0);
    const seen = firstInView(stage);
    const before = top(seen);
    const start = hugeList(700)[0]!.createdAt;
    const older = Array.from({ length: 60 }, (_, i) => said(maya, `Older ${i}`, start - (60 - i) * 600_000, { id: `o${i}` }));
    await stage.dispatch({ type: 'history/loaded', messages: older, hasOlder: false });
    await frames();
    expect(top(seen)).to.be.closeTo(before, 1);
    // There is something above without another scroll.
    expect(keys(stage)).to.include('o59').and.to.include('o20');
    await travelTo(stage, 0);
    expect(keys(stage)[0]).to.equal('o0');
  });

  it('never leaves the focus with a row that goes, and starts from it again', async () => {
    const stage = await open(700);
    row(stage, 'h690')!.focus();
    await travelTo(stage, 300);
    expect(keys(stage)).not.to.include('h690');
    expect(stage.active() === log(stage), 'focus on the log').to.equal(true);
    press(stage, 'ArrowUp');
    await frames();
    expect(focused(stage)).to.equal('h689');
    expect(top(stage.active()!)).to.be.within(top(log(stage)), log(stage).getBoundingClientRect().bottom);
  });

  it('keeps a row that the browser scrolls to, as find in page does', async () => {
    const stage = await open(700);
    const target = drawn(stage)[3]!;
    target.scrollIntoView({ block: 'center' });
    const before = top(target);
    await frames(6);
    expect(target.isConnected).to.equal(true);
    expect(top(target)).to.be.closeTo(before, 1);
    expect(drawn(stage).indexOf(target)).to.be.greaterThan(40);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`has nothing for axe to find, ${scheme}`, async () => {
      const stage = await openStage(hugeTalk(400, 5), { scheme });
      await windowed(stage);
      for (const animation of stage.shadow.getAnimations()) animation.finish();
      const rules = { 'page-has-heading-one': { enabled: false }, 'landmark-one-main': { enabled: false }, 'document-title': { enabled: false }, 'html-has-lang': { enabled: false } };
      const { violations } = await axe.run(stage.host, { rules });
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).to.deep.equal([]);
    });
  }

  /** Scrolls up until message `index` is the first in view. */
  async function travelTo(stage: TestStage, index: number, each: () => void = () => {}): Promise<void> {
    for (let i = 0; i < 300 && Number(firstInView(stage).dataset['key']!.slice(1)) > index; i++) {
      await scrollTo(stage, log(stage).scrollTop - 2_700);
      each();
    }
    if (index === 0) await scrollTo(stage, 0);
  }
});

describe('keys in a long list', function () {
  this.timeout(60_000);
  before(() => resize(1024, 800));
  afterEach(closeStages);

  const talk = hugeList(700).filter(({ author }) => author.role !== 'system').map(({ key }) => key);

  it('lead to its ends, though they are not drawn', async () => {
    const stage = await open(700);
    log(stage).focus();
    press(stage, 'Home');
    await frames();
    expect(focused(stage)).to.equal('h0');
    expect(log(stage).scrollTop).to.be.lessThan(60);
    press(stage, 'End');
    await frames();
    expect(focused(stage)).to.equal('h699');
    expect(toEnd(log(stage))).to.be.lessThan(20);
    press(stage, 'Home');
    press(stage, 'ArrowDown');
    await frames();
    expect(focused(stage)).to.equal('h1');
  });

  it('walk message by message over the edges', async () => {
    const stage = await open(700);
    log(stage).focus();
    const path: string[] = [];
    for (let i = 0; i < 220; i++) {
      press(stage, 'ArrowUp');
      path.push(focused(stage)!);
      if (i % 20 === 0) await frames(1);
    }
    expect(path).to.deep.equal(talk.slice(-220).reverse());
    for (let i = 0; i < 150; i++) press(stage, 'ArrowDown');
    expect(focused(stage)).to.equal(talk.at(-70));
  });

  it('walk page by page from end to end', async () => {
    const stage = await open(700);
    log(stage).focus();
    const steps: number[] = [];
    let at = talk.length;
    for (let i = 0; i < 300 && at > 0; i++) {
      press(stage, 'PageUp');
      await frames(1);
      const next = talk.indexOf(focused(stage)!);
      steps.push(at - next);
      at = next;
    }
    expect(at).to.equal(0);
    expect(Math.max(...steps)).to.be.lessThan(30);
    expect(Math.min(...steps)).to.be.greaterThan(0);
  });
});

describe('rows that grow after they were drawn', () => {
  afterEach(closeStages);

  it('above the view move nothing in it', async () => {
    const stage = await openStage(longTalk());
    const choices = Array.from({ length: 3 }, (_, i) => ({ id: `${i}`, title: `Choice ${i}`, buttons: [] }));
    const parts: Part[] = [{ type: 'carousel', cards: choices }];
    const older = Array.from({ length: 12 }, (_, i) => said(maya, parts, minutesAgo(5_000 - i * 6)));
    await scrollTo(stage, 120);
    const seen = firstInView(stage);
    const before = top(seen);
    await stage.dispatch({ type: 'history/loaded', messages: older, hasOlder: false });
    await frames(6);
    expect(stage.root.querySelectorAll('chat-widget-rich *').length).to.be.greaterThan(20);
    expect(top(seen)).to.be.closeTo(before, 1);
  });

  it('at the end stay in view', async () => {
    const stage = await openStage(longTalk());
    row(stage, 'h59')!.style.paddingBlockEnd = '300px';
    await frames();
    expect(toEnd(log(stage))).to.be.lessThan(1);
  });
});
