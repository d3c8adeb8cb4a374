import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { maya } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
const connection = (status: 'online' | 'waiting' | 'connecting' | 'failed', more = {}): ChatAction => ({
  type: 'connection/changed',
  connection: { status, ...more },
});

describe('panel', () => {
  afterEach(closeStages);

  it('is a non-modal dialog named by its heading, inside a named region', async () => {
    const stage = await openStage(start);
    const dialog = stage.part<HTMLDialogElement>('panel');
    expect(dialog.localName).to.equal('dialog');
    expect(dialog.matches(':modal')).to.equal(false);
    expect(dialog.hasAttribute('aria-modal')).to.equal(false);
    const title = stage.root.querySelector(`#${dialog.getAttribute('aria-labelledby')}`);
    expect(title?.localName).to.equal('h2');
    expect(title?.textContent).to.equal('Maya Okafor');
    const region = dialog.parentElement!;
    expect(region.localName, 'a region by nature').to.equal('section');
    expect(region.getAttribute('aria-label')).to.equal('Chat');
    const launcher = stage.root.querySelector('.launcher')!;
    expect(stage.root.querySelector(`#${launcher.getAttribute('aria-controls')}`)).to.equal(dialog);
    expect(stage.panel.nextElementSibling).to.equal(launcher);
  });

  it('follows open and closed', async () => {
    const stage = await openStage(start);
    expect(stage.part<HTMLDialogElement>('panel').open).to.equal(true);
    stage.parts('header-button').at(-1)!.click();
    await stage.settle();
    expect(stage.part<HTMLDialogElement>('panel').open).to.equal(false);
    await stage.dispatch({ type: 'panel/opened' });
    expect(stage.part<HTMLDialogElement>('panel').open).to.equal(true);
  });

  it('calls itself by the agent, the brand, the backend’s title, or just "Chat"', async () => {
    const title = async (actions: ChatAction[], brand: string): Promise<string> =>
      (await openStage(actions, { brand })).part('title').textContent!;
    const named: ChatAction = { type: 'config/received', config: { title: 'Kiln' } };
    expect(await title(start, 'Juniper')).to.equal('Maya Okafor');
    expect(await title([named], 'Juniper')).to.equal('Juniper');
    expect(await title([named], '')).to.equal('Kiln');
    expect(await title([], '')).to.equal('Chat');
  });

  it('shows initials where a picture is missing or does not load', async () => {
    const stage = await openStage(talking({ ...maya, avatarUrl: new URL('/no-such-picture.webp', location.href).href }));
    const avatar = stage.part('avatar');
    expect(avatar.textContent).to.include('MO');
    avatar.querySelector('img')!.dispatchEvent(new Event('error'));
    expect(avatar.querySelector('img')!.checkVisibility()).to.equal(false);
  });

  it('says availability and the place in line under the name', async () => {
    const stage = await openStage(start);
    const subtitle = (): string => stage.part('subtitle').textContent!;
    expect(subtitle()).to.equal('Online');
    await stage.dispatch({ type: 'availability/changed', availability: 'offline' });
    expect(subtitle()).to.equal('Offline');
    await stage.dispatch(
      { type: 'conversation/changed', conversation: { state: 'queued' } },
      { type: 'queue/changed', queue: { position: 2 } },
    );
    expect(subtitle()).to.equal('Your place in line: 2');
    await stage.dispatch({ type: 'queue/changed', queue: { position: 1 } });
    expect(subtitle()).to.equal('You’re next');
  });

  it('shows nobody as being there after the end', async () => {
    const stage = await openStage(start);
    expect(stage.parts('presence')).to.have.length(1);
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'ended' } });
    expect(stage.part('title').textContent).to.equal('Maya Okafor');
    expect(stage.parts('presence')).to.have.length(0);
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'active' } });
    expect(stage.parts('presence')).to.have.length(1);
  });

  it('takes new options without losing anything', async () => {
    const stage = await openStage(start);
    const dialog = stage.part('panel');
    stage.part<HTMLTextAreaElement>('textarea').value = 'draft';
    stage.handle.update({ ...stage.options, locale: 'ar', dir: 'rtl', brand: 'B' });
    await stage.settle();
    const section = dialog.parentElement!;
    expect([section.lang, section.dir]).to.deep.equal(['ar', 'rtl']);
    expect(stage.part('panel')).to.equal(dialog);
    expect(stage.part<HTMLTextAreaElement>('textarea').value).to.equal('draft');
  });

  it('casts the raised shadow under all that lies over it', async () => {
    const stage = await openStage(start);
    stage.host.style.setProperty('--chat-shadow-raised', '0 0 9px red');
    for (const [opener, cover] of [['about', 'agent-card'], ['emoji', 'emoji-picker']] as const) {
      stage.part(opener).click();
      await until(() => stage.part(cover), cover);
      expect(getComputedStyle(stage.part(cover)).boxShadow, cover).to.include('9px');
    }
  });

  it('leaves no timer behind', async () => {
    const stage = await openStage([...start, { type: 'rate-limit/changed', until: NOW + 5_000 }]);
    expect(stage.clock.pending()).to.be.greaterThan(0);
    stage.handle.remove();
    expect(stage.clock.pending()).to.equal(0);
    expect(stage.root.querySelector('chat-widget-panel')).to.equal(null);
    stage.chat.dispatch({ type: 'panel/closed' });
  });

  it('survives being moved', async () => {
    const stage = await openStage(start);
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    elsewhere.append(stage.host);
    await stage.dispatch({ type: 'message/received', message: said(maya, 'Still here', NOW) });
    expect(stage.root.textContent).to.include('Still here');
    elsewhere.remove();
  });

  it('shows bones instead of a blank while the history is fetched, then a first word', async () => {
    const stage = await openStage([{ type: 'panel/opened' }, connection('connecting')]);
    await stage.pass(150);
    expect(stage.root.querySelector('.bones')).not.to.equal(null);
    await stage.pass(300);
    expect(stage.part('log').getAttribute('aria-busy')).to.equal('true');
    await stage.dispatch({ type: 'history/loaded', messages: [] }, connection('online'));
    expect(stage.root.querySelector('.bones')).to.equal(null);
    expect(stage.part('empty').textContent).to.include('What can we help with?');
    await stage.dispatch({ type: 'config/received', config: { messages: { welcome: 'Willkommen' } } });
    expect(stage.part('empty').textContent).to.include('Willkommen');
  });

  it('says once that nothing is kept', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch({ type: 'storage/lost' });
    await stage.dispatch({ type: 'storage/lost' });
    expect(stage.part('system-message').textContent).to.include('only while this page is open');
    expect(spoken).to.have.length(1);
  });
});

