import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { sound } from '../../src/ui/attention/attend.js';
import { toPrompts } from '../../src/ui/home/prompts.js';
import * as around from '../../stories/states/around.js';
import { registration } from '../../stories/states/forms.js';
import { maya, tom, visitor } from '../../stories/support/people.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { cleanUp, connectedWidget, launcherOf } from '../element/support/fixture.js';
import { until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { resize } from './support/viewport.js';

const known = around.homeAttributes;
const text = (element: Element | undefined): string => element?.textContent?.replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ').trim() ?? '';
const isShown = (stage: TestStage, selector: string): boolean => !!stage.root.querySelector(selector)?.checkVisibility();
const asked = ({ chat }: TestStage): unknown[] => chat.calls.filter(([name]) => name !== 'markRead');
async function press(stage: TestStage, element: HTMLElement | undefined | null): Promise<void> {
  element!.click();
  for (let round = 0; round < 3; round++) await stage.settle();
}
const back = (stage: TestStage): HTMLElement => stage.root.querySelector<HTMLElement>('chat-widget-back button')!;

describe('home', () => {
  afterEach(closeStages);

  it('greets by name, tells who is there and how soon, and hides the conversation', async () => {
    const stage = await openStage(around.homeAgain, { known });
    expect(text(stage.part('hero'))).to.include('Hello, Ana. What can we help with?').and.include('We’re online · Usually replies in about 2 min').and.include('Juniper & Co.');
    expect(stage.part('hero').querySelectorAll('.faces img, .faces svg').length).to.be.at.least(3);
    for (const selector of ['.header', '.log', '.composer']) expect(isShown(stage, selector), selector).to.equal(false);
    expect(text(stage.root.querySelector('#title')!), 'the name of the dialog').to.equal('Maya Okafor');
  });

  it('is not there where nobody asked for it', async () => {
    const stage = await openStage(around.homeAgain);
    expect(!!stage.part('hero')).to.equal(false);
    expect(isShown(stage, '.log')).to.equal(true);
    expect(!!back(stage)).to.equal(false);
  });

  it('greets a stranger, and says nothing of a time nobody knows', async () => {
    const stage = await openStage(around.homeFirst, { known: { home: '' } });
    expect(text(stage.part('hero'))).to.include('Hello. What can we help with?');
    expect(text(stage.part('hero'))).not.to.include('replies');
    expect(!!stage.part('recent')).to.equal(false);
  });

  it('shows what was said last, when, and how much of it is new', async () => {
    const stage = await openStage(around.homeAgain, { known });
    expect(text(stage.part('recent'))).to.include('Maya Okafor').and.include('Would you like to keep the cracked one?').and.include('2 unread messages');
    expect(stage.part('recent').querySelector('time')!.dateTime).to.equal(new Date(minutesAgo(2)).toISOString());
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'Mine', NOW) });
    await press(stage, back(stage));
    expect(text(stage.part('recent'))).to.include('You: Mine');
  });

  it('is there whatever the last message is', async () => {
    const broken = { id: 'x', createdAt: NaN, author: maya };
    for (const last of [{ ...broken, parts: null }, { ...broken, parts: [null] }, { ...broken, author: { role: 'system' as const }, parts: null }]) {
      const stage = await openStage(talking(maya, [last as never]), { known });
      expect(text(stage.part('recent'))).to.include('This message can’t be shown here');
    }
    const stage = await openStage(talking(maya, [said(maya, 'When?', NaN)]), { known });
    expect([text(stage.part('recent')).includes('When?'), stage.part('recent').querySelector('time')]).to.deep.equal([true, null]);
  });

  it('leads into the conversation and back, and the focus goes along', async () => {
    const stage = await openStage(around.homeAgain, { known });
    stage.part('recent').focus();
    await press(stage, stage.part('recent'));
    expect(isShown(stage, '.log')).to.equal(true);
    expect(!!stage.part('hero')).to.equal(false);
    back(stage).focus();
    expect(back(stage).ariaLabel).to.equal('Back');
    await press(stage, back(stage));
    expect(isShown(stage, '.log')).to.equal(false);
    expect(stage.active()?.localName).to.equal('h2');
  });

  it('reads nothing for the visitor, and leads to where the unread begins', async () => {
    const talk = Array.from({ length: 60 }, (_, index) => said(maya, `Message ${index}`, minutesAgo(90 - index), { id: `n${index}` }));
    const stage = await openStage([...talking(maya, talk.slice(0, 30)), ...talk.slice(30).map((message): ChatAction => ({ type: 'message/received', message }))], { known });
    await frames();
    expect(stage.chat.calls.map(([name]) => name)).not.to.include('markRead');
    await press(stage, stage.part('recent'));
    await frames();
    const divider = stage.part('unread-separator').getBoundingClientRect();
    const log = stage.part('log').getBoundingClientRect();
    expect(divider.top).to.be.within(log.top - 1, log.bottom);
    stage.part('log').scrollTop = 1e6;
    await until(() => stage.chat.calls.some(([name]) => name === 'markRead'), 'read at the end');
  });

  it('stays left when the panel is closed and opened again', async () => {
    const stage = await openStage(around.homeAgain, { known });
    await press(stage, stage.part('recent'));
    await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' });
    expect(isShown(stage, '.log')).to.equal(true);
  });

  it('takes the focus to its heading by a gesture, and closes with Escape', async () => {
    const stage = await openStage(around.homeAgain, { known });
    stage.handle.focus();
    await until(() => stage.active()?.localName === 'h2', 'the heading has the focus');
    await sendKeys({ press: 'Escape' });
    expect(stage.chat.state.open).to.equal(false);
  });

  it('starts a conversation, also after the end of one, but none beside one that goes on', async () => {
    const stage = await openStage(around.homeAgain, { known });
    const [, start] = stage.parts('tile');
    expect(text(start)).to.include('Start a new conversation');
    start!.focus();
    await press(stage, start);
    expect(stage.active() === stage.part('textarea')).to.equal(true);
    await press(stage, back(stage));
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'active' } });
    expect(stage.parts('tile').map(text).join()).not.to.include('Start a new');
  });

  it('sends a quick start, and shows where it went', async () => {
    const stage = await openStage(around.homeFirst, { known });
    const prompts = stage.parts('prompt');
    expect(prompts.map(text)).to.deep.equal(['Where is my order?', 'Returns and exchanges', 'Help me choose a gift']);
    await press(stage, prompts[1]);
    expect(asked(stage)).to.deep.equal([['send', { text: 'I would like to return something.' }]]);
    expect(isShown(stage, '.log')).to.equal(true);
  });

  it('keeps the words of a quick start where a form comes first, or the page refuses it', async () => {
    const stage = await openStage(registration, { known: { ...known, name: '' } });
    await press(stage, stage.parts('prompt')[0]);
    expect(asked(stage)).to.deep.equal([]);
    expect(isShown(stage, '.intake')).to.equal(true);
    expect(stage.part<HTMLTextAreaElement>('textarea').value).to.equal('Where is my order?');
    await press(stage, back(stage));
    await press(stage, stage.parts('prompt')[0]);
    expect(stage.part<HTMLTextAreaElement>('textarea').value, 'once').to.equal('Where is my order?');
    await press(stage, back(stage));
    await press(stage, stage.parts('prompt')[2]);
    expect(stage.part<HTMLTextAreaElement>('textarea').value, 'beside what is there').to.include('gift').and.include('order');
    closeStages();
    const refused = await openStage(around.homeFirst, { known, respond: { send: () => Promise.reject(new Error('kept back')) } });
    await press(refused, refused.parts('prompt')[0]);
    expect(refused.part<HTMLTextAreaElement>('textarea').value).to.equal('Where is my order?');
  });

  it('makes way for words that the page sends, not for those of others', async () => {
    const stage = await openStage(around.homeAgain, { known });
    await stage.dispatch({ type: 'message/received', message: said(maya, 'Hello?', NOW) });
    expect(!!stage.part('hero')).to.equal(true);
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'Hi', NOW) });
    expect(isShown(stage, '.log')).to.equal(true);
  });

  it('offers a message for later while nobody is there', async () => {
    const stage = await openStage(around.homeOffline, { known });
    expect(text(stage.part('hero'))).to.include('We’re away right now').and.not.include('Usually');
    expect(stage.parts('prompt')).to.have.length(0);
    await press(stage, stage.part('tile'));
    expect(isShown(stage, '.intake')).to.equal(true);
    closeStages();
    const closed = await openStage([...around.homeOffline, { type: 'capabilities/changed', change: { offline: false } }], { known: { ...known, 'when-offline': 'message' } });
    expect(closed.parts('tile'), 'nothing that leads nowhere').to.have.length(0);
  });

  it('ends with the hours and the privacy notice; an address that runs a script is none', async () => {
    const stage = await openStage(around.homeFirst, { known });
    expect(text(stage.root.querySelector('.foot')!)).to.equal('Mon to Fri, 09:00–18:00 · Privacy');
    closeStages();
    const bad = await openStage(around.homeFirst, { known: { home: '', 'privacy-url': 'javascript:alert(1)' } });
    expect(!!bad.root.querySelector('.foot a')).to.equal(false);
    closeStages();
    const own = await openStage(around.homeFirst, { known: { home: '', 'privacy-url': '/privacy' } });
    expect(own.root.querySelector<HTMLAnchorElement>('.foot a')?.href, 'of the page’s own site').to.equal(`${location.origin}/privacy`);
  });

  it('ends with the hours of a timetable where nobody has written a line, and says when somebody is back', async () => {
    const { timeZone: tz } = Intl.DateTimeFormat().resolvedOptions();
    const day = [['03:00', '04:00']];
    const hours = JSON.stringify({ tz, week: { mon: day, tue: day, wed: day, thu: day, fri: day } });
    const stage = await openStage(around.homeOffline, { known: { home: '', hours } });
    await until(() => /Mon–Fri 0?3:00–0?4:00/.test(text(stage.root.querySelector('.foot')!)), 'the hours');
    await until(() => /Back .*3:00/.test(text(stage.part('hero'))), 'when somebody is back');
  });

  it('takes quick starts as they come, and passes over what is none', () => {
    expect(toPrompts(['a', ' ', 7, null, { title: 'b' }, { text: 'c' }, { title: 'd', text: 'e' }, ['f']])).to.deep.equal([
      { title: 'a', text: 'a' },
      { title: 'b', text: 'b' },
      { title: 'c', text: 'c' },
      { title: 'd', text: 'e' },
    ]);
    for (const wrong of [undefined, null, 'text', {}, 7]) expect(toPrompts(wrong)).to.deep.equal([]);
    expect(toPrompts(Array.from({ length: 50 }, () => 'x'.repeat(5_000))).map(({ text: { length } }) => length)).to.deep.equal(Array(6).fill(300));
  });

  it('has its places for the page’s own', async () => {
    const stage = await openStage(around.homeFirst, { known });
    for (const name of ['home-top', 'home', 'home-footer']) {
      const child = document.createElement('p');
      child.slot = name;
      child.textContent = name;
      stage.host.append(child);
      expect(child.checkVisibility() && child.getBoundingClientRect().height > 0, name).to.equal(true);
    }
  });
});

