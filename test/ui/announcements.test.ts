import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import { maya, tom, visitor } from '../../stories/support/people.js';
import { own, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { listen } from './support/announcements.js';
import { longTalk } from './support/long-talk.js';
import { closeStages, openStage } from './support/open-stage.js';

const received = (text: string, author = maya): ChatAction => ({
  type: 'message/received',
  message: said(author, text, NOW),
});

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);

describe('announcements', () => {
  afterEach(closeStages);

  it('has its regions from the first paint, apart from a silent log', async () => {
    const stage = await openStage(start);
    const before = stage.parts('announcer');
    await stage.dispatch(received('One'), { type: 'panel/closed' }, { type: 'panel/opened' });
    expect(stage.parts('announcer')).to.deep.equal(before);
    expect(before.map((region) => region.getAttribute('role'))).to.deep.equal(['status', 'alert']);
    expect(stage.part('log').getAttribute('aria-live')).to.equal('off');
  });

  it('says a message of an agent once, with the name, and falls silent after a second', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch(received('The  kiln\nis hot'));
    expect(spoken).to.deep.equal([{ how: 'polite', text: 'Maya Okafor: The kiln is hot' }]);
    await stage.pass(999);
    expect(stage.part('announcer').textContent?.trim()).not.to.equal('');
    await stage.pass(1);
    expect(stage.part('announcer').textContent?.trim()).to.equal('');
    await stage.dispatch({ type: 'receipt/received', upTo: 'x', state: 'read' });
    expect(spoken).to.have.length(1);
  });

  it('makes one line of a burst', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    for (let i = 1; i <= 10; i++) await stage.dispatch(received(`Number ${i}`));
    await stage.pass(1_000);
    expect(spoken.map(({ text }) => text)).to.deep.equal([
      'Maya Okafor: Number 1',
      '9 new messages. Maya Okafor: Number 10',
    ]);
  });

  it('names a picture, keeps a notice as it is, and says no own message', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch({
      type: 'message/received',
      message: said(tom, [{ type: 'image', name: 'a.png', mime: 'image/png', url: 'https://x.test/a.png' }], NOW),
    });
    await stage.pass(2_000);
    await stage.dispatch({
      type: 'message/received',
      message: said({ role: 'system' }, [{ type: 'notice', code: 'joined', params: { name: 'Tom' } }], NOW),
    });
    await stage.pass(2_000);
    await stage.dispatch(
      { type: 'message/saving', message: own('l1', 'Mine', NOW) },
      { type: 'message/queued', localId: 'l1' },
      { type: 'message/acked', localId: 'l1', id: 's1' },
      { type: 'message/received', message: said(visitor, 'From my phone', NOW) },
    );
    await stage.pass(2_000);
    expect(spoken.map(({ text }) => text)).to.deep.equal([
      'Tom Lindqvist: Image from Tom Lindqvist',
      'Tom joined the conversation',
    ]);
  });

  it('is silent about history, replay after a loss, older pages and snapshots', async () => {
    const stage = await openStage(longTalk(4));
    const spoken = listen(stage);
    const page = (count: number, at: number): ChatAction => ({
      type: 'history/loaded',
      messages: Array.from({ length: count }, (_, i) => said(maya, `Old ${i}`, at + i)),
    });
    await stage.dispatch(page(50, minutesAgo(4_000)), page(1, minutesAgo(9_000)));
    await stage.dispatch(
      { type: 'connection/changed', connection: { status: 'waiting', lostAt: NOW } },
      { type: 'connection/changed', connection: { status: 'connecting', lostAt: NOW } },
      page(1, minutesAgo(0.1)),
      { type: 'connection/changed', connection: { status: 'online' } },
    );
    const { messages } = stage.chat.state;
    await stage.dispatch({
      type: 'snapshot/received',
      shared: {
        ...stage.chat.state,
        messages: [...messages, ...['a', 'b'].map((key) => ({ ...messages[0]!, key, id: key }))],
      },
    });
    await stage.pass(3_000);
    expect(spoken).to.deep.equal([]);
  });

  it('says a closed panel’s unread count, at most every five seconds', async () => {
    const stage = await openStage(start);
    await stage.dispatch({ type: 'panel/closed' });
    const spoken = listen(stage);
    await stage.dispatch(received('One'), received('Two'));
    await stage.pass(5_000);
    await stage.dispatch(received('Three'));
    expect(spoken.map(({ text }) => text)).to.deep.equal(['1 unread message', '3 unread messages']);
  });

  it('interrupts for a message that was not sent, and for one that may not have been', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    const error = { code: 'network', message: '', retryable: true };
    await stage.dispatch(
      { type: 'message/saving', message: own('l1', 'Mine', NOW) },
      { type: 'message/failed', localId: 'l1', error },
      { type: 'message/saving', message: own('l2', 'Mine too', NOW) },
      { type: 'message/unconfirmed', localId: 'l2' },
    );
    expect(spoken).to.deep.equal([
      { how: 'assertive', text: 'Not sent' },
      { how: 'assertive', text: 'May not have been sent' },
    ]);
  });

  it('says "Sent" only to who is looking at the message', async () => {
    const stage = await openStage([...start, { type: 'message/saving', message: own('l1', 'Mine', NOW) }]);
    const spoken = listen(stage);
    stage.root.querySelector<HTMLElement>('[data-key=l1]')!.focus();
    await stage.dispatch({ type: 'message/acked', localId: 'l1', id: 's1' });
    expect(spoken).to.deep.equal([{ how: 'polite', text: 'Sent' }]);
  });

  it('says a streamed answer when it is whole', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    const piece = (op: 'start' | 'append' | 'end', text: string): ChatAction => ({
      type: 'message/part-received', id: 'b1', op, text, author: { role: 'bot', name: 'Bot' }, createdAt: NOW,
    });
    await stage.dispatch(piece('start', 'It '), piece('append', 'ships '));
    expect(spoken).to.deep.equal([]);
    await stage.dispatch(piece('append', 'today'), piece('end', ''));
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Bot: It ships today']);
  });

  it('says it once, too, where the backend shows its first words as a message', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    const bot = { role: 'bot' as const, name: 'Bot' };
    const part = (op: 'start' | 'append' | 'end', text: string): ChatAction => ({ type: 'message/part-received', id: 'b1', op, text, author: bot, createdAt: NOW });
    await stage.dispatch({ type: 'message/received', message: said(bot, 'It ', NOW, { id: 'b1' }) }, part('start', 'It '), part('append', 'ships'));
    await stage.pass(1_000);
    expect(spoken).to.deep.equal([]);
    await stage.dispatch(part('end', ''));
    await stage.pass(1_000);
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Bot: It ships']);
    await stage.dispatch({ type: 'message/received', message: said(bot, 'All of it', NOW, { id: 'b2' }) });
    await stage.pass(1_000);
    expect(spoken.at(-1)!.text, 'what comes whole').to.equal('Bot: All of it');
  });

  it('says typing once a burst, and only if it lasts a second', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    const typing = (until: number | null): ChatAction => ({ type: 'typing/changed', author: maya, until });
    await stage.dispatch(typing(NOW + 9e6));
    await stage.pass(900);
    await stage.dispatch(typing(null));
    await stage.pass(5_000);
    expect(spoken).to.deep.equal([]);
    await stage.dispatch(typing(NOW + 9e6));
    await stage.pass(1_000);
    await stage.dispatch(typing(NOW + 10e6));
    await stage.pass(4_000);
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Maya Okafor is typing']);
  });

  it('says an upload at its start, half and end', async () => {
    const message = own('l1', [{ type: 'image', name: 'cup.png', mime: 'image/png' }], NOW);
    const stage = await openStage([...start, { type: 'message/saving', message }]);
    const spoken = listen(stage);
    for (const done of [0, 0.2, 0.5, 0.7, 0.9, null]) {
      await stage.dispatch({ type: 'upload/progressed', localId: 'l1', done });
    }
    expect(spoken.map(({ text }) => text)).to.deep.equal([
      'Uploading cup.png, 0%', 'Uploading cup.png, 50%', 'cup.png uploaded',
    ]);
  });

  it('names the server of an address, and spells out none', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    const text = 'See https://www.shop.example/care?utm=1&x=%20#top, or (http://a.example:81).';
    await stage.dispatch({ type: 'message/received', message: said(maya, text, NOW) });
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Maya Okafor: See shop.example or (a.example:81).']);
  });

  it('says the place in line at most every half minute, and the end', async () => {
    const stage = await openStage(start);
    const spoken = listen(stage);
    await stage.dispatch({ type: 'queue/changed', queue: { position: 3 } });
    await stage.dispatch({ type: 'queue/changed', queue: { position: 2 } });
    await stage.pass(30_000);
    await stage.dispatch({ type: 'queue/changed', queue: { position: 1 } });
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'ended', by: 'Maya' } });
    expect(spoken.map(({ text }) => text)).to.deep.equal([
      'Your place in line: 3', 'You’re next', 'Maya ended the conversation',
    ]);
  });
});