describe('connection', () => {
  afterEach(closeStages);

  it('is not mentioned for three seconds, then with a way to retry', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch(connection('waiting', { lostAt: NOW }));
    await stage.pass(2_999);
    expect(stage.part('banner')).to.equal(undefined);
    await stage.pass(1);
    expect(stage.part('banner').textContent).to.include('Reconnecting');
    stage.part('banner').querySelector('button')!.click();
    expect(stage.chat.calls.map(([name]) => name)).to.include('reconnect');
    await stage.dispatch(connection('connecting', { lostAt: NOW }));
    expect(stage.part('banner').textContent).to.include('Reconnecting');
    await stage.dispatch(connection('online'));
    expect(stage.part('banner').textContent).to.include('connected again');
    expect(stage.part('banner').offsetLeft, 'at the edge of the panel').to.equal(0);
    await stage.pass(2_000);
    expect(stage.part('banner')).to.equal(undefined);
    expect(spoken.map(({ how, text }) => `${how} ${text}`)).to.deep.equal([
      'polite Connection lost. Reconnecting…', 'polite You’re connected again',
    ]);
  });

  it('lost and back within three seconds is nobody’s business', async () => {
    const stage = await openStage(start);
    await stage.dispatch(connection('waiting', { lostAt: NOW }));
    await stage.pass(2_000);
    await stage.dispatch(connection('online'));
    await stage.pass(5_000);
    expect(stage.part('banner')).to.equal(undefined);
  });

  it('has other words without a network, and interrupts when it is refused', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch(connection('waiting', { lostAt: minutesAgo(1), offline: true }));
    expect(stage.part('banner').textContent).to.include('You’re offline');
    await stage.dispatch(connection('failed'));
    expect(stage.part('banner').textContent).to.include('Couldn’t connect');
    expect(spoken.at(-1)?.how).to.equal('assertive');
  });
});