describe('home of a widget', () => {
  afterEach(cleanUp);

  it('begins quick starts of another script at the same edge as everything else', async () => {
    const element = await connectedWidget({ home: '', locale: 'ar', prompts: '["Returns?"]' });
    await element.open();
    const prompt = await until(() => element.shadowRoot!.querySelector<HTMLElement>('[part=prompt]'), 'the quick start');
    const words = document.createRange();
    words.selectNodeContents(prompt.querySelector('bdi')!);
    const edge = prompt.querySelector('.words')!.getBoundingClientRect();
    expect(words.getBoundingClientRect().right).to.be.closeTo(edge.right, 1);
  });

  it('is there at a press on the launcher, with the focus, and a quick start reaches the backend', async () => {
    const element = await connectedWidget({ home: '', 'reply-time': '5', prompts: '[broken' });
    (element as { prompts?: unknown }).prompts = [{ title: 'Returns', text: 'I would like to return it.' }];
    launcherOf(element).click();
    const root = element.shadowRoot!;
    await until(() => root.querySelector('.hero')?.checkVisibility(), 'the home view');
    await until(() => root.activeElement?.localName === 'h2', 'the focus');
    expect(root.querySelector('.composer')!.checkVisibility()).to.equal(false);
    root.querySelector<HTMLElement>('[part=prompt]')!.click();
    await until(() => root.querySelector('.bubble')?.textContent?.includes('I would like to return it.'), 'the words');
    expect(!!root.querySelector('.hero')).to.equal(false);
    await until(() => /sent|delivered|read/i.test(root.querySelector('[part~=status]')?.getAttribute('part') ?? ''), 'the backend has them');
    await until(() => root.querySelector('chat-widget-back button'), 'the way back');
    element.removeAttribute('home');
    await until(() => !root.querySelector('chat-widget-back'), 'no way back where there is no home');
  });
});

