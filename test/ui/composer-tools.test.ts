import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { createKeep } from '../../src/storage/keep.js';
import { loadEmoji } from '../../src/ui/emoji/load-emoji.js';
import { isEmojiOnly } from '../../src/ui/emoji/emoji-only.js';
import { emojiOnly, limited } from '../../stories/states/composing.js';
import { maya } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo } from '../../stories/support/time.js';
import { sleep, until } from '../support/until.js';
import { onTouch } from './support/on-touch.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { canHold, resize } from './support/viewport.js';

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
const field = (stage: TestStage): HTMLTextAreaElement => stage.part<HTMLTextAreaElement>('textarea');
const draft = (stage: TestStage): string | undefined => createKeep(stage.host).get('draft');
const sent = (stage: TestStage): unknown[] =>
  stage.chat.calls.filter(([name]) => name === 'send').map(([, content]) => content);

async function type(stage: TestStage, text: string): Promise<void> {
  field(stage).focus();
  await sendKeys({ type: text });
  await stage.settle();
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('a draft', () => {
  afterEach(closeStages);

  it('is kept within half a second and is there again in the next page', async () => {
    const stage = await openStage(start);
    await type(stage, 'dishwasher-safe?');
    await stage.pass(500);
    expect(draft(stage)).to.equal('dishwasher-safe?');
    // Of a page that crashes nothing can be asked: the next one has what was kept until then.
    const next = await openStage(start);
    expect(field(next).value).to.equal('dishwasher-safe?');
    expect(next.part('send').getAttribute('aria-disabled')).to.equal('false');
  });

  for (const [how, leave] of [
    ['the page goes', () => dispatchEvent(new Event('pagehide'))],
    ['the tab is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the field is left', (stage: TestStage) => field(stage).blur()],
    ['the widget is removed', (stage: TestStage) => stage.host.remove()],
  ] as const) {
    it(`is kept at once when ${how}`, async () => {
      const stage = await openStage(start);
      await type(stage, 'almost');
      leave(stage);
      expect(draft(stage)).to.equal('almost');
    });
  }

  it('leaves nothing behind before the visitor types, and after the message was sent', async () => {
    const stage = await openStage(start);
    field(stage).focus();
    field(stage).blur();
    await stage.pass(1_000);
    expect({ ...localStorage }, 'untouched').to.deep.equal({});
    await type(stage, 'now');
    await stage.pass(500);
    await press('Enter');
    await stage.settle();
    expect(draft(stage), 'sent').to.equal(undefined);
    expect({ ...localStorage }).to.deep.equal({});
    await type(stage, 'no');
    await stage.pass(500);
    await press('Backspace', 'Backspace');
    await stage.pass(500);
    expect(draft(stage), 'emptied').to.equal(undefined);
  });

  it('comes back when the message is kept back', async () => {
    const stage = await openStage(start, { respond: { send: () => Promise.reject(new Error('no')) } });
    await type(stage, 'kept back');
    await press('Enter');
    await stage.settle();
    await stage.pass(500);
    expect(draft(stage)).to.equal('kept back');
  });

  it('is no other conversation’s, and is not kept where nothing may be', async () => {
    const stage = await openStage(start, { known: { storage: 'none' } });
    await type(stage, 'secret');
    await stage.pass(500);
    expect({ ...localStorage, ...sessionStorage }).to.deep.equal({});
    const host = Object.assign(document.createElement('div'), { site: 'other' });
    expect(createKeep(host).get('draft')).to.equal(undefined);
    stage.handle.remove();
    createKeep(stage.host).remove('draft');
  });

  it('survives the end of the conversation and what others say, and is never written over', async () => {
    const stage = await openStage(start);
    await type(stage, 'mine');
    await stage.pass(500);
    await stage.dispatch(
      { type: 'message/received', message: said(maya, 'Still there?', minutesAgo(1)) },
      { type: 'conversation/changed', conversation: { state: 'ended' } },
    );
    expect(draft(stage)).to.equal('mine');
    const next = await openStage(start);
    (next.root.querySelector('chat-widget-composer') as unknown as { putBack(text: string): void }).putBack('theirs');
    expect(field(next).value).to.equal('theirs\nmine');
  });
});

describe('a draft beside others', () => {
  afterEach(closeStages);

  it('is not the comment of a rating', async () => {
    const stage = await openStage([...start, { type: 'capabilities/changed', change: { rating: true } }]);
    await type(stage, 'mine');
    await stage.pass(500);
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'ended' } });
    stage.root.querySelector<HTMLInputElement>('.csat input')!.click();
    await stage.settle();
    await stage.settle();
    const comment = stage.root.querySelector<HTMLTextAreaElement>('.csat textarea')!;
    comment.focus();
    await sendKeys({ type: 'nice' });
    await stage.pass(500);
    comment.blur();
    expect(draft(stage)).to.equal('mine');
    (stage.root.querySelector('chat-widget-composer') as unknown as { putBack(text: string): void }).putBack('refused');
    expect([comment.value, field(stage).value]).to.deep.equal(['nice', 'refused\nmine']);
  });

  it('is not lost to the draft of another tab, nor brought back by one after it was sent', async () => {
    const one = await openStage(start);
    const two = await openStage(start);
    await type(one, 'first');
    await one.pass(500);
    await type(two, 'second');
    await two.pass(500);
    one.handle.remove();
    expect(draft(two), 'its reload finds it').to.equal('first');
    await press('Enter');
    await two.settle();
    await two.pass(500);
    expect(sent(two)).to.deep.equal([{ text: 'second' }]);
    expect(draft(two), 'the other’s stays').to.equal('first');
    const three = await openStage(start);
    const four = await openStage(start);
    expect([field(three).value, field(four).value]).to.deep.equal(['first', 'first']);
    await type(three, '');
    await press('Enter');
    await three.settle();
    await three.pass(500);
    four.handle.remove();
    expect(draft(three), 'sent').to.equal(undefined);
  });

  it('gets back the words of a message that was refused meanwhile', async () => {
    let refuse = (): void => undefined;
    const send = (): Promise<never> => new Promise((_, reject) => (refuse = () => reject(new Error('kept back'))));
    const stage = await openStage(start, { respond: { send } });
    await type(stage, 'first');
    await press('Enter');
    await type(stage, 'second');
    refuse();
    await stage.settle();
    await stage.pass(500);
    expect([field(stage).value, draft(stage)]).to.deep.equal(['first\nsecond', 'first\nsecond']);
  });
});

