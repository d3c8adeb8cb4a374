import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { maya } from '../../stories/support/people.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { longTalk } from './support/long-talk.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const failure: ChatAction[] = [
  { type: 'message/saving', message: own('l1', 'Mine', NOW) },
  { type: 'message/failed', localId: 'l1', error: { code: 'network', message: '', retryable: true } },
];
const start = [...talking(maya, [said(maya, 'Hello', minutesAgo(3))]), ...failure];
const row = (stage: TestStage, key: string): HTMLElement =>
  stage.root.querySelector<HTMLElement>(`[data-key=${key}]`)!;

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

describe('focus', () => {
  afterEach(closeStages);

  it('goes to the composer after a gesture', async () => {
    const stage = await openStage([{ type: 'panel/opened' }]);
    stage.handle.focus();
    await stage.settle();
    expect(stage.active()).to.equal(stage.part('textarea'));
  });

  it('goes to the dialog where a keyboard would pop up', async () => {
    const { matchMedia } = window;
    window.matchMedia = (query) => (query.includes('coarse') ? ({ matches: true } as MediaQueryList) : matchMedia.call(window, query));
    const stage = await openStage([{ type: 'panel/opened' }]);
    stage.handle.focus();
    await stage.settle();
    window.matchMedia = matchMedia;
    expect(stage.active()).to.equal(stage.part('panel'));
  });

  it('is never taken by opening, messages, the end or a loss', async () => {
    const stage = await openStage(talking(maya));
    const input = document.createElement('input');
    stage.host.after(input);
    input.focus();
    await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' }, ...failure);
    await stage.dispatch(
      { type: 'message/received', message: said(maya, 'Hi', NOW) },
      { type: 'connection/changed', connection: { status: 'failed' } },
      { type: 'conversation/changed', conversation: { state: 'ended' } },
    );
    expect(document.activeElement).to.equal(input);
    input.remove();
  });

  it('cannot enter a closed panel', async () => {
    const stage = await openStage([...start, { type: 'panel/closed' }]);
    const dialog = stage.part('panel');
    expect(dialog.hasAttribute('inert')).to.equal(true);
    stage.part('textarea').focus();
    expect(stage.active()).to.equal(null);
    await stage.dispatch({ type: 'panel/opened' });
    expect(dialog.hasAttribute('inert')).to.equal(false);
  });

  it('stays on the message whose button has gone', async () => {
    const stage = await openStage(start);
    const [retry] = stage.root.querySelectorAll<HTMLElement>('.trouble button');
    retry!.focus();
    await press('Enter');
    await stage.dispatch({ type: 'message/queued', localId: 'l1' });
    expect(stage.chat.calls.at(-1)).to.deep.equal(['retry', 'l1']);
    expect(stage.active()).to.equal(row(stage, 'l1'));
  });

  it('follows the words of a discarded message into the composer', async () => {
    const stage = await openStage(start);
    stage.root.querySelectorAll<HTMLElement>('.trouble button')[1]!.focus();
    await press('Enter');
    expect(stage.chat.calls.some(([name, id]) => name === 'discard' && id === 'l1')).to.equal(true);
    expect(stage.active()).to.equal(stage.part('textarea'));
  });

  it('walks out of the panel both ways with Tab', async () => {
    const stage = await openStage(start);
    const [before, after] = [document.createElement('input'), document.createElement('input')];
    stage.host.before(before);
    stage.host.after(after);
    before.focus();
    const seen: (Element | null)[] = [];
    for (let i = 0; i < 18 && document.activeElement !== after; i++) {
      await press('Tab');
      seen.push(document.activeElement === stage.host ? stage.active() : document.activeElement);
    }
    const order = ['about', 'header-button', 'header-button', 'log', 'attach', 'textarea', 'emoji', 'send'];
    expect(seen.flatMap((element) => element?.getAttribute('part') ?? []).filter((part) => order.includes(part))).to.deep.equal(order);
    expect(seen.at(-1)).to.equal(after);
    before.remove();
    after.remove();
  });
});

