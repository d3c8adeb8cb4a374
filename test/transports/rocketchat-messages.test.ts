import { expect } from 'chai';
import type { Part } from '../../src/core/model.js';
import { tables } from '../../src/i18n/tables.js';
import { toChoiceId } from '../../src/transports/rocketchat/rocketchat-blocks-mapper.js';
import { toBulkEvents } from '../../src/transports/rocketchat/rocketchat-bulk-mapper.js';
import type { KnownMessage } from '../../src/transports/rocketchat/rocketchat-feed.js';
import { toInteraction } from '../../src/transports/rocketchat/rocketchat-interaction-mapper.js';
import { fromOutgoing, isRich, toMessage } from '../../src/transports/rocketchat/rocketchat-message-mapper.js';
import * as rich from '../../src/transports/rocketchat/rocketchat-rich.js';
import type { RocketMapping, RocketRules } from '../../src/transports/rocketchat/rocketchat-wire.js';

const RULES: RocketRules = { hidden: [], videoCall: true, hidesAgent: false, survey: [] };
const mapping = (rules: Partial<RocketRules> = {}): RocketMapping => ({
  base: 'https://chat.example/sub/',
  now: 1000,
  visitorId: 'V',
  token: 'T',
  rid: 'R',
  rules: { ...RULES, ...rules },
});
const ana = { _id: 'A', username: 'ana', name: 'Ana' };
const wire = { _id: 'm1', rid: 'R', msg: 'hello', ts: { $date: 5000 }, u: ana };
const read = (more: object, rules?: Partial<RocketRules>) => toMessage({ ...wire, ...more }, mapping(rules), rich);
const partsOf = (more: object, rules?: Partial<RocketRules>): Part[] | undefined => read({ msg: '', ...more }, rules)?.parts;

describe('messages of Rocket.Chat', () => {
  it('become messages of ours', () => {
    expect(read({ editedAt: '2026-01-01T00:00:00Z' })).to.deep.equal({
      id: 'm1',
      conversationId: 'R',
      author: { role: 'agent', id: 'A', name: 'Ana' },
      parts: [{ type: 'text', text: 'hello', format: 'markdown' }],
      createdAt: 5000,
      editedAt: Date.UTC(2026, 0, 1),
    });
  });

  it('have times in all the forms in which they come', () => {
    const times = [new Date(5), { $date: 5 }, '1970-01-01T00:00:00.005Z', 5].map((ts) => read({ ts })?.createdAt);
    expect(times).to.deep.equal([5, 5, 5, 5]);
    const odd = ['soon', null, {}, NaN, -1, 1e300, true].map((ts) => read({ ts })?.createdAt);
    expect(odd).to.deep.equal(odd.map(() => 1000));
  });

  it('are the visitor’s own by the sender’s id, and carry it as the local id', () => {
    expect(read({ u: { _id: 'V', username: 'guest-7' } })).to.deep.include({ localId: 'm1' });
    expect(read({ u: { _id: 'V', username: 'guest-7' } })?.author).to.deep.equal({ role: 'visitor', id: 'V', name: 'guest-7' });
    expect(read({ u: {} })?.author).to.deep.equal({ role: 'agent' });
  });

  it('name bots, aliases, and nobody where config hides agents', () => {
    const bot = read({ bot: { i: 'x' }, editedAt: 5 });
    expect(bot?.author.role).to.equal('bot');
    expect(bot, 'it grows by edits').not.to.have.property('editedAt');
    expect(read({ alias: 'Night desk' })?.author.name).to.equal('Night desk');
    expect(read({ alias: 'Night desk' }, { hidesAgent: true })?.author).to.deep.equal({ role: 'agent', id: 'A' });
    const own = read({ u: { _id: 'V', name: 'Ada' } }, { hidesAgent: true });
    expect([own?.author.name, own?.parts[0]]).to.deep.equal(['Ada', { type: 'text', text: 'hello', format: 'plain' }]);
  });

  it('never show what only the team may see', () => {
    expect(read({ private: true })).to.equal(undefined);
    expect(read({ _hidden: true })).to.equal(undefined);
  });

  it('leave a line where nothing is known, never an empty bubble', () => {
    const unsupported = [{ type: 'notice', code: 'unsupported', params: {} }];
    expect(partsOf({})).to.deep.equal(unsupported);
    expect(partsOf({}, { videoCall: false })).to.deep.equal(unsupported);
    expect(partsOf({ blocks: [{ type: 'datepicker' }] })).to.deep.equal(unsupported);
  });
});

