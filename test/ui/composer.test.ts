import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { createFakeChat } from '../../stories/support/fake-chat.js';
import { maya } from '../../stories/support/people.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { sleep } from '../support/until.js';
import { cdp } from './support/emulate.js';
import { onTouch } from './support/on-touch.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { canHold } from './support/viewport.js';

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
const field = (stage: TestStage): HTMLTextAreaElement => stage.part<HTMLTextAreaElement>('textarea');
const sent = (stage: TestStage): unknown[] =>
  stage.chat.calls.filter(([name]) => name === 'send').map(([, content]) => content);

async function type(stage: TestStage, text: string): Promise<void> {
  field(stage).focus();
  await sendKeys({ type: text });
  await stage.settle();
}

async function press(key: string, modifier?: string): Promise<void> {
  if (modifier) await sendKeys({ down: modifier });
  await sendKeys({ press: key });
  if (modifier) await sendKeys({ up: modifier });
}

describe('composer', () => {
  afterEach(closeStages);

  it('sends with Enter and is empty at once', async () => {
    const stage = await openStage(start);
    await type(stage, ' words');
    await press('Enter');
    expect(sent(stage)).to.deep.equal([{ text: 'words' }]);
    expect(field(stage).value).to.equal('');
    expect(stage.active()).to.equal(field(stage));
  });

  it('makes a new line with Shift+Enter', async function () {
    if (!(await canHold('Shift'))) this.skip();
    const stage = await openStage(start);
    await type(stage, 'one');
    await press('Enter', 'Shift');
    await type(stage, 'two');
    expect(field(stage).value).to.equal('one\ntwo');
    expect(sent(stage)).to.deep.equal([]);
  });

  it('makes a new line with Enter on touch, and sends with Ctrl+Enter everywhere', async function () {
    if (!(await canHold('Control'))) this.skip();
    const stage = await openStage(start);
    await onTouch(async () => {
      await type(stage, 'one');
      await press('Enter');
      expect(sent(stage)).to.deep.equal([]);
      await press('Enter', 'Control');
    });
    expect(sent(stage)).to.deep.equal([{ text: 'one' }]);
  });

  it('never sends the Enter that ends a composition', async () => {
    const stage = await openStage(start);
    await type(stage, 'かな');
    const enter = (init: KeyboardEventInit): void => {
      field(stage).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, ...init }));
    };
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    field(stage).dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    enter({});
    expect(sent(stage)).to.deep.equal([]);
    await sleep(80);
    enter({});
    expect(sent(stage)).to.have.length(1);
  });

  it('is left alone by an input method until its word stands', async function () {
    const stage = await openStage(start);
    field(stage).focus();
    const compose = (text: string): Promise<unknown> =>
      cdp('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    if (!(await compose('にほ'))) return this.skip();
    expect(field(stage).value).to.equal('にほ');
    // An input method takes the key itself: it brings no character along.
    const key = (name: string, windowsVirtualKeyCode: number): Promise<unknown> =>
      cdp('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: name, code: name, windowsVirtualKeyCode });
    await key('Enter', 13);
    await key('Enter', 229);
    await key('Escape', 27);
    expect(sent(stage)).to.deep.equal([]);
    expect(stage.part<HTMLDialogElement>('panel').open).to.equal(true);
    await compose('にほん');
    await cdp('Input.insertText', { text: '日本' });
    expect(field(stage).value).to.equal('日本');
    await sleep(80);
    await press('Enter');
    expect(sent(stage)).to.deep.equal([{ text: '日本' }]);
  });

  it('makes a new line with Enter where the page wants so, and sends with Ctrl+Enter', async function () {
    if (!(await canHold('Control'))) this.skip();
    const stage = await openStage(start, { known: { 'enter-key': 'newline' } });
    expect(field(stage).getAttribute('enterkeyhint')).to.equal('enter');
    await type(stage, 'one');
    await press('Enter');
    await type(stage, 'two');
    expect(field(stage).value).to.equal('one\ntwo');
    await press('Enter', 'Control');
    expect(sent(stage)).to.deep.equal([{ text: 'one\ntwo' }]);
  });

  it('has places for what the page adds, before and after the field', async () => {
    const stage = await openStage(start);
    const add = (slot: string): HTMLElement => {
      const button = Object.assign(document.createElement('button'), { slot, textContent: slot });
      stage.host.append(button);
      return button;
    };
    const x = (element: Element): number => element.getBoundingClientRect().left;
    const [before, after] = [add('composer-start'), add('composer-end')];
    const order = [before, stage.part('attach'), field(stage), stage.part('emoji'), after, stage.part('send')];
    const places = order.map(x); // measured once: the panel may still be moving
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  });

  it('writes each paragraph in its own direction, and begins in the widget’s', async () => {
    const stage = await openStage(start, { locale: 'ar', dir: 'rtl' });
    const direction = (): string[] => {
      const { direction, unicodeBidi } = getComputedStyle(field(stage));
      return [direction, unicodeBidi];
    };
    expect(direction()[1], 'an empty one would have its caret on the left').not.to.equal('plaintext');
    expect(direction()[0]).to.equal('rtl');
    field(stage).value = 'English';
    expect(direction()[1]).to.equal('plaintext');
  });

  it('offers Send always, but as disabled while there is nothing to send', async () => {
    const stage = await openStage(start);
    const button = stage.part('send');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    button.click();
    await type(stage, '   ');
    await press('Enter');
    expect(sent(stage)).to.deep.equal([]);
    await type(stage, 'x');
    expect(button.getAttribute('aria-disabled')).to.equal('false');
    button.click();
    expect(sent(stage)).to.deep.equal([{ text: 'x' }]);
  });

  for (const [how, css] of [['by the engine', ''], ['by hand', '.panel textarea{field-sizing:fixed}']] as const) {
    it(`grows to six lines and then scrolls, ${how}`, async () => {
      const stage = await openStage(start);
      const { supports } = CSS;
      if (css) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        stage.shadow.adoptedStyleSheets.push(sheet);
        CSS.supports = () => false;
      }
      try {
        const one = field(stage).clientHeight;
        const heights: number[] = [];
        for (let line = 2; line <= 9; line++) {
          field(stage).value += `line ${line}\n`;
          field(stage).dispatchEvent(new Event('input', { bubbles: true }));
          heights.push(field(stage).clientHeight);
        }
        const step = parseFloat(getComputedStyle(field(stage)).lineHeight);
        expect(heights[0]! - one).to.be.closeTo(step, 2);
        expect(heights[4]! - one).to.be.closeTo(5 * step, 3);
        expect(heights.at(-1)).to.equal(heights[4]);
        field(stage).value = '';
        field(stage).dispatchEvent(new Event('input', { bubbles: true }));
        expect(field(stage).clientHeight).to.equal(one);
      } finally {
        CSS.supports = supports;
      }
    });
  }

  it('tells of typing while there is text, and of its end on leaving', async () => {
    const stage = await openStage(start);
    await type(stage, 'a');
    await press('Backspace');
    await type(stage, 'b');
    field(stage).blur();
    const typing = stage.chat.calls.filter(([name]) => name === 'setTyping').map(([, on]) => on);
    expect(typing).to.deep.equal([true, false, true, false]);
  });

  it('keeps the draft while the panel is closed and when the conversation ends', async () => {
    const stage = await openStage(start);
    await type(stage, 'unsaid');
    await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' });
    expect(field(stage).value).to.equal('unsaid');
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'ended' } });
    expect(field(stage).checkVisibility()).to.equal(false);
    stage.part('submit').click();
    await stage.settle();
    expect(field(stage).value).to.equal('unsaid');
    expect(stage.active()).to.equal(field(stage));
  });

  it('says the end in words, and steps aside again for the next end', async () => {
    const stage = await openStage(start);
    const end: ChatAction = { type: 'conversation/changed', conversation: { state: 'ended' } };
    await stage.dispatch(end);
    expect(stage.part('ended').textContent).to.include('The conversation has ended');
    stage.part('submit').click();
    await stage.settle();
    expect(stage.part('ended')).to.equal(undefined);
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'active' } });
    await stage.dispatch(end);
    expect(stage.part('ended')).not.to.equal(undefined);
  });

  it('puts refused and discarded words back, before a draft and never over it', async () => {
    const error = { code: 'network', message: '', retryable: true };
    const failing: ChatAction[] = [
      ...start,
      { type: 'message/saving', message: own('l1', 'Lost words', NOW) },
      { type: 'message/failed', localId: 'l1', error },
    ];
    const chat = createFakeChat(failing, {
      send: () => Promise.reject(new Error('kept back')),
      discard: () => Promise.resolve('Lost words'),
    });
    const stage = await openStage([], { chat });
    await type(stage, 'Kept back');
    await press('Enter');
    await stage.settle();
    expect(field(stage).value).to.equal('Kept back');
    const failed = stage.root.querySelectorAll<HTMLElement>('.trouble button')[1]!;
    failed.click();
    await stage.settle();
    expect(field(stage).value).to.equal('Lost words\nKept back');
    field(stage).value = '';
    failed.click();
    await stage.settle();
    expect(field(stage).value).to.equal('Lost words');
  });

  it('counts a rate limit down and gives Send back by itself', async () => {
    const stage = await openStage([...start, { type: 'rate-limit/changed', until: NOW + 2_500 }]);
    await type(stage, 'Patience');
    expect(stage.part('error').textContent).to.include('Try again in').and.to.include('3 seconds');
    await press('Enter');
    expect(sent(stage)).to.deep.equal([]);
    expect(field(stage).value).to.equal('Patience');
    await stage.pass(500);
    expect(stage.part('error').textContent).to.include('2 seconds');
    await stage.pass(2_000);
    expect(stage.part('error')).to.equal(undefined);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('false');
  });
});
