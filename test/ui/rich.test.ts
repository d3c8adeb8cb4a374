import { expect } from 'chai';
import type { Message, Part } from '../../src/core/model.js';
import { toChoiceState } from '../../src/ui/choice-state.js';
import { carousel, chosen, oneCard, quickReplies, recordings, typedInstead } from '../../stories/states/rich.js';
import { maya, visitor } from '../../stories/support/people.js';
import { said, talking } from '../../stories/support/say.js';
import { minutesAgo } from '../../stories/support/time.js';
import { closeStages, frames, openStage } from './support/open-stage.js';


describe('quick replies', () => {
  afterEach(closeStages);

  it('send the choice with its action, and can be chosen once', async () => {
    const stage = await openStage(quickReplies);
    const [swap, refund] = stage.parts('chip');
    expect(swap!.getAttribute('aria-disabled')).to.equal('false');
    refund!.click();
    const { messageId, id, value } = { messageId: '', id: '', value: '', ...(stage.chat.calls.at(-1)?.[1] as { action: object }).action };
    expect(stage.chat.calls.at(-1)?.[0]).to.equal('send');
    expect([id, value]).to.deep.equal(['refund', 'refund']);
    const answer = said(visitor, 'Refund', Date.now(), { status: 'sent', action: { messageId, id, value } });
    await stage.dispatch({ type: 'message/received', message: answer });
    expect(stage.parts('chip').map((chip) => chip.getAttribute('aria-pressed'))).to.deep.equal(['false', 'true', 'false']);
    const before = stage.chat.calls.filter(([name]) => name === 'send').length;
    stage.parts('chip')[0]!.click();
    expect(stage.chat.calls.filter(([name]) => name === 'send').length).to.equal(before);
  });

  it('stay readable after the choice', async () => {
    const stage = await openStage(chosen);
    const pressed = stage.parts('chip').filter((chip) => chip.getAttribute('aria-pressed') === 'true');
    expect(pressed.map((chip) => chip.textContent.trim())).to.deep.equal(['Refund']);
    expect(stage.parts('chip').every((chip) => chip.getAttribute('aria-disabled') === 'true')).to.equal(true);
  });

  it('go away when something else was written', async () => {
    const stage = await openStage(typedInstead);
    expect(stage.parts('chip')).to.have.length(0);
  });

  it('that came by themselves leave no hole when they go', async () => {
    const replies: Part = { type: 'quick-replies', choices: [{ id: 'a', title: 'Yes' }] };
    const stage = await openStage(talking(maya, [said(maya, 'Shall we?', minutesAgo(3)), said(maya, [replies], minutesAgo(3), { id: 'q' })]));
    await stage.dispatch({ type: 'message/received', message: said(visitor, 'Why?', minutesAgo(1), { status: 'sent' }) });
    const [words, row] = [stage.parts('bubble')[0]!, stage.root.querySelector('[data-key=q]')!];
    const gap = row.querySelector('time')!.getBoundingClientRect().top - words.getBoundingClientRect().bottom;
    expect(gap).to.be.within(0, 14);
    expect(row.querySelector('.avatar')!.getBoundingClientRect().bottom).to.be.closeTo(words.getBoundingClientRect().bottom, 1);
  });

  it('are closed with the conversation', async () => {
    const stage = await openStage([...quickReplies, { type: 'conversation/changed', conversation: { state: 'ended' } }]);
    expect(stage.parts('chip')).to.have.length(0);
  });
});

describe('what became of choices', () => {
  const choices = [{ id: 'a', title: 'Yes' }, { id: 'b', title: 'No' }];
  const question: Message = { key: 'q', id: 'q', author: maya, parts: [], createdAt: 1 };
  const own = (key: string, text: string, more: Partial<Message> = {}): Message => ({
    key, author: visitor, parts: [{ type: 'text', text, format: 'plain' }], createdAt: 2, ...more,
  });
  const state = (...after: Message[]) => toChoiceState({ messages: [question, ...after], conversation: { state: 'active' } }, question, choices);

  it('is told by the action, by the words of the first answer, or not at all', () => {
    expect(state()).to.deep.equal({ isOpen: true });
    expect(state(own('1', 'anything', { action: { messageId: 'q', id: 'b' } }))).to.deep.equal({ isOpen: false, chosen: 'b' });
    expect(state(own('1', 'No'))).to.deep.equal({ isOpen: false, chosen: 'b' });
    expect(state(own('1', 'Maybe'), own('2', 'No'))).to.deep.equal({ isOpen: false });
    expect(state(own('1', 'Hm', { action: { messageId: 'other', id: 'a' } }))).to.deep.equal({ isOpen: false });
    expect(state(own('1', 'Yes', { action: { messageId: 'other', id: 'a' } })), 'the same words to another').to.deep.equal({ isOpen: false });
  });
});