describe('layout', () => {
  afterEach(async () => {
    closeStages();
    await resize(1280, 800);
  });

  const box = (element: HTMLElement): DOMRect => {
    for (const animation of (element.getRootNode() as ShadowRoot).getAnimations()) animation.finish();
    return element.getBoundingClientRect();
  };

  it('stands over the launcher, flush with its edge, on either side and in either direction', async function () {
    if (!(await resize(1280, 800))) this.skip();
    for (const dir of ['ltr', 'rtl'] as const) {
      for (const side of ['start', 'end'] as const) {
        const stage = await openStage(start, { dir, side });
        const panel = box(stage.part('panel'));
        const launcher = box(stage.root.querySelector('.launcher')!);
        expect([panel.width, panel.height]).to.deep.equal([400, 690]);
        expect(launcher.top - panel.bottom).to.equal(14);
        const right = (dir === 'ltr') === (side === 'end');
        expect(right ? launcher.right - panel.right : launcher.left - panel.left).to.equal(0);
        closeStages();
      }
    }
  });

  it('grows out of the launcher’s corner, and goes faster than it came', async () => {
    const stage = await openStage([...start, { type: 'panel/closed' }]);
    const dialog = stage.part('panel');
    await stage.dispatch({ type: 'panel/opened' });
    const [opening] = dialog.getAnimations().filter((it) => it instanceof CSSAnimation);
    expect(opening!.effect!.getTiming().duration).to.equal(220);
    const [from] = (opening!.effect as KeyframeEffect).getKeyframes();
    expect([from!['opacity'], from!['transform']]).to.deep.equal(['0', 'scale(0.96)']);
    const [x, y] = getComputedStyle(dialog).transformOrigin.split(' ').map(parseFloat);
    expect([x! > dialog.offsetWidth / 2, Math.round(y!)]).to.deep.equal([true, dialog.offsetHeight]);
    opening!.finish();
    await stage.dispatch({ type: 'panel/closed' });
    await until(() => getComputedStyle(dialog).transitionDuration.startsWith('0.14s'), 'how it goes, which comes behind the first paint');
  });

  it('fills small screens, and the launcher makes way', async function () {
    for (const [width, height] of [[390, 844], [844, 390], [320, 256]] as const) {
      if (!(await resize(width, height))) this.skip();
      const stage = await openStage(start);
      const panel = box(stage.part('panel'));
      expect([panel.left, panel.top, panel.width, panel.height]).to.deep.equal([0, 0, width, height]);
      expect(stage.root.querySelector('.launcher')!.checkVisibility()).to.equal(false);
      expect(stage.part('log').scrollWidth).to.be.at.most(width);
      expect(box(stage.part('textarea')).bottom).to.be.at.most(height);
      await stage.dispatch({ type: 'panel/closed' });
      expect(stage.root.querySelector('.launcher')!.checkVisibility()).to.equal(true);
      closeStages();
    }
  });

  it('fills its container when inline', async () => {
    const stage = await openStage(start, { placement: 'inline' });
    const container = document.createElement('div');
    container.style.setProperty('block-size', '500px');
    container.style.setProperty('inline-size', '360px');
    document.body.append(container);
    container.append(stage.host);
    stage.host.style.setProperty('block-size', '100%');
    await frames();
    const panel = box(stage.part('panel'));
    const outer = container.getBoundingClientRect();
    expect([panel.top, panel.left, panel.width, panel.height]).to.deep.equal([outer.top, outer.left, 360, 500]);
    container.remove();
  });
});