describe('Escape', () => {
  afterEach(closeStages);

  it('climbs from a message’s control to the message, the composer and out', async () => {
    const stage = await openStage(start);
    stage.root.querySelector<HTMLElement>('.trouble button')!.focus();
    await press('Escape');
    expect(stage.active()).to.equal(row(stage, 'l1'));
    await press('Escape');
    expect(stage.active()).to.equal(stage.part('textarea'));
    expect(stage.chat.state.open).to.equal(true);
    await press('Escape');
    expect(stage.chat.state.open).to.equal(false);
  });

  it('does not reach the page when it is used, and does when the panel is closed', async () => {
    const stage = await openStage(start);
    const heard: boolean[] = [];
    const listen = (event: KeyboardEvent): void => void heard.push(event.defaultPrevented);
    document.addEventListener('keydown', listen);
    stage.part('log').focus();
    await press('Escape', 'Escape');
    expect(heard).to.deep.equal([]);
    await press('Escape');
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal([false]);
  });

  it('is ignored during a composition', async () => {
    const stage = await openStage(start);
    const event = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
    stage.part('textarea').dispatchEvent(new KeyboardEvent('keydown', { ...event, isComposing: true }));
    stage.part('textarea').dispatchEvent(new KeyboardEvent('keydown', { ...event, keyCode: 229 }));
    expect(stage.chat.state.open).to.equal(true);
  });

  it('does not close an inline panel', async () => {
    const stage = await openStage(start, { placement: 'inline' });
    stage.part('textarea').focus();
    await press('Escape');
    expect(stage.chat.state.open).to.equal(true);
    expect(stage.root.querySelector('.header > button')).to.equal(null);
  });
});

describe('keys', () => {
  afterEach(closeStages);

  it('typed in the composer never reach the page’s shortcuts', async () => {
    const stage = await openStage(start);
    const heard: string[] = [];
    const listen = (event: KeyboardEvent): void => void heard.push(`${event.type} ${event.key}`);
    const types = ['keydown', 'keypress', 'keyup'] as const;
    for (const type of types) document.addEventListener(type, listen);
    stage.part('textarea').focus();
    await press('/', 'k', 'Enter', 'Tab');
    for (const type of types) document.removeEventListener(type, listen);
    expect(heard.filter((line) => !line.endsWith('Tab'))).to.deep.equal([]);
    expect(heard).to.include('keydown Tab');
  });

  it('move from message to message in the log', async () => {
    const stage = await openStage(longTalk(30));
    stage.part('log').focus();
    await press('ArrowUp');
    expect(stage.active()).to.equal(row(stage, 'h29'));
    await press('ArrowUp');
    expect(stage.active()).to.equal(row(stage, 'h28'));
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(stage.active()).to.equal(row(stage, 'h29'));
    await press('Home');
    expect(stage.active()).to.equal(row(stage, 'h0'));
    await press('PageDown');
    const index = Number((stage.active() as HTMLElement).dataset['key']!.slice(1));
    expect(index).to.be.within(2, 20);
    await press('PageUp', 'PageUp');
    expect(stage.active()).to.equal(row(stage, 'h0'));
    await press('End');
    expect(stage.active()).to.equal(row(stage, 'h29'));
  });

  it('lead with Enter into the message’s first control', async () => {
    const stage = await openStage(start);
    stage.part('log').focus();
    await press('ArrowUp', 'Enter');
    expect(stage.active()).to.equal(stage.root.querySelector('.trouble button'));
  });

  it('page the log from an empty composer', async () => {
    const stage = await openStage(longTalk(60));
    const log = stage.part('log');
    await frames();
    const { scrollTop } = log;
    stage.part('textarea').focus();
    await press('PageUp');
    expect(scrollTop - log.scrollTop).to.be.closeTo(log.clientHeight * 0.9, 2);
  });
});