describe('system messages of Rocket.Chat', () => {
  const notice = (more: object, rules?: Partial<RocketRules>): unknown => {
    const [part] = partsOf(more, rules) ?? [];
    return part?.type === 'notice' ? [part.code, part.params] : part;
  };
  const transferData = (more: object): object => ({
    t: 'livechat_transfer_history',
    transferData: { transferredBy: { name: 'Ana' }, transferredTo: { username: 'bo' }, ...more },
  });

  it('say who came, went, and passed the visitor on', () => {
    expect(notice({ t: 'livechat-started' })).to.deep.equal(['started', {}]);
    expect(notice({ t: 'uj' })).to.deep.equal(['joined', { name: 'Ana' }]);
    expect(notice({ t: 'ul' })).to.deep.equal(['left', { name: 'Ana' }]);
    expect(notice(transferData({ scope: 'agent' }))).to.deep.equal(['transfer', { from: 'Ana', to: 'bo' }]);
    const nextDepartment = { _id: 'd', name: 'Sales' };
    expect(notice(transferData({ scope: 'department', nextDepartment }))).to.deep.equal(['department', { department: 'Sales' }]);
    expect(notice(transferData({ scope: 'queue' }))).to.deep.equal(['requeued', {}]);
    expect(notice(transferData({ scope: 'autoTransferUnansweredChatsToQueue' }))).to.deep.equal(['requeued', {}]);
    expect(notice(transferData({ scope: 'autoTransferUnansweredChatsToAgent' }))).to.deep.equal(['transfer', { from: 'Ana', to: 'bo' }]);
    expect(notice({ t: 'ul', u: { username: 'ana' } })).to.deep.equal(['left', { name: 'ana' }]);
  });

  it('say as much as is known', () => {
    const lines = [
      { t: 'livechat-started' }, { t: 'livechat_transfer_history' }, transferData({ transferredTo: undefined }), transferData({ scope: 'department' }),
      transferData({ scope: 'agent', nextDepartment: { name: 'Sales' } }), { t: 'uj', u: {} }, transferData({ scope: 'queue' }),
    ].map((more) => partsOf(more)?.[0]);
    const anonymous = { type: 'notice', code: 'transferred', params: {}, fallback: 'You were passed to somebody else' };
    const passed = { type: 'notice', code: 'transfer', params: { from: 'Ana', to: 'bo' } };
    expect(lines).to.deep.equal([
      { type: 'notice', code: 'started', params: {}, fallback: 'Chat started' }, anonymous, anonymous, passed, passed,
      { type: 'notice', code: 'joined', params: { name: '' } }, { type: 'notice', code: 'requeued', params: {}, fallback: 'You were returned to the queue' },
    ]);
  });

  it('have words in every language', () => {
    const known = new Set(tables.flatMap((table) => Object.keys(table)));
    const types = [{ t: 'livechat-started' }, { t: 'uj' }, { t: 'ul' }, { t: 'livechat_transfer_history' }, ...['agent', 'queue'].map((scope) => transferData({ scope }))];
    for (const [code] of types.map((more) => notice(more) as [string])) expect(known.has(`event.${code}`), code).to.equal(true);
  });

  it('name nobody where config hides agents', () => {
    expect(notice({ t: 'uj' }, { hidesAgent: true })).to.deep.equal(['joined', { name: '' }]);
    expect(notice(transferData({ scope: 'agent' }), { hidesAgent: true })).to.deep.equal(['transferred', {}]);
  });

  it('are the system’s, whoever sent them', () => {
    expect(read({ t: 'livechat-started', u: { _id: 'V' } })?.author.role).to.equal('system');
    expect(read({ t: 'livechat-started', u: { _id: 'V' } })).not.to.have.property('localId');
  });

  it('are not shown where config hides them, where nobody is told, and where nobody knows them', () => {
    expect(read({ t: 'uj' }, { hidden: ['uj'] })).to.equal(undefined);
    for (const t of ['command', 'livechat_navigation_history', 'livechat-close', 'wm', 'constructor', 'new-in-9']) {
      expect(read({ t, msg: 'x' }), t).to.equal(undefined);
    }
  });
});

