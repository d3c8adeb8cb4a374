import { expect } from 'chai';
import { homeAgain, homeAttributes } from '../../stories/states/around.js';
import { conversation } from '../../stories/states/conversation.js';
import { maya } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import type { StageOptions } from '../../stories/support/stage.js';
import { sleep, until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { longTalk } from './support/long-talk.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
const dialogOf = (stage: TestStage): HTMLDialogElement => stage.part<HTMLDialogElement>('panel');
const isModal = (stage: TestStage): boolean => dialogOf(stage).matches(':modal');

async function openModal(actions = start, options: StageOptions = {}): Promise<TestStage> {
  const stage = await openStage(actions, options);
  await until(() => isModal(stage), 'modal');
  for (const animation of stage.shadow.getAnimations()) animation.finish();
  return stage;
}

const isOurs = (): boolean => (history.state as { chatWidget?: unknown } | null)?.chatWidget === true;

describe('a small screen', () => {
  before(async function () {
    if (!(await resize(390, 844))) this.skip();
  });
  afterEach(async () => {
    closeStages();
    await resize(390, 844);
    await until(() => !isOurs(), 'the entry of the history is gone');
    history.replaceState(null, '');
  });
  after(() => resize(800, 600));

  it('makes the panel modal, and the page behind it inert', async () => {
    const input = document.createElement('input');
    document.body.append(input);
    const stage = await openModal();
    expect(dialogOf(stage).ariaModal).to.equal('true');
    input.focus();
    expect(document.activeElement).to.equal(stage.host);
    expect(stage.active(), 'no field, no keyboard').to.equal(dialogOf(stage));
    const { top, left, width, height } = dialogOf(stage).getBoundingClientRect();
    expect([top, left, width, height]).to.deep.equal([0, 0, innerWidth, innerHeight]);
    expect(dialogOf(stage).scrollHeight, 'the conversation scrolls, not all of it').to.equal(innerHeight);
    await stage.dispatch({ type: 'panel/closed' });
    expect(dialogOf(stage).open).to.equal(false);
    input.focus();
    expect(document.activeElement).to.equal(input);
    input.remove();
  });

  it('lets the launcher have the focus as soon as it closes', async () => {
    const stage = await openModal();
    const launcher = stage.root.querySelector<HTMLElement>('.launcher')!;
    expect(launcher.checkVisibility()).to.equal(false);
    stage.chat.dispatch({ type: 'panel/closed' });
    launcher.focus();
    expect(stage.active()).to.equal(launcher);
  });

  it('is no matter of a panel that fills a place of the page', async () => {
    const stage = await openStage(start, { placement: 'inline' });
    await frames();
    expect(isModal(stage)).to.equal(false);
    expect(isOurs()).to.equal(false);
  });

  it('follows the window, and keeps the focus and the draft', async () => {
    await resize(800, 600);
    const stage = await openStage(start);
    const field = stage.part<HTMLTextAreaElement>('textarea');
    field.focus();
    field.value = 'half a word';
    expect(isModal(stage)).to.equal(false);
    for (const [width, height] of [[390, 844], [900, 400]] as const) {
      await resize(width, height);
      await until(() => isModal(stage), 'modal');
      expect(stage.active()).to.equal(field);
      await resize(800, 600);
      await until(() => !isModal(stage), 'a box again');
      expect(dialogOf(stage).open).to.equal(true);
      expect(dialogOf(stage).hasAttribute('aria-modal')).to.equal(false);
      expect(stage.active()).to.equal(field);
      await until(() => !isOurs(), 'the entry of the history is gone');
    }
    expect(field.value).to.equal('half a word');
  });

  it('speaks from inside the dialog, through the same regions', async () => {
    await resize(800, 600);
    const stage = await openStage(start);
    const region = stage.root.querySelector('[role=status]')!;
    await resize(390, 844);
    await until(() => isModal(stage), 'modal');
    expect(dialogOf(stage).contains(region)).to.equal(true);
    const spoken = listen(stage);
    await stage.dispatch({ type: 'message/received', message: said(maya, 'Are you there?', NOW) });
    await stage.pass(1_100);
    expect(spoken).to.deep.equal([{ how: 'polite', text: 'Maya Okafor: Are you there?' }]);
    await resize(800, 600);
    await until(() => !isModal(stage), 'a box again');
    expect(dialogOf(stage).contains(region)).to.equal(false);
    expect(stage.root.querySelector('section > [role=status]')).to.equal(region);
  });

  it('shows the home view over all of it, scrolling in itself, and the launcher makes way', async () => {
    const stage = await openModal(homeAgain, { known: homeAttributes });
    const view = stage.root.querySelector('chat-widget-home')!;
    const { top, left, width, height } = view.getBoundingClientRect();
    expect([top, left, width, height]).to.deep.equal([0, 0, innerWidth, innerHeight]);
    expect(view.scrollWidth).to.equal(innerWidth);
    expect(stage.root.querySelector('.launcher')!.checkVisibility()).to.equal(false);
    for (const target of view.querySelectorAll('button')) {
      expect(Math.min(target.offsetWidth, target.offsetHeight), target.textContent).to.be.at.least(36);
    }
  });

  it('stays modal when the widget moves through the page', async () => {
    const stage = await openModal();
    const other = document.createElement('div');
    document.body.append(other);
    other.append(stage.host);
    await frames();
    expect(isModal(stage)).to.equal(true);
    expect(isOurs()).to.equal(true);
    stage.host.remove();
    await until(() => !isOurs(), 'the entry of the history is gone');
    expect(document.adoptedStyleSheets).to.deep.equal([]);
    other.remove();
  });

  it('has text in fields that iOS does not enlarge the page for', async () => {
    const { matches } = matchMedia('(pointer: coarse)');
    const stage = await openModal();
    stage.root.style.fontSize = '12px';
    const size = parseFloat(getComputedStyle(stage.part('textarea')).fontSize);
    if (matches) expect(size).to.be.at.least(16);
    const rules = [...stage.shadow.adoptedStyleSheets].map((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join(''));
    expect(rules.join('')).to.match(/pointer: coarse\)[^}]*--_md: max\(16px, /);
  });

  describe('the page behind', () => {
    const tall = document.createElement('div');
    tall.style.height = '5000px';
    const { documentElement: html, body } = document;
    const styles = (): (string | null)[] => [html.getAttribute('style'), body.getAttribute('style')];

    beforeEach(() => document.body.append(tall));
    afterEach(() => {
      tall.remove();
      for (const element of [html, body]) element.removeAttribute('style');
    });

    it('does not scroll, and is where it was afterwards', async () => {
      html.setAttribute('style', 'color:red');
      scrollTo(0, 1234);
      const width = body.clientWidth;
      const before = styles();
      const stage = await openModal();
      expect(getComputedStyle(html).overflow).to.equal('hidden');
      expect(scrollY, 'no jump').to.equal(1234);
      expect(body.clientWidth).to.equal(width);
      expect(styles(), 'untouched').to.deep.equal(before);
      await stage.dispatch({ type: 'panel/closed' });
      expect(scrollY).to.equal(1234);
      expect(getComputedStyle(html).overflow).to.equal('visible');
      expect(styles()).to.deep.equal(before);
    });

    it('has its place again where the lock has made another box of its body', async () => {
      html.style.height = body.style.height = '100%';
      body.style.overflowX = 'hidden';
      scrollTo(0, 777);
      const stage = await openModal();
      scrollTo(0, 0);
      await stage.dispatch({ type: 'panel/closed' });
      expect(scrollY).to.equal(777);
    });
  });

  describe('the keyboard', () => {
    const real = Object.getOwnPropertyDescriptor(window, 'visualViewport')!;
    const whole = { height: 844, width: 390, offsetTop: 0, offsetLeft: 0, scale: 1 };
    const view = Object.assign(new EventTarget(), whole);
    const show = (change: Partial<typeof view>, type = 'resize'): void => {
      Object.assign(view, change);
      view.dispatchEvent(new Event(type));
    };
    beforeEach(() => Object.defineProperty(window, 'visualViewport', { configurable: true, value: view }));
    afterEach(() => {
      Object.defineProperty(window, 'visualViewport', real);
      Object.assign(view, whole);
    });

    it('leaves composer and newest message in sight', async () => {
      const stage = await openModal(longTalk());
      const log = stage.part('log');
      show({ height: 500 });
      show({ offsetTop: 60 }, 'scroll');
      await frames();
      const { top, bottom } = dialogOf(stage).getBoundingClientRect();
      expect([top, bottom]).to.deep.equal([60, 560]);
      expect(stage.part('composer').getBoundingClientRect().bottom).to.be.at.most(560.5);
      expect(log.scrollHeight - log.scrollTop - log.clientHeight, 'at its end').to.be.below(1);
      show({ height: 844, offsetTop: 0 });
      expect(dialogOf(stage).getBoundingClientRect().height).to.equal(844);
    });

    it('is not all that hides something: on a page wider than the screen the panel is as wide as that', async () => {
      const stage = await openModal();
      show({ width: 360, offsetLeft: 17 });
      const { left, right } = dialogOf(stage).getBoundingClientRect();
      expect([left, right]).to.deep.equal([17, 377]);
    });

    it('is not what two fingers do', async () => {
      const stage = await openModal();
      show({ height: 300, offsetTop: 100, scale: 2.8 });
      expect(dialogOf(stage).getBoundingClientRect().height).to.equal(844);
    });

    it('is followed no longer than the panel is modal', async () => {
      const stage = await openModal();
      show({ height: 500 });
      await stage.dispatch({ type: 'panel/closed' });
      show({ height: 400 });
      expect(dialogOf(stage).style.getPropertyValue('--_free')).to.equal('');
      expect(dialogOf(stage).classList.contains('above-keys')).to.equal(false);
    });
  });

  describe('Back', () => {
    const heard: unknown[] = [];
    const router = ({ state }: PopStateEvent): void => void heard.push(state);
    beforeEach(() => {
      heard.length = 0;
      addEventListener('popstate', router);
    });
    afterEach(() => removeEventListener('popstate', router));

    it('closes the panel, and the page’s router is where it was', async () => {
      history.replaceState({ page: 7 }, '');
      const { length } = history;
      const stage = await openModal();
      await until(isOurs, 'an entry');
      expect(history.state, 'the router finds its own').to.deep.equal({ page: 7, chatWidget: true });
      history.back();
      await until(() => !dialogOf(stage).open, 'closed');
      expect(history.state).to.deep.equal({ page: 7 });
      expect(heard).to.deep.equal([{ page: 7 }]);
      await stage.dispatch({ type: 'panel/opened' });
      await until(isOurs, 'an entry again');
      expect(history.length).to.be.at.most(length + 1);
    });

    it('closes the picture first', async () => {
      const stage = await openModal(conversation);
      const thumbnail = (): HTMLElement | null => stage.root.querySelector('[part=image] a[role=button]');
      await until(thumbnail, 'a picture');
      thumbnail()!.click();
      await until(() => stage.root.querySelector('.lightbox'), 'the picture in large');
      history.back();
      await until(() => !stage.root.querySelector('.lightbox'), 'the picture is gone');
      await until(isOurs, 'an entry again');
      expect(dialogOf(stage).open).to.equal(true);
      history.back();
      await until(() => !dialogOf(stage).open, 'closed');
    });

    it('has no entry left over when the panel closes by itself', async () => {
      history.replaceState('mine', '');
      const stage = await openModal();
      stage.parts('header-button').at(-1)!.click();
      await until(() => !isOurs(), 'the entry is gone');
      expect(history.state).to.equal('mine');
      expect(dialogOf(stage).open).to.equal(false);
      expect(heard.filter((state) => state !== 'mine')).to.deep.equal([]);
    });

    it('is not mixed up when the panel opens again at once', async () => {
      const stage = await openModal();
      for (let round = 0; round < 3; round++) {
        await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' });
      }
      await frames();
      await until(isOurs, 'an entry');
      expect(dialogOf(stage).open).to.equal(true);
      history.back();
      await until(() => !dialogOf(stage).open, 'closed');
    });

    it('is the page’s where the page has gone on', async () => {
      const { href } = location;
      const stage = await openModal();
      history.pushState({ page: 8 }, '', '?page=8');
      history.back();
      await until(() => heard.length, 'the router hears');
      expect(dialogOf(stage).open).to.equal(true);
      history.pushState({ page: 9 }, '', '?page=9');
      await stage.dispatch({ type: 'panel/closed' });
      expect(history.state, 'not taken back').to.deep.equal({ page: 9 });
      history.go(-2);
      await until(() => location.href === href && !isOurs(), 'back');
    });

    it('asks the page as the button does', async () => {
      const stage = await openModal();
      const { scope } = stage.panel as unknown as { scope: { close(): void } };
      let asked = 0;
      scope.close = () => void asked++;
      history.back();
      await until(() => asked, 'the page is asked');
      expect(isOurs(), 'an entry again').to.equal(true);
      expect(isModal(stage)).to.equal(true);
      // What Android does with a page that nobody has touched: the dialog is closed without a question.
      dialogOf(stage).close();
      await until(() => asked === 2, 'the page is asked');
      expect(isModal(stage)).to.equal(true);
      dialogOf(stage).dispatchEvent(new Event('cancel', { cancelable: true }));
      expect(asked).to.equal(3);
      const chosen = new Event('cancel', { bubbles: true, cancelable: true });
      stage.part('composer').dispatchEvent(chosen);
      expect([asked, chosen.defaultPrevented], 'of a picker of files').to.deep.equal([3, false]);
    });
  });

  describe('a swipe', () => {
    const touch = (target: Element, type: string, clientY: number, more: PointerEventInit = {}): void =>
      void target.dispatchEvent(
        new PointerEvent(type, { pointerId: 5, pointerType: 'touch', isPrimary: true, bubbles: true, composed: true, clientX: 100, clientY, ...more }),
      );

    async function swipe(target: Element, way: number, isSlow: boolean, more?: PointerEventInit): Promise<void> {
      touch(target, 'pointerdown', 30, more);
      for (let step = 1; step <= 5; step++) {
        if (isSlow) await sleep(30);
        touch(target, 'pointermove', 30 + (way * step) / 5, more);
      }
      if (isSlow) await sleep(150); // rests before it lifts
      touch(target, 'pointerup', 30 + way, more);
    }

    it('down from the header closes the panel when it goes far', async () => {
      const stage = await openModal();
      await swipe(stage.part('header'), 130, true);
      expect(stage.chat.state.open).to.equal(false);
    });

    it('does so from the head of the home view, too, and not from its cards', async () => {
      const stage = await openModal(homeAgain, { known: homeAttributes });
      await swipe(stage.part('tile'), 200, false);
      expect(stage.chat.state.open).to.equal(true);
      await swipe(stage.root.querySelector('.hero .logo')!, 130, true);
      expect(stage.chat.state.open).to.equal(false);
    });

    it('closes it when it is fast', async () => {
      const stage = await openModal();
      await swipe(stage.part('header'), 60, false);
      expect(stage.chat.state.open).to.equal(false);
    });

    it('springs back else, having followed the finger', async () => {
      const stage = await openModal();
      const header = stage.part('header');
      touch(header, 'pointerdown', 30);
      touch(header, 'pointermove', 90);
      expect(dialogOf(stage).getBoundingClientRect().top).to.equal(60);
      touch(header, 'pointercancel', 90);
      await Promise.all(dialogOf(stage).getAnimations().map(({ finished }) => finished));
      expect(dialogOf(stage).getBoundingClientRect().top).to.equal(0);
      await swipe(header, 100, true);
      expect(stage.chat.state.open).to.equal(true);
    });

    it('is none elsewhere, upward, with two fingers, by mouse, or on a button', async () => {
      const stage = await openModal();
      const header = stage.part('header');
      await swipe(stage.part('log'), 200, false);
      await swipe(header, -200, false);
      await swipe(header, 200, false, { pointerType: 'mouse' });
      await swipe(stage.part('header-button'), 200, false);
      touch(header, 'pointerdown', 30);
      touch(header, 'pointerdown', 30, { pointerId: 6 });
      touch(header, 'pointerup', 300);
      touch(header, 'pointerup', 300, { pointerId: 6 });
      expect(stage.chat.state.open).to.equal(true);
    });

    it('is none where the panel is a box', async () => {
      await resize(800, 600);
      const stage = await openStage(start);
      await swipe(stage.part('header'), 200, false);
      expect(stage.chat.state.open).to.equal(true);
    });
  });
});
