import { expect } from 'chai';
import { ChatError } from '../../src/core/errors.js';
import type { TransportEvent } from '../../src/core/transport.js';
import { eventually, within } from '../../src/testing/contract-assert.js';
import { toChoiceId } from '../../src/transports/rocketchat/rocketchat-blocks-mapper.js';
import { sleep } from '../support/until.js';
import { json } from './support/fake-backend.js';
import { fakeRocketchat, GUEST, type Method, missing, refuse, ROOM, toMessage } from './support/fake-rocketchat.js';

const fails = async (work: Promise<unknown> | void | undefined): Promise<ChatError> => {
  const thrown: unknown = await work?.then(() => 'fulfilled', (error: unknown) => error);
  if (!(thrown instanceof ChatError)) throw new Error(`no ChatError: ${String(thrown)}`);
  return thrown;
};
const narrowed = (events: TransportEvent[]): object => Object.assign({}, ...events.map((event) => (event.type === 'capabilities' ? event.change : {}))) as object;
const PAGE = { url: 'https://shop.example/cart', title: 'Cart', referrer: 'https://x.example' };
const done = (): Response => json({ success: true });

describe('the rarer calls over REST', () => {
  const room = { token: 'T', rid: 'R' };
  async function resumed(path: string, route = done) {
    const fake = fakeRocketchat({ routes: { [path]: route } });
    await fake.resumed();
    return { ...fake, fake, sent: () => fake.calls.at(-1) };
  }

  it('register with the values of the form, consent apart', async () => {
    const { transport, calls } = await resumed('POST livechat/visitor', () => json({ visitor: { ...GUEST, username: 'guest-8' } }));
    await transport.register!({ name: 'Ada', email: 'ada@x.example', phone: '', department: 'd', consent: 'I agree', order: '7' });
    expect(calls.at(-1)!.body).to.deep.equal({
      visitor: { token: 'T', name: 'Ada', email: 'ada@x.example', department: 'd', customFields: [{ key: 'order', value: '7', overwrite: true }] },
    });
  });

  it('tell who the visitor is; custom fields alone have a call of their own', async () => {
    const { transport, sent } = await resumed('POST livechat/custom.fields');
    await transport.identify!({ name: 'Ada', fields: { plan: 'pro' } });
    expect(sent()!.body['visitor']).to.deep.equal({ token: 'T', name: 'Ada', customFields: [{ key: 'plan', value: 'pro', overwrite: true }] });
    await transport.identify!({ fields: { plan: 'free' }, labels: ['x'] });
    expect(sent()!.body).to.deep.equal({ token: 'T', customFields: [{ key: 'plan', value: 'free', overwrite: true }] });
  });

  it('tell the page that is visited', async () => {
    const { transport, sent } = await resumed('POST livechat/page.visited');
    await transport.setPage!(PAGE);
    expect(sent()!.body).to.deep.equal({ ...room, pageInfo: { change: 'url', title: 'Cart', location: { href: PAGE.url } } });
  });

  it('leave a message behind', async () => {
    const { transport, sent } = await resumed('POST livechat/offline.message');
    await transport.sendOfflineMessage!({ name: 'Ada', email: 'a@x.example', message: 'Call me' });
    expect(sent()!.body).to.deep.include({ name: 'Ada', email: 'a@x.example', message: 'Call me' });
    expect(sent()!.body).not.to.have.property('token');
  });

  it('leave a message behind with all that a form has asked, in the members that the server takes', async () => {
    const { transport, sent } = await resumed('POST livechat/offline.message');
    await transport.sendOfflineMessage!({ name: 'Ada', email: 'a@x.example', department: 'd1', message: 'Call me', order: '4711', consent: 'I agree' });
    const { host: _host, ...body } = sent()!.body as Record<string, unknown>;
    expect(body).to.deep.equal({ name: 'Ada', email: 'a@x.example', department: 'd1', message: 'Call me\norder: 4711' });
  });

  it('rate under a name that the survey has, with a comment', async () => {
    const { transport, sent } = await resumed('POST livechat/room.survey');
    await transport.rate!({ score: 4, comment: 'quick' });
    expect(sent()!.body).to.deep.equal({ ...room, data: [{ name: 'satisfaction', value: '4' }, { name: 'additionalFeedback', value: 'quick' }] });
  });

  it('ask for a transcript by mail, and for no other kind', async () => {
    const { transport, sent, calls } = await resumed('POST livechat/transcript');
    await transport.requestTranscript!('email', { email: 'a@x.example' });
    expect(sent()!.body).to.deep.equal({ ...room, email: 'a@x.example' });
    const before = calls.length;
    for (const kind of ['pdf', 'text'] as const) expect((await fails(transport.requestTranscript!(kind, { email: 'a@x.example' }))).code).to.equal('unsupported');
    expect(calls.length).to.equal(before);
  });

  it('change the department by the new route, by the old one where that is missing', async () => {
    const { transport, sent, fake } = await resumed('POST livechat/visitor/department.transfer');
    expect(await transport.selectDepartment!('d2')).to.deep.equal({ id: 'R', state: 'queued', department: 'd2' });
    expect(sent()!.body).to.deep.equal({ ...room, department: 'd2' });
    fake.routes['POST livechat/visitor/department.transfer'] = missing;
    fake.routes['POST livechat/room.transfer'] = () => json({ room: ROOM });
    await transport.selectDepartment!('d3');
    expect(sent()!.path).to.equal('livechat/room.transfer');
    expect(narrowed(fake.events)).not.to.deep.include({ departments: undefined });
    fake.routes['POST livechat/room.transfer'] = missing;
    expect((await fails(transport.selectDepartment!('d4'))).code).to.equal('unsupported');
    expect(narrowed(fake.events)).to.deep.include({ departments: false });
  });

  it('choose the department before there is a room', async () => {
    const fake = fakeRocketchat();
    await fake.connect();
    await fake.transport.selectDepartment!('d2');
    expect(fake.calls.at(-1)!.body['visitor']).to.deep.include({ department: 'd2' });
  });

  it('end the conversation once', async () => {
    const { transport, sent, fake } = await resumed('POST livechat/room.close');
    expect(await transport.endConversation!()).to.deep.equal({ id: 'R', state: 'ended' });
    expect(sent()!.body).to.deep.equal({ token: 'T', rid: 'R' });
    fake.push('stream-room-messages', '', toMessage('c', { t: 'livechat-close', u: GUEST }));
    expect(fake.told('conversation').length).to.equal(1);
    const before = fake.calls.length;
    await transport.endConversation!();
    expect(fake.calls.length).to.equal(before);
  });

  it('may be forbidden to end it', async () => {
    const { transport, fake } = await resumed('POST livechat/room.close', () => refuse('error-not-allowed-to-close-conversation'));
    expect((await fails(transport.endConversation!() as Promise<unknown>)).code).to.equal('forbidden');
    expect(fake.told('conversation')).to.deep.equal([]);
  });

  it('forget the visitor, whose room must be closed before', async () => {
    const { transport, calls, fake } = await resumed('POST livechat/room.close');
    fake.routes['DELETE livechat/visitor/T'] = done;
    await transport.forgetVisitor!();
    expect(calls.slice(-2).map(({ method, path }) => `${method} ${path}`)).to.deep.equal(['POST livechat/room.close', 'DELETE livechat/visitor/T']);
  });

  it('make a choice where the app waits that offered it', async () => {
    const { transport, sent } = await resumed('POST apps/ui.interaction/bot1');
    await transport.act!({ messageId: 'm', id: toChoiceId('bot1', 'b', 'yes'), value: 'y' });
    expect(sent()!.headers.get('x-visitor-token')).to.equal('T');
    const { triggerId, ...body } = sent()!.body;
    expect(triggerId).to.be.a('string').that.is.not.empty;
    expect(body).to.deep.equal({
      type: 'blockAction', actionId: 'yes', rid: 'R', mid: 'm', container: { type: 'message', id: 'm' }, payload: { blockId: 'b', value: 'y' },
    });
    expect((await fails(transport.act!({ messageId: 'm', id: 'odd' }))).code).to.equal('invalid');
  });

  it('make a choice that is a message under its local id', async () => {
    const { transport, sent, signal } = await resumed('POST apps/ui.interaction/bot1');
    const action = { messageId: 'm', id: toChoiceId('bot1', 'b', 'yes'), value: 'y' };
    const ack = await transport.send({ localId: 'local-a', parts: [{ type: 'text', text: 'Yes', format: 'plain' }], action }, signal);
    expect([ack.id, sent()!.body['triggerId'], sent()!.path]).to.deep.equal(['local-a', 'local-a', 'apps/ui.interaction/bot1']);
  });

  it('let the server call the service of a trigger, whose words come in order', async () => {
    const contents = [{ msg: 'second', order: 2 }, { msg: 'first', order: 1 }, { order: 3 }, null];
    const { transport, sent, fake } = await resumed('POST livechat/triggers/t1/external-service/call', () => json({ response: { contents } }));
    const ask = (name: string, data: unknown) => transport.extension!(name, data);
    expect(await ask('external-service', { rule: 't1', extraData: [{ key: 'plan', value: 'pro' }] })).to.deep.equal(['first', 'second']);
    expect(sent()!.body).to.deep.equal({ token: 'T', extraData: [{ key: 'plan', value: 'pro' }] });
    for (const [name, data] of [['other', { rule: 't1' }], ['external-service', {}]] as const) {
      expect((await fails(ask(name, data))).code).to.equal('unsupported');
    }
    fake.routes['POST livechat/triggers/t1/external-service/call'] = () => json({ response: 7 });
    expect((await fails(ask('external-service', { rule: 't1' }))).code).to.equal('protocol');
  });

  it('give an app five seconds', async () => {
    const { transport, clock, fake } = await resumed('POST apps/ui.interaction/bot1', () => new Promise<Response>(() => undefined) as never);
    const failed = fails(transport.act!({ messageId: 'm', id: toChoiceId('bot1', 'b', 'yes') }));
    await eventually('the request', () => fake.calls.at(-1)?.path.startsWith('apps/'));
    clock.advance(5000);
    expect((await within(failed, 1000)).code).to.equal('timeout');
  });

  it('take their capability away where the server has no such route', async () => {
    const { transport, events, calls } = await resumed('POST livechat/none');
    expect((await fails(transport.rate!({ score: 5 }))).code).to.equal('unsupported');
    expect(narrowed(events)).to.deep.include({ rating: false });
    const before = calls.length;
    await fails(transport.rate!({ score: 5 }));
    expect(calls.length).to.equal(before);
  });

  it('are refused while nobody is connected', async () => {
    const { transport, clock } = fakeRocketchat();
    const { signal } = new AbortController();
    for (const call of [() => transport.rate!({ score: 5 }), () => transport.setTyping!(true), () => transport.loadHistory!({ limit: 1 }, signal)]) {
      expect((await fails(call())).code).to.be.oneOf(['aborted', 'network']);
    }
    expect(clock.pending).to.equal(0);
  });
});