describe('attachments of Rocket.Chat', () => {
  const one = (attachment: object): Part | undefined => partsOf({ attachments: [attachment] })?.[0];
  const SECRETS = '?rc_rid=R&rc_token=T&rc_room_type=l';

  it('are pictures with their measures and a preview', () => {
    const attachment = {
      title: 'a.png', type: 'file', title_link: '/file-upload/F/a.png', image_url: '/file-upload/F/a.png',
      image_type: 'image/png', image_size: 3210, image_dimensions: { width: 40, height: 30 }, image_preview: 'AAAA',
    };
    expect(one(attachment)).to.deep.equal({
      type: 'image',
      name: 'a.png',
      mime: 'image/png',
      url: `https://chat.example/sub/file-upload/F/a.png${SECRETS}`,
      size: 3210,
      width: 40,
      height: 30,
      thumbnailUrl: 'data:image/jpeg;base64,AAAA',
    });
  });

  it('are told apart, the richest first', () => {
    const link = { title: 't', title_link: '/file-upload/F/t' };
    const kinds = [{ audio_url: '/a' }, { video_url: '/v' }, { image_url: '/i' }, {}].map((more) => one({ ...link, ...more })?.type);
    expect(kinds).to.deep.equal(['audio', 'video', 'image', 'file']);
    expect(one({ text: 'first\nsecond', message_link: 'https://chat.example/x' })).to.deep.equal({
      type: 'text', text: '> first\n> second', format: 'markdown',
    });
    expect(one({ title: 'A page', description: 'what it is about' })).to.deep.include({ text: '> what it is about' });
    expect(one({ title_link: 'https://x.example/', size: 7 })).to.deep.equal({ type: 'file', name: '', mime: '', url: 'https://x.example/', size: 7 });
    expect(one({ image_url: 'data:image/png;base64,AAAA', image_dimensions: { width: 4 } })).to.deep.equal({
      type: 'image', name: '', mime: '', url: 'data:image/png;base64,AAAA',
    });
  });

  it('stand above the words about them, as the official widget has it, with what is said of a file', () => {
    const file = { title: 't', title_link: '/file-upload/F/t', description: 'the invoice' };
    const quote = { text: 'Which size?', message_link: 'https://chat.example/x' };
    const said = partsOf({ msg: 'L', attachments: [quote, file] })?.map((part) => ('text' in part ? part.text : part.type));
    expect(said).to.deep.equal(['> Which size?', 'file', 'the invoice', 'L']);
  });

  it('are known by what brings them, before the code for them is there', () => {
    const asked = [{ attachments: [{}] }, { blocks: [{}] }, { attachments: [], blocks: [] }, {}, null, 7].map(isRich);
    expect(asked).to.deep.equal([true, true, false, false, false, false]);
    expect(toMessage({ ...wire, attachments: [{ text: 'x' }] }, mapping())?.parts).to.deep.equal([{ type: 'text', text: 'hello', format: 'markdown' }]);
  });

  it('carry the secrets to the server’s own uploads and to nobody else', () => {
    const url = (title_link: string): string | undefined => {
      const part = one({ title: 't', title_link });
      return part && 'url' in part ? part.url : undefined;
    };
    expect(url('/sub/file-upload/F/t')).to.equal(`https://chat.example/sub/file-upload/F/t${SECRETS}`);
    expect(url('https://chat.example/sub/file-upload/F/t?x=1')).to.contain('x=1&rc_rid=R');
    expect(url('https://evil.example/file-upload/F/t')).to.equal('https://evil.example/file-upload/F/t');
    expect(url('//evil.example/file-upload/F')).to.equal('https://evil.example/file-upload/F');
    expect(url('/docs/t')).to.equal('https://chat.example/sub/docs/t');
  });

  it('are left out where their address may not be used', () => {
    const attachments = [
      { title_link: 'javascript:alert(1)' }, { image_url: 'data:text/html,x' }, { title_link: 'data:image/png;base64,AAAA' }, { title_link: '' },
      { image_url: 7 }, 7, null, [], {},
    ];
    expect(partsOf({ msg: 'look', attachments })).to.deep.equal([{ type: 'text', text: 'look', format: 'markdown' }]);
    expect(partsOf({ msg: 'look', attachments: {} })).to.have.lengthOf(1);
  });
});