describe('home of a widget that keeps nothing', () => {
  afterEach(cleanUp);

  it('makes way for what the page sends', async () => {
    const element = await connectedWidget({ home: '', storage: 'none' });
    launcherOf(element).click();
    const root = element.shadowRoot!;
    await until(() => root.querySelector('.hero')?.checkVisibility(), 'the home view');
    await element.send('From the page');
    await until(() => !root.querySelector('.hero') && root.querySelector('.bubble')?.checkVisibility(), 'the conversation');
  });
});

describe('queue', () => {
  afterEach(closeStages);
  const place = (position?: number, etaSeconds?: number): ChatAction => ({ type: 'queue/changed', queue: { ...(position && { position }), ...(etaSeconds && { etaSeconds }) } });

  it('shows the place, who may come, and a time that one can believe', async () => {
    const stage = await openStage(around.queued);
    const view = (): string => text(stage.part('queue'));
    expect(view()).to.include('Your place in line 2').and.include('About 3 minutes to go').and.include('You can keep browsing');
    expect(stage.part('queue').querySelectorAll('.faces .avatar')).to.have.length(3);
    for (const selector of ['.log', '.composer']) expect(isShown(stage, selector), `${selector}: what was said stays in sight, and one may go on`).to.equal(true);
    expect(text(stage.part('title')), 'nobody of them has come').to.equal('Juniper & Co.');
    for (const [seconds, words] of [[20, 'Less than a minute'], [61, '2 minutes'], [11 * 60 + 5, '15 minutes'], [33 * 60, '40 minutes']] as const) {
      await stage.dispatch(place(2, seconds));
      expect(view()).to.include(words);
    }
    await stage.dispatch(place(1));
    expect(view()).to.include('You’re next');
  });

  it('moves its bar with the line, and says it when the line grows', async () => {
    const stage = await openStage(around.waiting({ position: 4 }));
    const done = (): number => Number(stage.part('queue-bar').querySelectorAll('rect')[1]!.getAttribute('width'));
    const first = done();
    await stage.dispatch(place(2));
    expect(done()).to.be.greaterThan(first);
    expect(text(stage.part('queue'))).not.to.include('longer');
    await stage.dispatch(place(3));
    expect(text(stage.part('queue'))).to.include('a little longer');
  });

  it('is shown without a place, too', async () => {
    const stage = await openStage(around.queuedWithoutPlace);
    expect(text(stage.part('queue'))).to.include('You’re in line').and.not.include('place');
  });

  it('makes way for what is said meanwhile, and can be had back', async () => {
    const stage = await openStage(around.queued);
    await stage.dispatch({ type: 'message/received', message: said({ role: 'system' }, 'Somebody was told', NOW) });
    expect(isShown(stage, '.queue'), 'not for a line about it').to.equal(true);
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'One more thing', NOW) });
    expect(isShown(stage, '.queue')).to.equal(false);
    expect(text(stage.part('queue'))).to.include('Your place in line: 2 · About 3 minutes to go');
    const button = stage.part('queue').querySelector('button')!;
    button.focus();
    await press(stage, button);
    expect(isShown(stage, '.queue')).to.equal(true);
    expect(stage.active()?.textContent).to.include('Show less');
    await press(stage, stage.active() as HTMLElement);
    expect(isShown(stage, '.queue')).to.equal(false);
  });

  it('takes all the room before anything was said, and leaves the list some on a low screen', async function () {
    const first = await openStage(around.queuedFirst);
    expect([isShown(first, '.queue'), isShown(first, '.log')]).to.deep.equal([true, false]);
    await first.dispatch({ type: 'message/saving', message: own('l1', 'Hello', NOW) });
    expect(isShown(first, '.log')).to.equal(true);
    closeStages();
    if (!(await resize(600, 500))) this.skip();
    const low = await openStage(around.queued);
    await frames();
    expect(low.part('log').clientHeight).to.be.at.least(60);
    const [queue, log, field] = [low.root.querySelector('chat-widget-queue')!, low.part('log'), low.part('composer')].map((box) => box.getBoundingClientRect());
    expect([queue!.bottom <= log!.top + 1, log!.bottom <= field!.top + 1]).to.deep.equal([true, true]);
    closeStages();
    await resize(320, 256);
    const lowest = await openStage(around.queued);
    expect([isShown(lowest, '.queue'), isShown(lowest, '.in-line')], 'one line where there is room for no more').to.deep.equal([false, true]);
    await resize(800, 600);
  });

  it('makes itself small for what has not been read', async () => {
    const stage = await openStage(around.queuedAside);
    expect([isShown(stage, '.queue'), isShown(stage, '.log')]).to.deep.equal([false, true]);
  });

  it('makes itself small for a form that is asked below', async () => {
    const stage = await openStage(around.queued, { known: { fields: 'name email*', registration: 'hand-off' } });
    await until(() => isShown(stage, '.intake'), 'the form');
    expect([isShown(stage, '.queue'), isShown(stage, '.log')]).to.deep.equal([false, true]);
  });

  it('lets one leave a message instead where the backend can, and come back', async () => {
    const stage = await openStage(around.queued);
    const leave = [...stage.root.querySelectorAll<HTMLElement>('.queue-ways button')].at(-1)!;
    expect(text(leave)).to.equal('Leave a message instead');
    stage.host.style.cssText = '--chat-button-height:61px;--chat-field-radius:3px';
    expect([getComputedStyle(leave).minHeight, getComputedStyle(leave).borderRadius], 'as large buttons are').to.deep.equal(['61px', '3px']);
    leave.focus();
    await press(stage, leave);
    expect(isShown(stage, '.intake')).to.equal(true);
    expect(stage.active()?.localName, 'the first field').to.equal('input');
    await press(stage, back(stage));
    expect(isShown(stage, '.queue')).to.equal(true);
    await press(stage, [...stage.root.querySelectorAll<HTMLElement>('.queue-ways button')].at(-1));
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'active' } });
    expect(isShown(stage, '.intake'), 'somebody has come').to.equal(false);
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c2', state: 'queued' } });
    expect([isShown(stage, '.intake'), isShown(stage, '.queue')], 'the next time it is the line again').to.deep.equal([false, true]);
    closeStages();
    const cannot = await openStage([...around.queued, { type: 'capabilities/changed', change: { offline: false } }]);
    expect(text(cannot.root.querySelector('.queue-ways')!)).not.to.include('Leave');
  });

  it('keeps the focus in the panel when what has it goes away, and takes none from the page', async () => {
    const stage = await openStage(around.queued);
    stage.root.querySelector<HTMLElement>('.queue-ways button')!.focus();
    await stage.dispatch({ type: 'message/received', message: said(maya, 'Hello!', NOW) });
    await until(() => stage.active() === stage.part('textarea'), 'the field has it');
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'ended' } });
    await until(() => stage.active() === stage.part('panel'), 'the dialog has it');
    closeStages();
    const other = await openStage(around.queued);
    const outside = document.createElement('button');
    other.host.before(outside);
    other.root.querySelector<HTMLElement>('.queue-ways button')!.focus();
    outside.focus();
    await other.dispatch({ type: 'message/received', message: said(maya, 'Hello!', NOW) });
    await frames();
    expect(document.activeElement === outside).to.equal(true);
    outside.remove();
    other.part('textarea').focus();
    other.part('textarea').blur();
    await frames();
    await other.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'ended' } });
    await frames();
    expect(other.active() === null, 'left before').to.equal(true);
  });

  it('tells a visitor who looks away that somebody has come', async () => {
    const stage = await openStage(around.queued);
    await stage.dispatch({ type: 'panel/closed' });
    const spoken = listen(stage);
    const { ring } = sound;
    const rung: Element[] = [];
    sound.ring = (host) => Promise.resolve(void rung.push(host));
    await stage.dispatch(
      { type: 'availability/changed', availability: 'online', agents: [{ id: 'maya', name: 'Maya' }] },
      { type: 'conversation/changed', conversation: { id: 'c1', state: 'active' } },
      { type: 'conversation/changed', conversation: { id: 'c1', state: 'active', department: 'orders' } },
    );
    sound.ring = ring;
    expect(spoken.map((line) => line.text.replace(/[\u2068\u2069]/g, ''))).to.deep.equal(['Maya joined the conversation']);
    expect([rung.length, rung[0] === stage.host]).to.deep.equal([1, true]);
  });

  it('is gone when somebody comes, and is told at most every thirty seconds', async () => {
    const stage = await openStage(around.waiting({ position: 9 }));
    const spoken = listen(stage);
    for (const position of [8, 7, 6]) {
      await stage.dispatch(place(position));
      await stage.pass(10_000);
    }
    expect(spoken).to.have.length(1);
    await stage.pass(30_000);
    await stage.dispatch(place(5));
    expect(spoken).to.have.length(2);
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'active' } }, { type: 'queue/changed', queue: null });
    expect(!!stage.part('queue')).to.equal(false);
    expect(isShown(stage, '.log')).to.equal(true);
  });
});