describe('the counter', () => {
  afterEach(closeStages);
  const counter = (stage: TestStage): string | undefined => stage.part('counter')?.textContent?.replace(/\s+/g, ' ').trim();
  const announced = (stage: TestStage): string => stage.root.querySelector('[role=status]')!.textContent!;

  it('is not there without a limit, nor far from it', async () => {
    const stage = await openStage(start);
    await type(stage, 'x');
    expect(counter(stage)).to.equal(undefined);
    await stage.dispatch({ type: 'config/received', config: { maxLength: 100 } });
    expect(counter(stage)).to.equal(undefined);
  });

  it('shows near the limit and says so once the visitor pauses', async () => {
    const stage = await openStage(limited(40));
    await type(stage, 'Twenty-characters-so');
    expect(counter(stage)).to.equal('20 / 40');
    expect(announced(stage)).to.equal('');
    await stage.pass(1_000);
    expect(announced(stage)).to.include('20 characters left');
    await stage.pass(1_000);
    await type(stage, 'f');
    await stage.pass(1_000);
    expect(announced(stage), 'not at every pause').to.equal('');
  });

  it('keeps back what is too long, uncut, until it is shortened', async () => {
    const stage = await openStage(limited(30));
    const words = 'Thirty-characters-and-two-more.';
    await type(stage, `${words}!`);
    expect(field(stage).value).to.equal(`${words}!`);
    expect(stage.part('error').textContent).to.include('2 characters too long');
    expect(field(stage).getAttribute('aria-describedby')).to.equal('problem');
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('true');
    await press('Enter');
    expect(sent(stage)).to.deep.equal([]);
    expect(field(stage).value).to.equal(`${words}!`);
    await stage.pass(1_000);
    expect(announced(stage)).to.include('2 characters too long');
    await press('Backspace', 'Backspace');
    await stage.settle();
    expect(!!stage.part('error')).to.equal(false);
    await press('Enter');
    await stage.settle();
    expect(sent(stage)).to.deep.equal([{ text: words.slice(0, 30) }]);
    expect(counter(stage), 'gone with the words').to.equal(undefined);
  });
});