describe('UI-Kit blocks', () => {
  const button = (actionId: string, more: object = {}): object => ({
    type: 'button', actionId, text: { type: 'plain_text', text: actionId.toUpperCase() }, ...more,
  });
  const actions = (...elements: object[]): object => ({ type: 'actions', appId: 'bot1', blockId: 'b', elements });

  it('become words, pictures and choices', () => {
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: 'Pick *one*' } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'fast' }, { type: 'mrkdwn', text: 'free' }] },
      { type: 'image', imageUrl: 'https://x.example/p.png', altText: 'a plan' },
      { type: 'divider' },
      actions(button('yes', { value: 'y' }), button('docs', { url: 'https://x.example/' }), button('bad', { url: 'javascript:1' })),
    ];
    const id = (action: string): string => toChoiceId('bot1', 'b', action);
    expect(partsOf({ blocks })).to.deep.equal([
      { type: 'text', text: 'Pick *one*', format: 'markdown' },
      { type: 'text', text: 'fast\nfree', format: 'markdown' },
      { type: 'image', name: 'a plan', mime: '', url: 'https://x.example/p.png' },
      {
        type: 'quick-replies',
        choices: [
          { id: id('yes'), title: 'YES', value: 'y' },
          { id: id('docs'), title: 'DOCS', url: 'https://x.example/' },
          { id: id('bad'), title: 'BAD' },
        ],
      },
    ]);
  });

  it('make one choice of each option of a select', () => {
    const select = { type: 'static_select', actionId: 's', options: [{ text: { text: 'Red' }, value: 'r' }, { value: 'x' }, { text: { text: 'Blue' } }] };
    expect(partsOf({ blocks: [actions(select)] })?.[0]).to.deep.equal({
      type: 'quick-replies',
      choices: [
        { id: toChoiceId('bot1', 'b', 's'), title: 'Red', value: 'r' },
        { id: toChoiceId('bot1', 'b', 's'), title: 'Blue' },
      ],
    });
  });

  it('take what an element says itself before what its block says, and its accessory and fields', () => {
    const own = { ...button('yes'), appId: 'bot2', blockId: 'c' };
    const section = { type: 'section', fields: [{ text: 'one' }, { text: 'two' }], accessory: { text: 'More' } };
    const ids = partsOf({ blocks: [actions(own), section] })?.map((part) => (part.type === 'quick-replies' ? part.choices[0]!.id : 'text' in part && part.text));
    expect(ids).to.deep.equal([toChoiceId('bot2', 'c', 'yes'), 'one\ntwo', toChoiceId('', '', '')]);
    expect(partsOf({ blocks: [{ type: 'image', imageUrl: 'https://x.example/p.png' }] })).to.deep.equal([
      { type: 'image', name: '', mime: '', url: 'https://x.example/p.png' },
    ]);
  });

  it('know the app of a choice again', () => {
    const choice = { messageId: 'm', id: toChoiceId('bot1', 'b', 'yes'), value: 'y' };
    expect(toInteraction(choice, 'R', 't1')).to.deep.equal({
      appId: 'bot1',
      body: {
        type: 'blockAction', actionId: 'yes', rid: 'R', mid: 'm', triggerId: 't1',
        container: { type: 'message', id: 'm' }, payload: { blockId: 'b', value: 'y' },
      },
    });
    expect(toInteraction({ messageId: 'm', id: choice.id }, 'R', 't1')?.body).to.deep.nested.include({ 'payload.value': '' });
    for (const id of ['', 'yes', '[]', '["a"]', '["a","b",7]', '["","b","c"]', '{}', 'null']) expect(toInteraction({ ...choice, id }, 'R', 't1'), id).to.equal(undefined);
  });

  it('invite to a video call by a card that leads there, unless config forbids it', () => {
    const call = { type: 'actions', appId: 'videoconf-core', blockId: 'call1', elements: [button('joinLivechat', { url: 'https://meet.example/1' })] };
    expect(partsOf({ t: 'videoconf', blocks: [call] })).to.deep.equal([
      {
        type: 'card',
        card: {
          title: 'Video call',
          buttons: [{ id: 'joinLivechat', title: 'JOINLIVECHAT', url: 'https://meet.example/1' }],
        },
      },
    ]);
    expect(read({ t: 'videoconf', msg: '', blocks: [call] })?.author.role).to.equal('agent');
    expect(read({ msg: '', blocks: [call] }, { videoCall: false })).to.equal(undefined);
    const bare = { ...call, elements: [{ actionId: 'joinLivechat' }, button('later')] };
    const [card, replies] = partsOf({ blocks: [bare] }) ?? [];
    expect(card).to.deep.equal({ type: 'card', card: { title: 'Video call', buttons: [] } });
    expect(replies?.type === 'quick-replies' && replies.choices.map(({ title }) => title)).to.deep.equal(['LATER']);
    const elsewhere = partsOf({ blocks: [actions(button('joinLivechat', { url: 'https://x.example/' }))] });
    expect(elsewhere?.[0]?.type).to.equal('quick-replies');
    const named = { appId: 'videoconf-core', actionId: 'joinLivechat', url: 'https://meet.example/2' };
    expect(partsOf({ blocks: [actions(named)] })?.[0]).to.deep.nested.include({ type: 'card', 'card.buttons[0].title': 'Join' });
  });

  it('are left out where they are odd', () => {
    for (const blocks of [7, {}, [7], [null], [{ type: 'context', elements: 7 }], [{ type: 'actions', elements: 7 }], [{ elements: [null, 7, {}] }], [{ text: { text: {} } }]]) {
      expect(partsOf({ msg: 'x', blocks })?.length, JSON.stringify(blocks)).to.equal(1);
    }
  });
});