describe('header', () => {
  afterEach(closeStages);
  const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
  const background = (stage: TestStage): string => getComputedStyle(stage.part('header')).backgroundImage;

  it('is quiet, or solid where the page or the backend wants it', async () => {
    const config: ChatAction = { type: 'config/received', config: { color: '#0a7' } };
    const cases: [ChatAction[], Record<string, string>, boolean][] = [
      [start, {}, false],
      [start, { header: 'solid' }, true],
      [[...start, config], {}, true],
      [[...start, config], { header: 'quiet' }, false],
      [start, { header: 'pink' }, false],
    ];
    for (const [actions, attributes, isSolid] of cases) {
      const stage = await openStage(actions, { known: attributes });
      expect(background(stage).includes('gradient'), JSON.stringify(attributes)).to.equal(!isSolid);
      closeStages();
    }
  });

  it('follows its attribute while the panel is open', async () => {
    const stage = await openStage(start);
    stage.host.setAttribute('header', 'solid');
    await until(() => !background(stage).includes('gradient'), 'solid');
    stage.host.setAttribute('reply-time', 'Today');
    await until(() => text(stage.part('subtitle')) === 'Today', 'the line below');
  });

  it('says how soon somebody answers, in minutes or in the page’s words', async () => {
    for (const [value, words] of [['2', 'Usually replies in about 2 mins'], ['0.5', 'Usually replies in about 1 min'], ['180', 'Usually replies in about 3 hrs'], ['Today', 'Today'], ['-3', '-3']] as const) {
      const stage = await openStage(start, { known: { 'reply-time': value } });
      expect(text(stage.part('subtitle'))).to.equal(words);
      await stage.dispatch({ type: 'availability/changed', availability: 'offline' });
      expect(text(stage.part('subtitle'))).to.equal('Offline');
      closeStages();
    }
  });

  it('goes from one agent to the next', async () => {
    const stage = await openStage(start);
    await stage.dispatch({ type: 'availability/changed', availability: 'online', agents: [{ id: 'tom', name: 'Tom Lindqvist' }] });
    expect(text(stage.part('title'))).to.equal('Tom Lindqvist');
    expect(stage.part('avatar').textContent).to.include('TL');
    await stage.dispatch({ type: 'conversation/changed', conversation: { id: 'c1', state: 'ended' } });
    expect(text(stage.part('subtitle'))).to.equal('The conversation has ended');
  });

  it('leaves room for the conversation where somebody sends a page of text for a name', async () => {
    const name = 'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(60);
    const agents = [{ id: 'maya', name }];
    const stage = await openStage([...start, { type: 'availability/changed', availability: 'online', agents }], { known: { ...known, name } });
    await frames();
    expect(stage.part('hero').getBoundingClientRect().height, 'no page of it').to.be.lessThan(360);
    expect(stage.part('recent').clientHeight, 'nor below').to.be.lessThan(160);
    await press(stage, stage.part('recent'));
    const [head, panel] = [stage.part('header'), stage.part('panel')].map((box) => box.getBoundingClientRect());
    expect(head!.height).to.be.lessThan(140);
    expect(stage.part('composer').getBoundingClientRect().bottom).to.be.at.most(panel!.bottom + 1);
    await press(stage, stage.root.querySelector<HTMLElement>('.about'));
    expect(stage.part('agent-card').getBoundingClientRect().bottom).to.be.at.most(panel!.bottom);
  });

  it('shows who that is at a press on the picture, and hides it again', async () => {
    const stage = await openStage(start);
    const about = stage.root.querySelector<HTMLElement>('.about')!;
    expect(about.ariaLabel!.replace(/[\u2068\u2069]/g, '')).to.equal('About Maya Okafor');
    const [face, button] = [stage.part('avatar'), about].map((element) => element.getBoundingClientRect());
    expect([button!.left, button!.top]).to.deep.equal([face!.left, face!.top]);
    about.focus();
    await press(stage, about);
    expect(text(stage.part('agent-card'))).to.equal('MOMaya Okafor Online');
    expect(about.ariaExpanded).to.equal('true');
    await sendKeys({ press: 'Escape' });
    await stage.settle();
    expect(!!stage.part('agent-card')).to.equal(false);
    expect(stage.chat.state.open, 'the panel stays').to.equal(true);
    stage.part('textarea').focus();
    await press(stage, about);
    expect(stage.active() === about, 'also where a press gives no focus').to.equal(true);
    stage.part('textarea').focus();
    await stage.settle();
    expect(!!stage.part('agent-card')).to.equal(false);
    await press(stage, about);
    const alone = { type: 'availability/changed', availability: 'online' } as const;
    await stage.dispatch({ ...alone, agents: [] });
    await stage.dispatch({ ...alone, agents: [{ id: 'tom', name: 'Tom' }] });
    expect(!!stage.part('agent-card'), 'of the next one').to.equal(false);
    await stage.dispatch({ type: 'availability/changed', availability: 'online', agents: [] });
    expect(!!stage.root.querySelector('.about')).to.equal(false);
  });

  it('has its places for the page’s own', async () => {
    const stage = await openStage(start);
    const boxes = ['header-start', 'header-end'].map((slot) => {
      const child = document.createElement('b');
      child.slot = slot;
      child.textContent = 'x';
      stage.host.append(child);
      return child.getBoundingClientRect().left;
    });
    const title = stage.part('title').getBoundingClientRect();
    expect(boxes[0]).to.be.lessThan(title.left);
    expect(boxes[1]).to.be.greaterThan(title.left);
  });
});

