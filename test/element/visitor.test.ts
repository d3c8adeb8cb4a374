import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { ChatError } from '../../src/core/errors.js';
import type { ConnectVisitor, Transport } from '../../src/core/transport.js';
import type { Visitor } from '../../src/core/model.js';
import { createIdbStorage } from '../../src/storage/idb-storage.js';
import { scopeOf } from '../../src/storage/keep.js';
import { cleanUp, panelOf, sleep, until, widget } from './support/fixture.js';

type Backend = { sessions: ConnectVisitor[]; told: Visitor[]; proofs: (string | undefined)[]; answers: ChatError[] };

let count = 0;

/** A backend of this page's own that notes what it is told of the visitor. */
async function backend(): Promise<Backend & { name: string }> {
  await import('../../src/define.js');
  const name = `notes-${++count}`;
  const noted: Backend = { sessions: [], told: [], proofs: [], answers: [] };
  const createTransport = (): Transport => ({
    echo: 'none',
    idempotentSend: true,
    async connect(visitor) {
      noted.sessions.push(structuredClone(visitor));
      noted.proofs.push(visitor.signature);
      const visitorId = visitor.externalId ?? 'nobody';
      return { conversation: { state: 'active', id: name }, visitorId, resume: { token: 't' }, history: { messages: [], hasMore: false }, config: {}, availability: 'online', capabilities: { identify: true } };
    },
    send: async ({ localId }) => ({ id: localId }),
    async identify(visitor) {
      noted.told.push(structuredClone(visitor));
      const answer = noted.answers.shift();
      if (answer) throw answer;
    },
    disconnect() {},
  });
  const { ChatWidget: Widget } = await import('../../src/chat-widget.js');
  Widget.registerTransport(name, async () => ({ createTransport }));
  return { ...noted, name };
}

const wordsOf = (element: ChatWidget): string =>
  JSON.stringify(element.chat?.state.messages.flatMap(({ parts }) => parts.flatMap((part) => ('text' in part ? part.text : []))) ?? []);

const failed = (run: Promise<unknown>): Promise<string> => run.then(() => '', ({ name }: Error) => name);