describe('the emoji picker', () => {
  const violations: string[] = [];
  before(() => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'content-security-policy';
    policy.content =
      "style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws:; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";
    document.head.append(policy);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
  });
  afterEach(() => {
    closeStages();
    expect(violations).to.deep.equal([]);
  });

  const cells = (stage: TestStage): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('[role=gridcell]')];
  const search = (stage: TestStage): HTMLInputElement => stage.root.querySelector<HTMLInputElement>('.picker input')!;
  const cell = (stage: TestStage, name: string): HTMLElement => cells(stage).find((it) => it.title === name)!;

  async function open(stage: TestStage): Promise<void> {
    stage.part('emoji').click();
    await until(() => cells(stage).length, 'the emoji');
    await stage.settle();
  }

  it('opens with the search in focus, and asks nobody for anything', async () => {
    const stage = await openStage(start);
    const before = performance.getEntriesByType('resource').length;
    await open(stage);
    expect(stage.active() === search(stage)).to.equal(true);
    expect(stage.part('emoji').getAttribute('aria-expanded')).to.equal('true');
    const asked = performance.getEntriesByType('resource').slice(before).map(({ name }) => new URL(name).origin);
    expect(new Set(asked)).to.be.a('set').that.satisfies((origins: Set<string>) => [...origins].every((it) => it === location.origin));
    expect((await indexedDB.databases?.())?.map(({ name }) => name) ?? []).not.to.include('emoji');
  });

  it('leaves the focus to whoever goes on writing before it is there, or has closed the chat', async () => {
    const stage = await openStage(start);
    await type(stage, 'ab');
    stage.part('emoji').click();
    field(stage).value += 'c';
    await sleep(50);
    await stage.settle();
    expect(!!stage.part('emoji-picker')).to.equal(false);
    expect(stage.active() === field(stage)).to.equal(true);
    stage.part('emoji').click();
    await stage.dispatch({ type: 'panel/closed' });
    await sleep(50);
    await stage.dispatch({ type: 'panel/opened' });
    expect(!!stage.part('emoji-picker')).to.equal(false);
  });

  it('writes at the caret, over what is selected, and can be undone', async function () {
    const stage = await openStage(start);
    await type(stage, 'one two');
    field(stage).setSelectionRange(3, 4);
    await open(stage);
    cell(stage, 'grinning face').click();
    await stage.settle();
    expect(field(stage).value).to.equal('one😀two');
    expect(field(stage).selectionStart).to.equal('one😀'.length);
    expect(stage.active() === field(stage)).to.equal(true);
    expect(!!stage.part('emoji-picker')).to.equal(false);
    await stage.pass(500);
    expect(draft(stage), 'as if typed').to.equal('one😀two');
    if (!(await canHold('Control'))) return;
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'z' });
    await sendKeys({ up: 'Control' });
    expect(field(stage).value).to.equal('one two');
  });

  it('stays for the next one with Shift, and is gone with Escape, the caret where it was', async () => {
    const stage = await openStage(start);
    await type(stage, 'ab');
    field(stage).setSelectionRange(1, 1);
    await open(stage);
    cell(stage, 'grinning face').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    await stage.settle();
    expect(field(stage).value).to.equal('a😀b');
    expect(!!stage.part('emoji-picker')).to.equal(true);
    search(stage).focus();
    await press('Escape');
    await stage.settle();
    expect(!!stage.part('emoji-picker')).to.equal(false);
    expect(stage.part<HTMLDialogElement>('panel').open, 'one step of the ladder').to.equal(true);
    expect(stage.active() === field(stage)).to.equal(true);
    expect(field(stage).selectionStart).to.equal(3);
  });

  it('finds by any word, and Enter takes the first', async () => {
    const stage = await openStage(start);
    await open(stage);
    await sendKeys({ type: 'pizz' });
    await stage.settle();
    expect(cells(stage).map((it) => it.textContent!.trim())).to.deep.equal(['🍕']);
    expect(stage.root.querySelector('[role=status]')!.textContent).to.include('1 emoji found');
    await press('Enter');
    await stage.settle();
    expect(field(stage).value).to.equal('🍕');
    expect(sent(stage), 'not sent').to.deep.equal([]);
    await open(stage);
    await sendKeys({ type: 'heart' });
    await stage.settle();
    expect(cells(stage)[0]!.title, 'the plainest first').to.equal('red heart');
    search(stage).select();
    await sendKeys({ type: 'qwertz' });
    await stage.settle();
    expect(stage.part('emoji-picker').textContent).to.include('No emoji found');
  });

  it('knows its emoji by the words of the visitor’s language', async () => {
    const count = (await loadEmoji('en')).emojiData.split(/[|\n]/).length;
    for (const language of ['de', 'es-MX', 'fr', 'ja', 'vi']) {
      const names = (await loadEmoji(language)).emojiNames?.split('|') ?? [];
      expect(names.length, language).to.equal(count);
      expect(names.filter((name) => !name), language).to.deep.equal([]);
    }
    expect((await loadEmoji('constructor')).emojiNames).to.equal(undefined);
    const stage = await openStage(start, { locale: 'de-AT' });
    await open(stage);
    await sendKeys({ type: 'hunde' });
    await stage.settle();
    expect(cell(stage, 'Hundegesicht').textContent!.trim()).to.equal('🐶');
    expect(cell(stage, 'Hundegesicht').getAttribute('aria-label')).to.equal('Hundegesicht');
    search(stage).value = 'dog face';
    search(stage).dispatchEvent(new Event('input', { bubbles: true }));
    await stage.settle();
    expect(cells(stage)[0]!.textContent!.trim(), 'English as well').to.equal('🐶');
    const other = await openStage(start, { locale: 'ar' });
    await open(other);
    expect(cells(other)[0]!.hasAttribute('aria-label'), 'assistive technology knows better').to.equal(false);
  });

  it('is walked through by the keys of a grid', async () => {
    const stage = await openStage(start);
    await open(stage);
    const at = (): number => cells(stage).indexOf(stage.active() as HTMLElement);
    stage.root.querySelectorAll<HTMLElement>('[role=tab]')[1]!.click();
    await stage.settle();
    search(stage).focus();
    for (const [key, to] of [
      ['ArrowDown', 0], ['ArrowRight', 1], ['ArrowDown', 9], ['End', 15], ['Home', 8], ['PageDown', 40], ['PageUp', 8], ['ArrowLeft', 7],
    ] as const) {
      await press(key);
      await stage.settle();
      expect(at(), key).to.equal(to);
    }
    expect(cells(stage).filter((it) => it.tabIndex === 0)).to.have.length(1);
    await press('ArrowUp');
    expect(stage.active() === search(stage), 'up from the first row').to.equal(true);
    const tabs = [...stage.root.querySelectorAll<HTMLElement>('[role=tab]')];
    tabs[1]!.focus();
    for (const [key, to] of [['ArrowRight', 2], ['End', tabs.length - 1], ['ArrowRight', 0], ['ArrowLeft', tabs.length - 1], ['Home', 0]] as const) {
      await press(key);
      await stage.settle();
      expect(tabs.indexOf(stage.active() as HTMLElement), `${key} in the tabs`).to.equal(to);
      expect(tabs.map((it) => it.getAttribute('aria-selected')).indexOf('true')).to.equal(to);
    }
    search(stage).focus();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    await press('ArrowDown', 'f');
    document.removeEventListener('keydown', hear);
    expect(search(stage).value, 'letters search').to.equal('f');
    expect(heard, 'no shortcut of the page').to.deep.equal([]);
  });

  it('turns left and right with the script', async () => {
    const stage = await openStage(start, { dir: 'rtl' });
    await open(stage);
    stage.root.querySelectorAll<HTMLElement>('[role=tab]')[1]!.click();
    await stage.settle();
    cells(stage)[0]!.focus();
    await press('ArrowLeft');
    await stage.settle();
    expect(cells(stage).indexOf(stage.active() as HTMLElement)).to.equal(1);
  });

  it('gives hands a tone, and remembers what was used as long as the page lives', async () => {
    const stage = await openStage(start);
    await open(stage);
    const tones = stage.root.querySelector<HTMLSelectElement>('.picker select')!;
    tones.value = '\u{1F3FD}';
    tones.dispatchEvent(new Event('change'));
    search(stage).value = 'thumbs up';
    search(stage).dispatchEvent(new Event('input', { bubbles: true }));
    await stage.settle();
    cells(stage)[0]!.click();
    await stage.settle();
    expect(field(stage).value).to.equal('👍🏽');
    expect(Object.keys(localStorage).some((key) => key.includes('emoji'))).to.equal(false);
    await open(stage);
    expect(cells(stage)[0]!.textContent!.trim()).to.equal('👍🏽');
    expect(stage.root.querySelector('[role=tab]')!.getAttribute('aria-label')).to.equal('Recently used');
  });

  it('closes when the focus leaves it, and is not there for fingers', async () => {
    const stage = await openStage(start);
    await open(stage);
    field(stage).focus();
    await stage.settle();
    expect(!!stage.part('emoji-picker')).to.equal(false);
    await onTouch(async () => {
      const touched = await openStage(start);
      expect(!!touched.part('emoji')).to.equal(false);
    });
  });

  it('fits where there is little room', async function () {
    if (!(await resize(320, 256))) this.skip();
    const stage = await openStage(start);
    await open(stage);
    const box = stage.part('emoji-picker').getBoundingClientRect();
    expect(box.top).to.be.at.least(0);
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(320);
    expect(box.bottom).to.be.at.most(field(stage).getBoundingClientRect().top + 2);
    await resize(1280, 800);
  });
});