describe('a transfer', () => {
  afterEach(closeStages);

  it('is one line, one announcement, another header, and all that was said', async () => {
    const stage = await openStage(talking(maya, [said(maya, 'Hello', minutesAgo(3))]));
    const spoken = listen(stage);
    const notice = { type: 'notice', code: 'transfer', params: { from: 'Maya', to: 'Tom' } } as const;
    await stage.dispatch(
      { type: 'message/received', message: said({ role: 'system' }, [notice], NOW) },
      { type: 'availability/changed', availability: 'online', agents: [{ id: tom.id!, name: tom.name! }] },
    );
    expect(stage.parts('system-message').map(text)).to.deep.equal(['Maya passed you to Tom']);
    expect(text(stage.part('title'))).to.equal('Tom Lindqvist');
    expect(text(stage.part('log'))).to.include('Hello');
    expect(spoken).to.have.length(1);
  });
});

describe('the size', () => {
  const start = talking(maya, [said(visitor, 'Hello', minutesAgo(3))]);
  const box = (stage: TestStage): DOMRect => {
    for (const animation of stage.shadow.getAnimations()) animation.finish();
    return stage.part('panel').getBoundingClientRect();
  };
  const grip = async (stage: TestStage): Promise<HTMLElement> => {
    await until(() => stage.root.querySelector('.grip'), 'the corner');
    return stage.part('resize');
  };
  const key = (element: HTMLElement, name: string, shiftKey = false): boolean =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true, composed: true, cancelable: true }));
  const choose = async (stage: TestStage, label: string): Promise<void> => {
    await press(stage, stage.root.querySelector<HTMLElement>('chat-widget-menu button'));
    await press(stage, [...stage.root.querySelectorAll<HTMLElement>('.menu button')].find((item) => text(item) === label));
  };

  before(async function () {
    if (!(await resize(1280, 900))) this.skip();
  });
  afterEach(() => {
    closeStages();
    for (const store of [localStorage, sessionStorage]) store.clear();
  });
  after(() => resize(800, 600));

  it('is made larger and smaller by the menu, and remembered', async () => {
    const stage = await openStage(start);
    const usual = box(stage);
    await choose(stage, 'Make larger');
    await until(() => box(stage).width === 720, 'larger');
    expect(box(stage).height).to.be.greaterThan(usual.height);
    expect(box(stage).right).to.equal(usual.right);
    stage.host.remove();
    const next = await openStage(start);
    await until(() => box(next).width === 720, 'as it was left');
    await choose(next, 'Make smaller');
    await until(() => box(next).width === usual.width, 'smaller');
  });

  it('follows the free corner, on either side and in either direction, within the window', async () => {
    for (const dir of ['ltr', 'rtl'] as const) {
      for (const side of ['end', 'start'] as const) {
        const stage = await openStage(start, { dir, side, known: { resizable: '' } });
        const corner = await grip(stage);
        const before = box(stage);
        const isLeft = (dir === 'ltr') === (side === 'end');
        const { left, right, top } = corner.getBoundingClientRect();
        expect(isLeft ? left - before.left : before.right - right).to.be.closeTo(0, 2);
        const at = { pointerId: 1, button: 0, buttons: 1, bubbles: true, cancelable: true };
        corner.dispatchEvent(new PointerEvent('pointerdown', { ...at, clientX: left, clientY: top }));
        corner.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: left + (isLeft ? -100 : 100), clientY: top + 50 }));
        expect([box(stage).width, box(stage).height]).to.deep.equal([before.width + 100, before.height - 50]);
        corner.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: isLeft ? -5_000 : 5_000, clientY: -5_000 }));
        expect(box(stage).left).to.be.at.least(0);
        expect(box(stage).right).to.be.at.most(innerWidth);
        expect(box(stage).top).to.be.at.least(0);
        corner.dispatchEvent(new PointerEvent('pointerup', at));
        const end = box(stage);
        corner.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: left, clientY: top }));
        expect(box(stage), 'the finger has left').to.deep.equal(end);
        closeStages();
        localStorage.clear();
      }
    }
  });

  it('stays as it is when the pointer was let go where nobody told us', async () => {
    const stage = await openStage(start, { known: { resizable: '' } });
    const corner = await grip(stage);
    const { left, top } = corner.getBoundingClientRect();
    const at = { pointerId: 1, button: 0, bubbles: true, cancelable: true, clientX: left, clientY: top };
    corner.dispatchEvent(new PointerEvent('pointerdown', { ...at, buttons: 1 }));
    document.body.append(stage.host);
    const before = box(stage);
    corner.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: left - 90, buttons: 0 }));
    expect(box(stage)).to.deep.equal(before);
  });

  it('follows the arrow keys, says what it is, is kept, and goes back with Enter', async () => {
    const stage = await openStage(start, { known: { resizable: '' } });
    const corner = await grip(stage);
    const spoken = listen(stage);
    const before = box(stage);
    expect(key(corner, 'ArrowLeft')).to.equal(false);
    key(corner, 'ArrowDown', true);
    expect([box(stage).width, box(stage).height]).to.deep.equal([before.width + 16, before.height - 64]);
    await stage.settle();
    expect(spoken.at(-1)?.text).to.include(String(before.width + 16));
    for (let times = 0; times < 90; times++) key(corner, 'ArrowRight');
    expect(box(stage).width, 'no smaller than one can read').to.equal(320);
    stage.host.remove();
    const next = await openStage(start, { known: { resizable: '' } });
    await until(() => box(next).width === 320, 'kept');
    (await grip(next)).click();
    expect(box(next).width).to.equal(before.width);
  });

  it('is what it was where somebody else has written into the storage', async () => {
    for (const bad of ['{', '7', '{"width":"9e9","height":-3}', '[]']) {
      const stage = await openStage(start, { known: { resizable: '' } });
      const keys = Object.keys(localStorage);
      await grip(stage);
      const before = box(stage);
      key(await grip(stage), 'ArrowLeft');
      const name = Object.keys(localStorage).find((it) => !keys.includes(it) && it.endsWith('size'));
      closeStages();
      localStorage.setItem(name ?? Object.keys(localStorage).find((it) => it.endsWith('size'))!, bad);
      const next = await openStage(start, { known: { resizable: '' } });
      await grip(next);
      await frames();
      expect(box(next).width).to.equal(before.width);
      closeStages();
      localStorage.clear();
    }
  });

  it('is the window’s on a small screen and the container’s when inline', async () => {
    const inline = await openStage(start, { placement: 'inline', known: { resizable: '' } });
    await frames();
    expect(!!inline.root.querySelector('.grip')).to.equal(false);
    await press(inline, inline.root.querySelector<HTMLElement>('chat-widget-menu button'));
    expect(text(inline.root.querySelector('.menu')!)).not.to.include('larger');
    closeStages();
    const stage = await openStage(start, { known: { resizable: '' } });
    key(await grip(stage), 'ArrowLeft', true);
    await resize(390, 844);
    await frames();
    expect([box(stage).width, (await grip(stage)).checkVisibility()]).to.deep.equal([390, false]);
    await press(stage, stage.root.querySelector<HTMLElement>('chat-widget-menu button'));
    expect(text(stage.root.querySelector('.menu')!)).to.include('Sound').and.not.include('larger');
    await resize(1280, 900);
  });
});