describe('who the visitor is, as the page says', () => {
  afterEach(cleanUp);

  it('the same id is the same visitor, as a number and with spaces around it too', async () => {
    const { name, sessions } = await backend();
    const element = widget({ transport: name, site: crypto.randomUUID() });
    await element.identify({ externalId: 4711, name: 'Ana' } as never);
    expect(element.externalId).to.equal('4711');
    await element.send('mine');
    await until(() => sessions.length, 'connected');
    const { chat } = element;
    let resets = 0;
    element.addEventListener('chat-reset', () => resets++);
    for (const externalId of [4711, '4711', ' 4711 ']) await element.identify({ externalId, phone: '+41' } as never);
    await sleep(100);
    expect(element.chat === chat, 'the chat goes on').to.equal(true);
    expect([wordsOf(element), resets]).to.deep.equal(['["mine"]', 0]);
    expect(element.visitor).to.deep.equal({ name: 'Ana', phone: '+41' });
  });

  it('half an emoji in an id neither breaks the element nor names two visitors', async () => {
    const cut = 'ana 😀'.slice(0, -1);
    const { name } = await backend();
    const element = widget({ transport: name, site: crypto.randomUUID() });
    await element.identify({ externalId: cut });
    expect(scopeOf(element)).to.contain('|ana|');
    await element.send('mine');
    const { chat } = element;
    await element.identify({ externalId: cut, name: 'Ana' });
    await sleep(50);
    expect([element.chat === chat, wordsOf(element)]).to.deep.equal([true, '["mine"]']);
  });

  it('numbers are told as texts, one label is one label', async () => {
    const { name, sessions } = await backend();
    const element = widget({ transport: name, site: crypto.randomUUID() });
    await element.setFields({ seats: 7, gold: true, gone: null, none: undefined } as never);
    await element.setLabels('vip' as never);
    await element.identify(undefined as never);
    await element.send('hi');
    await until(() => sessions.length, 'connected');
    expect([sessions[0]!.fields, sessions[0]!.labels]).to.deep.equal([{ seats: '7', gold: 'true', gone: null }, ['vip']]);
    await element.removeLabels('vip' as never);
    expect(element.visitor!.labels).to.deep.equal([]);
  });

  it('what is said while the chat begins reaches the backend', async () => {
    for (const ms of [0, 1, 2, 4, 8, 16, 32]) {
      const { name, sessions, told } = await backend();
      const element = widget({ transport: name, site: crypto.randomUUID() });
      await element.identify({ name: 'Ana' }); // the code for it is there
      const sent = element.send('hi');
      await sleep(ms);
      await element.identify({ email: 'ana@example.com' });
      await sent;
      const all = (): string => JSON.stringify([sessions, told]);
      await until(() => all().includes('ana@example.com'), `told, said after ${ms} ms: ${all()}`);
    }
  });

  it('a line that is lost while something is said is no failure of the page; a refusal is', async () => {
    const { name, told, answers } = await backend();
    const element = widget({ transport: name, site: crypto.randomUUID() });
    await element.send('hi');
    await until(() => element.chat!.state.connection.status === 'online', 'online');
    answers.push(new ChatError('aborted', 'given up'), new ChatError('network', 'gone'), new ChatError('invalid', 'no'));
    const outcomes = [];
    for (const plan of ['a', 'b', 'c']) outcomes.push(await failed(element.setFields({ plan })));
    expect([outcomes, told.length]).to.deep.equal([['', '', 'ChatError'], 3]);
  });

  it('what is said of one is not said of the next, though its code is still on its way', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID(), 'external-id': 'ana' });
    const calls = [
      element.identify({ phone: '+41 79' }),
      element.setFields({ plan: 'Ana’s' }),
      element.showMessage({ text: 'Welcome back, Ana' }),
      element.compose('my order 4711'),
      element.exportData(),
      element.grantConsent(),
    ];
    element.externalId = 'bea';
    const named = element.identify({ externalId: 'bea', name: 'Bea' });
    expect(await Promise.all(calls.map(failed))).to.deep.equal(Array(calls.length).fill('AbortError'));
    await named;
    expect(element.visitor).to.deep.equal({ name: 'Bea' });
    await element.open();
    expect(element.shadowRoot!.textContent).not.to.contain('Ana');
    expect([wordsOf(element).includes('Ana'), element.getAttribute('consent')]).to.deep.equal([false, null]);
  });

  it('the last word counts: a name by the attribute is not undone by an older call', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID() });
    const older = element.identify({ externalId: 'ana', name: 'Ana' });
    element.externalId = 'bea';
    expect(await failed(older)).to.equal('AbortError');
    expect([element.externalId, element.visitor]).to.deep.equal(['bea', undefined]);
    // Calls alone follow one another, whoever they name.
    void element.identify({ externalId: 'cleo', name: 'Cleo' });
    void element.setFields({ plan: 'gold' });
    void element.identify({ externalId: 'dora' });
    await element.setFields({ plan: 'free' });
    expect([element.externalId, element.visitor]).to.deep.equal(['dora', { fields: { plan: 'free' } }]);
  });

  it('a log-out and what is said next, in one go', async () => {
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), 'external-id': 'ana' });
    await element.send('of Ana');
    const left = element.reset();
    const next = element.identify({ externalId: 'bea', name: 'Bea' });
    await Promise.all([left, next]);
    expect([element.externalId, element.visitor]).to.deep.equal(['bea', { name: 'Bea' }]);
    await element.send('of Bea');
    expect(wordsOf(element)).to.equal('["of Bea"]');
    // One that was asked for Bea, and comes when it is Cleo, leaves her alone.
    const late = element.reset();
    element.externalId = 'cleo';
    await late;
    expect(element.externalId).to.equal('cleo');
  });

  it('the function that proves an id outlives a change of visitor and a log-out; a text does not', async () => {
    const { name, proofs } = await backend();
    const element = widget({ transport: name, site: crypto.randomUUID() });
    const asked: string[] = [];
    const proof = async (id: string): Promise<string> => (asked.push(id), `proof of ${id}`);
    element.identityToken = proof;
    const say = async (words: string): Promise<void> => {
      const known = proofs.length;
      await element.send(words);
      await until(() => proofs.length > known, `${words}: connected`);
    };
    await say('nobody yet');
    await element.identify({ externalId: 'ana' });
    await say('Ana');
    await element.identify({ externalId: 'bea' });
    await say('Bea');
    await element.reset();
    await say('nobody');
    await element.identify({ externalId: 'cleo' });
    await say('Cleo');
    expect(element.identityToken === proof).to.equal(true);
    expect(asked).to.deep.equal(['ana', 'bea', 'cleo']);
    expect(proofs).to.deep.equal([undefined, 'proof of ana', 'proof of bea', undefined, 'proof of cleo']);
    await element.identify({ externalId: 'cleo', signature: 'a text' });
    await element.identify({ externalId: 'dora' });
    expect(element.identityToken).to.equal(undefined);
  });

  it('a log-out keeps the panel open, and tells of no other opening', async () => {
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID() });
    await element.send('mine');
    await element.open();
    const before = panelOf(element);
    let openings = 0;
    element.addEventListener('chat-opened', () => openings++);
    await element.reset();
    await until(() => panelOf(element)?.open && panelOf(element) !== before, 'a panel with nothing of it');
    expect([openings, element.opened]).to.deep.equal([0, true]);
  });

  it('a log-out is told once, and has been when it is over', async () => {
    for (const attributes of [{ 'external-id': 'ana' }, { storage: 'none' }, {}] as Record<string, string>[]) {
      const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), ...attributes });
      let resets = 0;
      element.addEventListener('chat-reset', () => resets++);
      await element.send('mine');
      await element.reset();
      expect(resets, JSON.stringify(attributes)).to.equal(1);
      await sleep(100);
      expect([resets, element.externalId, element.messages]).to.deep.equal([1, '', []]);
    }
  });

  it('words that waited for the visitor’s consent are remembered like others: the next page connects by itself', async () => {
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), consent: 'required' });
    await element.send('before the answer');
    const chatted = (): boolean => Object.keys(localStorage).some((key) => key.endsWith(':chatted'));
    expect(chatted()).to.equal(false);
    await element.grantConsent();
    await until(chatted, 'the mark');
  });

  it('what they agreed to, and when, outlives a consent tool that says so on every page', async () => {
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), consent: 'required' });
    const kept = async (): Promise<string> => JSON.stringify((await element.exportData() as { texts: object }).texts);
    await element.grantConsent('May we?');
    const first = await kept();
    expect(first).to.contain('May we?');
    element.setAttribute('consent', 'required'); // the next page
    await sleep(5);
    await element.grantConsent();
    expect(await kept()).to.equal(first);
    await element.grantConsent('May we still?');
    expect(await kept()).to.contain('May we still?');
  });

  it('words of two tabs that waited for one answer are both kept', async () => {
    const attributes = { transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), consent: 'required', storage: 'local' };
    const element = widget(attributes);
    const device = createIdbStorage(scopeOf(element));
    await element.send('of this tab');
    await device.set('outbox', [{ localId: 'other', key: 'other', status: 'failed', createdAt: Date.now(), author: { role: 'visitor' }, parts: [] }]);
    await element.grantConsent();
    await sleep(50);
    const outbox = (await device.get<{ localId: string }[]>('outbox'))!;
    expect(outbox.map(({ localId }) => localId)).to.include('other');
  });

  it('consent that is taken back again changes nothing for a chat in memory, and takes what an earlier page kept', async () => {
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), consent: 'denied' });
    const told: string[] = [];
    for (const type of ['chat-reset', 'chat-consent']) element.addEventListener(type, () => told.push(type));
    const device = createIdbStorage(scopeOf(element));
    await device.set('session', { schema: 1, messages: [] });
    await element.send('in memory');
    await element.revokeConsent();
    expect([wordsOf(element), told, await device.get('session')]).to.deep.equal(['["in memory"]', [], undefined]);
    await element.grantConsent();
    await element.revokeConsent();
    await element.revokeConsent();
    expect(told).to.deep.equal(['chat-consent', 'chat-reset', 'chat-consent']);
  });
});