describe('the deletion of many', () => {
  const one = (at: number, more: Partial<KnownMessage> = {}): KnownMessage => ({
    at, rid: 'R', isOwn: false, username: 'ana', isPinned: false, editedAt: undefined, ...more,
  });
  const known = new Map([
    ['m1', one(100)], ['m2', one(200, { isPinned: true })], ['m3', one(300, { username: 'bo' })], ['m4', one(400)],
  ]);
  const gone = (order: object): unknown[] => toBulkEvents(order, known, mapping()).map((event) => ('id' in event ? event.id : event.type));

  it('goes by ids, whatever the time says', () => {
    expect(gone({ ids: ['m4', 'unknown'], ts: { $gt: new Date(0) } })).to.deep.equal(['m4', 'unknown']);
    expect(toBulkEvents({ ids: ['m4'] }, known, mapping())).to.deep.equal([{ type: 'message-deleted', id: 'm4' }]);
  });

  it('goes by time, author and pin', () => {
    expect(gone({ ts: { $gt: { $date: 100 }, $lt: { $date: 400 } } })).to.deep.equal(['m2', 'm3']);
    expect(gone({ ts: { $gte: new Date(100), $lte: new Date(300) }, excludePinned: true })).to.deep.equal(['m1', 'm3']);
    expect(gone({ ts: { $gte: new Date(200) }, users: ['bo', 'ana'] })).to.deep.equal(['m2', 'm3', 'm4']);
    expect(gone({ ts: { $gt: new Date(0) }, users: ['bo'] })).to.deep.equal(['m3']);
  });

  it('takes nothing where a limit is not understood, or there is none', () => {
    for (const order of [{}, { ts: {} }, { ts: { $ne: 1, $gt: 0 } }, { ts: { $gt: 'soon', $lt: 400 } }, { ids: [] }]) expect(gone(order)).to.deep.equal([]);
  });

  it('asks for the history where only files went, and keeps what it cannot read', () => {
    expect(gone({ filesOnly: true, ts: { $gt: new Date(0) } })).to.deep.equal(['gap']);
    expect(toBulkEvents('odd', known, mapping())).to.deep.equal([{ type: 'raw', name: 'deleteMessageBulk', data: 'odd' }]);
  });
});

describe('messages on their way out', () => {
  it('are words, and files by what they became', () => {
    const file = { type: 'file', name: 'a', mime: 'text/plain' } as const;
    const words = { type: 'text', text: 'see', format: 'plain' } as const;
    expect(fromOutgoing({ localId: 'l', parts: [{ ...file, uploadId: 'u' }, words] })).to.deep.equal({ msg: 'see', uploads: ['u'] });
    expect(() => fromOutgoing({ localId: 'l', parts: [words, file] })).to.throw('not uploaded');
  });
});