describe('messages of nothing but emoji', () => {
  afterEach(closeStages);

  const FEW = ['👍', '👍🏽', '❤️', '👨‍👩‍👧‍👦', '🇫🇷🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '😀😀😀', ' ☺️ 👍\n', '👩🏽‍❤️‍💋‍👨🏻'];
  const MORE = ['', ' ', '1', '#', '©', '😀😀😀😀', '😀 a', '12', '0 0 0', 'a', `${'😀'.repeat(500)}`];
  it('are told from words', () => {
    expect(FEW.filter((text) => !isEmojiOnly(text))).to.deep.equal([]);
    expect(MORE.filter(isEmojiOnly)).to.deep.equal([]);
  });

  it('are large and without a bubble, but for what was not sent, and named as before', async () => {
    const stage = await openStage(emojiOnly);
    const big = stage.parts('emoji-only');
    expect(big.map((it) => it.textContent)).to.deep.equal(['😍', '🎉 🎉 🎉', '👍🏽❤️', '🙏']);
    const text = stage.parts('bubble').find((it) => it.textContent!.includes('lovely'))!;
    const size = (element: Element): number => parseFloat(getComputedStyle(element).fontSize);
    expect(size(big[0]!)).to.equal(2 * size(text));
    const behind = big.map((it) => getComputedStyle(it.parentElement!).backgroundColor);
    expect(behind.slice(0, 3)).to.deep.equal(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)']);
    expect(behind[3]).not.to.equal('rgba(0, 0, 0, 0)');
    expect(getComputedStyle(big[0]!).color, 'not the colour on the accent').to.equal(getComputedStyle(stage.part('panel')).color);
    expect(big[0]!.closest('li')!.getAttribute('aria-label')).to.match(/^You, 😍, /);
  });
});