describe('bones', () => {
  afterEach(closeStages);
  const connecting: ChatAction[] = [{ type: 'panel/opened' }, { type: 'connection/changed', connection: { status: 'connecting' } }];
  const arrive = (stage: TestStage): Promise<void> =>
    stage.dispatch({ type: 'history/loaded', messages: [said(maya, 'Hello', minutesAgo(3))] }, { type: 'connection/changed', connection: { status: 'online' } });

  it('do not come for a history that comes at once', async () => {
    const stage = await openStage(connecting);
    expect(stage.part('log').getAttribute('aria-busy')).to.equal('true');
    await stage.pass(149);
    expect(!!stage.part('skeleton')).to.equal(false);
    await arrive(stage);
    expect(stage.parts('bubble')).to.have.length(1);
    expect(stage.part('log').getAttribute('aria-busy')).to.equal('false');
  });

  it('stay for 300 ms once they are there, and are no longer busy then', async () => {
    const stage = await openStage(connecting);
    await stage.pass(150);
    expect(isShown(stage, '.bones')).to.equal(true);
    await stage.pass(100);
    await arrive(stage);
    expect(isShown(stage, '.bones')).to.equal(true);
    await stage.pass(199);
    expect(isShown(stage, '.bones')).to.equal(true);
    await stage.pass(1);
    expect(!!stage.part('skeleton')).to.equal(false);
    expect(stage.parts('bubble')).to.have.length(1);
  });

  it('leave the list where reading goes on', async () => {
    const stage = await openStage(connecting);
    await stage.pass(150);
    const old = Array.from({ length: 60 }, (_, index) => said(maya, `Message ${index}`, minutesAgo(90 - index), { id: `o${index}` }));
    await stage.dispatch(
      { type: 'read/marked', key: 'o29', at: minutesAgo(61) },
      { type: 'history/loaded', messages: old },
      { type: 'connection/changed', connection: { status: 'online' } },
    );
    await stage.pass(300);
    await frames();
    const divider = stage.part('unread-separator').getBoundingClientRect();
    const log = stage.part('log').getBoundingClientRect();
    expect(divider.top).to.be.within(log.top, log.bottom);
  });
});