describe('a server before 5.0', () => {
  async function old(methods: Record<string, Method> = {}, isOpen = true) {
    const initial = { online: true, ...(isOpen && { visitor: GUEST, room: ROOM }) };
    const fake = fakeRocketchat({ options: { profile: 'ddp' }, methods: { 'livechat:getInitialData': () => initial, ...methods } });
    await fake.connect(isOpen ? { token: 'T', visitorId: 'V', rid: 'R' } : undefined);
    await sleep(0);
    return fake;
  }

  it('gets a room that the visitor invented, and is heard from then on', async () => {
    const seen: string[] = [];
    const fake = await old({}, false);
    expect(fake.called('livechat:registerGuest').length).to.equal(1);
    expect(fake.socket.sent.some(({ msg }) => msg === 'sub')).to.equal(false);
    fake.methods['livechat:loadHistory'] = (asked) => {
      seen.push((asked as { rid: string }).rid);
      const { rid } = asked as { rid: string };
      return { messages: [toMessage('answer', { rid }), toMessage('local-1', { rid, u: GUEST })] };
    };
    await fake.send('hi');
    const [[message]] = fake.called('sendMessageLivechat') as [[Record<string, string>]];
    expect(message).to.deep.include({ _id: 'local-1', msg: 'hi' });
    expect(message['rid']).to.be.a('string').that.is.not.empty;
    await eventually('what came meanwhile', () => fake.told('message').length === 2);
    // The echo too, and in the order in which it was said.
    expect(fake.told('message').map((event) => 'message' in event && event.message.id)).to.deep.equal(['local-1', 'answer']);
    expect(seen).to.deep.equal([message['rid']]);
  });

  it('gets the same room when the first message is sent again', async () => {
    const fake = await old({ sendMessageLivechat: () => ({ error: { error: 500 } }) }, false);
    await fails(fake.send('hi'));
    await fails(fake.send('hi'));
    const rids = fake.called('sendMessageLivechat').map((params) => (params as [{ rid: string }])[0].rid);
    expect(rids[0]).to.equal(rids[1]);
  });

  it('answers a resend with nothing: the history knows whether it is there', async () => {
    const fake = await old({
      sendMessageLivechat: () => undefined,
      'livechat:loadHistory': () => ({ messages: [toMessage('local-1', { u: GUEST, ts: { $date: 3000 } })] }),
    });
    expect(await fake.send('again')).to.deep.equal({ id: 'local-1', createdAt: 3000 });
    const { code, outcome, retryable } = await fails(fake.send('lost', 'local-9'));
    expect([code, outcome, retryable]).to.deep.equal(['server', 'unknown', true]);
  });

  it('asks for the agent where the config does not tell', async () => {
    const fake = fakeRocketchat({
      options: { profile: 'ddp' },
      methods: { 'livechat:getInitialData': () => ({ visitor: GUEST, room: ROOM }), 'livechat:getAgentData': () => ({ _id: 'A', username: 'ana', name: 'Ana' }) },
    });
    const { agents } = await fake.connect({ token: 'T', visitorId: 'V' });
    expect(agents).to.deep.equal([{ id: 'A', name: 'Ana' }]);
    expect(fake.called('livechat:getAgentData')).to.deep.equal([[{ roomId: 'R', token: 'T' }]]);
  });

  it('is called by its own names', async () => {
    const fake = await old();
    const names = ['closeByVisitor', 'saveSurveyFeedback', 'pageVisited', 'sendOfflineMessage', 'sendTranscript', 'setDepartmentForVisitor', 'setCustomField'];
    for (const name of names) fake.methods[`livechat:${name}`] = () => true;
    const { transport } = fake;
    await transport.rate!({ score: 5 });
    await transport.setPage!(PAGE);
    await transport.sendOfflineMessage!({ message: 'x' });
    await transport.requestTranscript!('email', { email: 'a@x.example' });
    await transport.selectDepartment!('d2');
    await transport.identify!({ fields: { plan: 'pro' } });
    await transport.endConversation!();
    const params = (name: string): unknown => fake.called(`livechat:${name}`)[0];
    expect(names.map(params)).to.deep.equal([
      [{ roomId: 'R', token: 'T' }],
      ['T', 'R', [{ name: 'satisfaction', value: '5' }]],
      ['T', 'R', { change: 'url', title: 'Cart', location: { href: PAGE.url } }],
      [{ message: 'x' }],
      ['T', 'R', 'a@x.example'],
      [{ roomId: 'R', visitorToken: 'T', departmentId: 'd2' }],
      ['T', 'plan', 'pro', true],
    ]);
    expect(fake.calls).to.deep.equal([]);
  });

  it('loses a capability with the method', async () => {
    const fake = await old();
    expect((await fails(fake.transport.rate!({ score: 5 }))).code).to.equal('unsupported');
    expect((await fails(fake.transport.act!({ messageId: 'm', id: toChoiceId('a', 'b', 'c') }))).code).to.equal('unsupported');
    expect(narrowed(fake.events)).to.deep.include({ rating: false, act: false });
  });

  it('ends the connection when it takes the token no longer', async () => {
    const fake = await old({ sendMessageLivechat: () => ({ error: { error: 'invalid-token', reason: 'Invalid token' } }) });
    expect((await fails(fake.send('x'))).code).to.equal('auth');
    expect(fake.told('connection-lost').length).to.equal(1);
  });

  it('names the wait in its refusal', async () => {
    const reason = 'Error, too many requests. Please slow down. You must wait 8 seconds before trying again.';
    const fake = await old({ sendMessageLivechat: () => ({ error: { error: 'too-many-requests', reason } }) });
    const { code, retryAfterMs } = await fails(fake.send('x'));
    expect([code, retryAfterMs]).to.deep.equal(['rate-limited', 8000]);
  });
});