describe('cards', () => {
  afterEach(closeStages);

  it('show picture, words, a link and a button', async () => {
    const stage = await openStage(oneCard);
    const link = stage.part<HTMLAnchorElement>('card-button');
    expect(link.href).to.equal('https://shop.example/ember');
    expect(link.rel).to.include('noopener');
    stage.parts('card-button')[1]!.click();
    expect(stage.chat.calls.at(-1)?.[1]).to.have.nested.property('action.value', 'Ember mug, Ochre');
    expect(stage.root.querySelector('.rich-card img')).to.have.property('loading', 'lazy');
  });

  it('never lead to a script, nor fetch one', async () => {
    const evil: Part = {
      type: 'card',
      card: { title: '<b>x</b>', imageUrl: 'javascript:alert(1)', buttons: [{ id: 'x', title: 'X', url: 'javascript:alert(1)' }] },
    };
    const stage = await openStage(talking(maya, [said(maya, [evil], Date.now())]));
    expect(stage.root.querySelector('.rich-card a, .rich-card img, .rich-card b b')).to.equal(null);
    expect(stage.part('card-button').tagName).to.equal('BUTTON');
  });

  it('turn by buttons, beside what scrolling does', async () => {
    const stage = await openStage(carousel);
    const list = stage.root.querySelector<HTMLElement>('.carousel ul')!;
    expect(list.querySelectorAll('li')).to.have.length(3);
    list.style.setProperty('scroll-behavior', 'auto');
    const [previous, next] = stage.parts('carousel-button');
    const inUse = async (): Promise<boolean[]> => {
      await frames();
      return [previous!, next!].map(({ ariaDisabled }) => ariaDisabled === 'false');
    };
    expect(await inUse(), 'nothing lies over the first card').to.deep.equal([false, true]);
    expect(getComputedStyle(previous!).opacity).to.equal('0');
    next!.click();
    expect(list.scrollLeft).to.be.greaterThan(100);
    expect(await inUse()).to.deep.equal([true, true]);
    list.scrollLeft = list.scrollWidth;
    expect(await inUse()).to.deep.equal([true, false]);
    list.scrollLeft = 0;
    stage.host.style.setProperty('--chat-card-width', '80px');
    expect(await inUse(), 'all of them fit').to.deep.equal([false, false]);
  });
});

describe('recordings', () => {
  afterEach(closeStages);

  it('have the browser’s own controls and fetch nothing by themselves', async () => {
    const stage = await openStage(recordings);
    const players = [...stage.root.querySelectorAll<HTMLMediaElement>('audio, video')];
    expect(players.map(({ controls, preload }) => [controls, preload])).to.deep.equal([[true, 'none'], [true, 'none']]);
    expect(players[0]!.getAttribute('aria-label')).to.equal('how-to-glue.mp3');
    expect(stage.root.querySelector('chat-widget-media a')).to.have.property('href', 'https://shop.example/invoice.pdf');
  });

  it('play from a data address of their own kind only', async () => {
    const audio = (url: string): Part => ({ type: 'audio', name: 'a', mime: 'audio/wav', url });
    const stage = await openStage(talking(maya, [
      said(maya, [audio('data:audio/wav;base64,UklGRg=='), audio('data:text/html,<script>'), audio('file:///etc/passwd')], Date.now()),
    ]));
    expect(stage.root.querySelectorAll('audio')).to.have.length(1);
    expect(stage.root.querySelector('[href^="data:"], [href^="file:"], [src^="file:"]')).to.equal(null);
  });
});
