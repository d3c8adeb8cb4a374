import { expect } from 'chai';
import { findIn, fold } from '../../src/ui/search/fold.js';
import { openSearch } from '../../src/ui/search/search.js';
import { maya, tom, visitor } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { listen } from './support/announcements.js';
import { hugeTalk } from './support/huge-talk.js';
import { createManualClock } from './support/manual-clock.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const field = ({ root }: TestStage): HTMLInputElement => root.querySelector('.search input')!;
const count = (stage: TestStage): string => stage.part('search-count').textContent.trim();
const button = ({ root }: TestStage, label: string): HTMLButtonElement => root.querySelector(`.search [aria-label="${label}"]`)!;
const found = ({ root }: TestStage): string | undefined => root.querySelector<HTMLElement>('[data-found]')?.dataset['key'];
const marked = (name: 'match' | 'current'): string[] => [...(CSS.highlights.get(`chat-widget-${name}`) ?? [])].map(String);

async function type(stage: TestStage, text: string): Promise<void> {
  field(stage).value = text;
  field(stage).dispatchEvent(new Event('input', { bubbles: true }));
  await frames(3);
  await stage.settle();
}

async function press(stage: TestStage, key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
  stage.active()!.dispatchEvent(event);
  await frames(2);
  await stage.settle();
  return event;
}

const TALK = talking(maya, [
  said(maya, 'The Größe of the Café table?', minutesAgo(9), { id: 'a' }),
  said(visitor, 'cafe, the grosse one. CAFÉ!', minutesAgo(8), { id: 'b', status: 'read' }),
  said(tom, [{ type: 'text', text: 'A **ca**fé in [Đà Nẵng](https://shop.example/da)', format: 'markdown' }], minutesAgo(7), { id: 'c' }),
  said(maya, 'Nothing of that', minutesAgo(6), { id: 'd' }),
]);

async function openOver(actions = TALK, clock = createManualClock()): Promise<TestStage & { clock: ReturnType<typeof createManualClock> }> {
  const stage = await openStage(actions, { clock });
  // Boxes are smaller than they are while the panel opens.
  for (const animation of stage.shadow.getAnimations()) animation.finish();
  await openSearch(stage.root.querySelector('.panel')!);
  return Object.assign(stage, { clock });
}

describe('folded words', () => {
  it('are found however they were typed, at their place', () => {
    const at = (text: string, query: string): string[] => findIn(text, fold(query)).map(([from, to]) => text.slice(from, to));
    expect(at('Café CAFE\u0301 cafe', 'café')).to.deep.equal(['Café', 'CAFE\u0301', 'cafe']);
    expect(at('Größe', 'grosse')).to.deep.equal(['Größe']);
    expect(at('Đà Nẵng', 'da nang')).to.deep.equal(['Đà Nẵng']);
    expect(at('مَرْحَبًا', 'مرحبا')).to.deep.equal(['مَرْحَبًا']);
    expect(at('ﬁne 👩🏽‍🚀 fine', 'fine')).to.deep.equal(['ﬁne', 'fine']);
    expect(at('かが', 'か'), 'another letter, not an accent').to.deep.equal(['か']);
    expect(at('a.*b', '.*')).to.deep.equal(['.*']);
    expect(at('か\u3099き', 'が'), 'written as two').to.deep.equal(['か\u3099']);
    expect(at('ΣΑΣΑ Σας', 'ΣΑΣ'), 'another form at the end of a word').to.deep.equal(['ΣΑΣ', 'Σας']);
    expect(at('a😀b', '\ud83d'), 'half of a sign: engines differ').to.have.length.at.most(1);
    expect(at('x', 'x'.repeat(10_000))).to.deep.equal([]);
  });

  it('of a megabyte are found in a moment', () => {
    const start = performance.now();
    expect(findIn('ab '.repeat(350_000), 'a').length).to.equal(500);
    expect(performance.now() - start).to.be.lessThan(3_000);
  });
});

describe('search inside the conversation', function () {
  this.timeout(60_000);
  afterEach(closeStages);

  it('is opened from the menu, with the focus in it, and leaves find in page alone', async () => {
    const stage = await openStage(TALK);
    await import('../../src/ui/after-paint.js');
    await frames(3);
    await stage.settle();
    stage.part('textarea').focus();
    const find = await press(stage, 'f', { ctrlKey: true });
    expect(find.defaultPrevented, 'Ctrl+F').to.equal(false);
    expect(field(stage) === null).to.equal(true);
    stage.root.querySelector<HTMLElement>('chat-widget-menu button')!.click();
    await stage.settle();
    const item = [...stage.root.querySelectorAll<HTMLElement>('[role=menuitem]')].find(({ textContent }) => textContent.includes('Search'))!;
    item.click();
    for (let i = 0; i < 50 && !(field(stage) && stage.active() === field(stage)); i++) await frames(1);
    expect(stage.active() === field(stage)).to.equal(true);
    expect(stage.part('search').getAttribute('role')).to.equal('search');
  });

  it('counts from the newest, walks by keys and buttons, and stops at the ends', async () => {
    const stage = await openOver();
    await type(stage, 'cafe');
    expect([count(stage), found(stage)]).to.deep.equal(['1 of 3', 'c']);
    await press(stage, 'Enter');
    expect([count(stage), found(stage)]).to.deep.equal(['2 of 3', 'b']);
    await press(stage, 'ArrowUp');
    await press(stage, 'Enter');
    expect([count(stage), found(stage)]).to.deep.equal(['3 of 3', 'a']);
    await press(stage, 'Enter', { shiftKey: true });
    expect(count(stage)).to.equal('2 of 3');
    button(stage, 'Later result').click();
    await frames(2);
    expect(count(stage)).to.equal('1 of 3');
    expect(button(stage, 'Later result').ariaDisabled).to.equal('true');
    button(stage, 'Later result').click();
    button(stage, 'Earlier result').click();
    await frames(2);
    expect(count(stage)).to.equal('2 of 3');
    await type(stage, 'cafe xyz');
    expect(count(stage)).to.equal('No results');
    await type(stage, '  ');
    expect(count(stage)).to.equal('');
    expect(found(stage)).to.equal(undefined);
  });

  it('marks the words themselves, also across what sets some of them apart, and new ones as they come', async () => {
    const stage = await openOver();
    await import('../../src/ui/markdown/markdown.js');
    await frames(3);
    await type(stage, 'CAFÉ');
    expect(marked('current')).to.deep.equal(['café']);
    expect(marked('match').sort()).to.deep.equal(['CAFÉ', 'Café', 'cafe']);
    await stage.dispatch({ type: 'message/received', message: said(maya, 'One more café', NOW, { id: 'e' }) });
    await frames(3);
    expect([count(stage), found(stage)], 'the one that is looked at stays').to.deep.equal(['2 of 4', 'c']);
    expect(marked('match')).to.have.length(4);
    await type(stage, 'da nang');
    expect(marked('current')).to.deep.equal(['Đà Nẵng']);
    await stage.dispatch({ type: 'message/deleted', id: 'c' });
    await frames(2);
    expect(count(stage)).to.equal('No results');
    expect([...marked('current'), ...marked('match')]).to.deep.equal([]);
  });

  it('lays boxes over the words where the browser cannot highlight', async () => {
    const { highlights } = CSS;
    Object.defineProperty(CSS, 'highlights', { configurable: true, value: undefined });
    try {
      const stage = await openOver();
      await type(stage, 'cafe');
      const marks = [...stage.root.querySelectorAll('mark')];
      expect(marks.length).to.be.greaterThan(2);
      const word = new Range();
      const text = document.createTreeWalker(stage.root.querySelector('li[data-key=a] .bubble')!, NodeFilter.SHOW_TEXT).nextNode() as Text;
      word.setStart(text, text.data.indexOf('Café'));
      word.setEnd(text, text.data.indexOf('Café') + 4);
      const { left, top } = word.getBoundingClientRect();
      expect(marks.some((mark) => Math.hypot(mark.getBoundingClientRect().left - left, mark.getBoundingClientRect().top - top) < 1.5)).to.equal(true);
      await press(stage, 'Escape');
      expect(stage.root.querySelectorAll('mark').length).to.equal(0);
    } finally {
      Object.defineProperty(CSS, 'highlights', { configurable: true, value: highlights });
    }
  });

  it('says the count once the visitor has stopped typing', async () => {
    const stage = await openOver();
    const spoken = listen(stage);
    for (const text of ['c', 'ca', 'cafe']) await type(stage, text);
    expect(spoken).to.deep.equal([]);
    stage.clock.pass(700);
    await frames(1);
    expect(spoken).to.deep.equal([{ how: 'polite', text: '1 of 3' }]);
  });

  it('closes with Escape, back to the field, with nothing left behind', async () => {
    const stage = await openOver();
    await type(stage, 'cafe');
    const escape = await press(stage, 'Escape');
    expect(escape.defaultPrevented).to.equal(true);
    expect(field(stage) === null).to.equal(true);
    expect(stage.active() === stage.part('textarea')).to.equal(true);
    expect(stage.panel.querySelector('dialog')!.open).to.equal(true);
    expect([...marked('current'), ...marked('match'), found(stage)]).to.deep.equal([undefined]);
  });

  it('finds what the window does not draw, and holds it in view', async () => {
    const stage = await openOver(hugeTalk(3_000));
    await import('../../src/ui/list/window.js');
    await frames(4);
    await type(stage, 'Line 40: ');
    expect(count(stage)).to.equal('1 of 1');
    await frames(4);
    const row = stage.root.querySelector<HTMLElement>('[data-found]')!;
    const log = stage.part('log').getBoundingClientRect();
    expect(row.dataset['key']).to.equal('h40');
    await type(stage, 'Line 2970: ');
    await frames(4);
    const far = stage.root.querySelector<HTMLElement>('[data-found]')!;
    expect(far.textContent).to.include('Line 2970: ');
    expect(far.getBoundingClientRect().top).to.be.within(log.top, log.bottom);
    expect(marked('current')).to.deep.equal(['Line 2970:']);
    expect(stage.root.querySelectorAll('li[data-key]').length).to.be.at.most(201);
  });

  it('fetches older messages on a wish, and looks through them', async () => {
    const stage = await openOver([...TALK, { type: 'history/loaded', messages: [], hasOlder: true }]);
    const older = (): HTMLElement | null => stage.root.querySelector('.search .older');
    expect(older() === null, 'nothing is searched for yet').to.equal(true);
    await type(stage, 'kiln');
    expect(count(stage)).to.equal('No results');
    const before = stage.chat.calls.filter(([name]) => name === 'loadOlder').length;
    older()!.click();
    expect(stage.chat.calls.filter(([name]) => name === 'loadOlder').length).to.equal(before + 1);
    await stage.dispatch({ type: 'history/loaded', messages: [said(maya, 'About the kiln', minutesAgo(99), { id: 'k' })], hasOlder: false });
    await frames(2);
    expect([count(stage), found(stage)]).to.deep.equal(['1 of 1', 'k']);
    expect(older() === null).to.equal(true);
  });

  it('goes with the panel, and a message that cannot be read breaks nothing', async () => {
    const stage = await openOver([...TALK, { type: 'message/received', message: { id: 'x', author: maya, createdAt: NOW, parts: [null] } as never }]);
    await type(stage, 'cafe');
    expect(count(stage)).to.equal('1 of 3');
    await stage.dispatch({ type: 'panel/closed' });
    expect(field(stage) === null).to.equal(true);
    expect(marked('match')).to.deep.equal([]);
  });
});
