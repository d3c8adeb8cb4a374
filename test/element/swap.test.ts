import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { createOperatorClient, type OperatorClient } from '../server/support/operator-client.js';
import { cleanUp, dockOf, frame, launcherOf, panelOf, sleep, until, widget, type Server } from './support/fixture.js';

type Shop = { endpoint: string; operator: OperatorClient };

async function shop(name: string): Promise<Shop> {
  const answer = await fetch(`/reference-server.json?name=swap-${name}`);
  const { url, operatorKey } = (await answer.json()) as Server;
  return { endpoint: `${url}/rest`, operator: createOperatorClient({ url, key: operatorKey }) };
}

const wordsOf = (element: ChatWidget): string[] =>
  element.chat?.state.messages.flatMap(({ parts }) => parts.flatMap((part) => ('text' in part ? part.text : []))) ?? [];

const talked = (element: ChatWidget, words: string): Promise<unknown> =>
  until(
    () => element.chat?.state.messages.some(({ status, parts }) => /sent|delivered|read/.test(status ?? '') && JSON.stringify(parts).includes(words)),
    `${words} is sent`,
  );

async function say(element: ChatWidget, { operator }: Shop, text: string): Promise<void> {
  const id = await until(() => element.chat?.state.visitorId, 'the visitor is known');
  await operator.say((await operator.waitForConversation(id)).id, text);
}

/** Those of leading tabs; the one of the tab that rings belongs to no tenant and goes by itself. */
const heldLocks = async (): Promise<string[]> =>
  ((await navigator.locks.query()).held ?? []).flatMap(({ name }) =>
    name?.startsWith('chat-widget:') && name !== 'chat-widget:ring' ? name : [],
  );

/** Browsers let go of a lock a moment later. */
const holds = (count: number): Promise<boolean> => until(async () => (await heldLocks()).length === count, `${count} locks`);

describe('another backend, tenant or visitor at run time', () => {
  afterEach(cleanUp);
  let one: Shop;
  let two: Shop;
  let id: string;
  before(async () => {
    [one, two] = await Promise.all([shop('one'), shop('two')]);
  });
  beforeEach(() => {
    id = crypto.randomUUID();
  });

  for (const option of ['site', 'key', 'page-id', 'external-id', 'endpoint', 'transport'] as const) {
    it(`${option}: open panel, draft, badge and words of the old one do not cross over`, async () => {
      const element = widget({ endpoint: one.endpoint, 'external-id': id });
      await element.open();
      await element.send('for the first');
      await talked(element, 'for the first');
      element.shadowRoot!.querySelector('textarea')!.value = 'half a secret';
      const first = element.chat!;
      element.setAttribute(option, { endpoint: two.endpoint, transport: 'mock' }[option as string] ?? `other-${id}`);
      await until(() => element.chat && element.chat !== first && panelOf(element)?.open, 'the panel of the second');
      expect(wordsOf(element).join()).not.to.include('for the first');
      expect(element.shadowRoot!.querySelectorAll('dialog')).to.have.length(1);
      expect(element.shadowRoot!.querySelector('textarea')!.value).to.equal('');
      expect(element.shadowRoot!.textContent).not.to.include('for the first');
      await until(() => first.state.connection.status === 'idle', 'the first is closed');
      await holds(1);
      await element.send('for the second');
      await talked(element, 'for the second');
      expect(JSON.stringify(first.state.messages)).not.to.include('for the second');
    });
  }

  it('with the panel closed: the badge goes, the old connection ends, coming back finds the old words', async () => {
    const element = widget({ endpoint: one.endpoint, 'external-id': id });
    await element.send('hello');
    await talked(element, 'hello');
    await say(element, one, 'unread');
    await until(() => launcherOf(element).textContent === '1', 'a badge');
    const first = element.chat!;
    element.endpoint = two.endpoint;
    await until(() => launcherOf(element).textContent === '', 'no badge');
    expect(launcherOf(element).ariaLabel).not.to.include('1');
    expect(element.matches(':state(unread)')).to.equal(false);
    expect(first.state.connection.status).to.equal('idle');
    await holds(0);
    await say({ chat: first } as ChatWidget, one, 'nobody hears');
    await sleep(300);
    expect(wordsOf({ chat: first } as ChatWidget)).not.to.include('nobody hears');
    element.endpoint = one.endpoint;
    await element.connect();
    await until(() => wordsOf(element).includes('nobody hears'), 'the old conversation, caught up');
    expect(wordsOf(element)).to.deep.equal(['hello', 'unread', 'nobody hears']);
  });

  it('many quick changes, also while connecting, end at the last one, with one connection', async () => {
    const element = widget({ endpoint: one.endpoint, 'external-id': id });
    const changes: number[] = [];
    element.addEventListener('chat-unread-changed', (event) => changes.push((event as CustomEvent).detail.count));
    void element.open();
    for (let round = 0; round < 12; round++) {
      element.endpoint = round % 2 ? one.endpoint : two.endpoint;
      element.setAttribute('site', `site-${round}-${id}`);
      if (round % 3) void element.send(`round ${round}`).catch(() => {});
      await sleep(round * 8); // into every phase of loading and connecting
    }
    element.setAttribute('site', `last-${id}`);
    await until(() => panelOf(element)?.open && element.chat, 'the last panel');
    await element.send('at last');
    await talked(element, 'at last');
    expect(wordsOf(element)).to.deep.equal(['at last']);
    expect(element.shadowRoot!.querySelectorAll('dialog')).to.have.length(1);
    await holds(1);
    expect(launcherOf(element).querySelectorAll('.badge')).to.have.length(1);
    const id2 = element.chat!.state.visitorId!;
    const { id: conversation } = await one.operator.waitForConversation(id2);
    expect((await one.operator.messages(conversation)).map(({ text }) => text)).to.deep.equal(['at last']);
  });

  it('an old one that is still reading what the device kept tells and touches nothing', async () => {
    const before = widget({ endpoint: one.endpoint, 'external-id': id });
    await before.send('hello');
    await talked(before, 'hello');
    await say(before, one, 'unread');
    await until(() => launcherOf(before).textContent === '1', 'a badge');
    await sleep(200); // kept
    await before.destroy();
    const element = widget({ endpoint: one.endpoint, 'external-id': id, load: 'manual' });
    const told: string[] = [];
    for (const type of ['chat-unread-changed', 'chat-message-received']) element.addEventListener(type, () => told.push(type));
    // Its code has come, what the device kept has not been read.
    await frame();
    const begun = new MutationObserver(() => {
      begun.disconnect(); // a change of the site dresses the box again
      element.site = `other-${id}`;
    });
    begun.observe(dockOf(element), { attributeFilter: ['class'] });
    await element.connect();
    await sleep(500);
    expect(told).to.deep.equal([]);
    expect(launcherOf(element).textContent).to.equal('');
    await holds(0);
  });

  it('words and options of one task belong together', async () => {
    const element = widget({ endpoint: one.endpoint, 'external-id': id });
    const early = element.send('for nobody: its code was still on its way');
    element.site = `second-${id}`;
    const second = element.send('for the second');
    const name = await early.then(() => '', (error: Error) => error.name);
    await second;
    await talked(element, 'for the second');
    expect(wordsOf(element)).to.deep.equal(['for the second']);
    expect(name).to.match(/^(AbortError)?$/);
    element.site = `third-${id}`;
    await element.send('for the third');
    await talked(element, 'for the third');
    expect(wordsOf(element)).to.deep.equal(['for the third']);
  });

  it('what the old backend said of itself does not dress the new one', async () => {
    const script = JSON.stringify({ config: { color: '#ff0000', title: 'Red' }, steps: [] });
    const element = widget({ transport: 'mock', script, site: id });
    await element.open();
    await until(() => dockOf(element).style.getPropertyValue('--_server-accent') === '#ff0000', 'red');
    element.setAttribute('script', '{"steps":[]}');
    element.site = `${id}-2`;
    await until(() => dockOf(element).style.getPropertyValue('--_server-accent') === '', 'not red');
    expect(launcherOf(element).ariaLabel).not.to.include('Red');
  });
});

describe('two widgets with different transports on one page', () => {
  afterEach(cleanUp);

  it('do not mix what is said in turns', async () => {
    const [one, two] = await Promise.all([shop('one'), shop('two')]);
    const id = crypto.randomUUID();
    const a = widget({ endpoint: one.endpoint, 'external-id': id });
    const b = widget({ endpoint: two.endpoint, 'external-id': id });
    // It answers nothing.
    const c = widget({ transport: 'mock', script: '{"steps":[],"replies":{"*":[]}}', 'external-id': id });
    for (let round = 0; round < 4; round++) {
      await Promise.all([a.send(`a${round}`), b.send(`b${round}`), c.send(`c${round}`)]);
    }
    await Promise.all([talked(a, 'a3'), talked(b, 'b3'), talked(c, 'c3')]);
    await Promise.all([say(a, one, 'to a'), say(b, two, 'to b')]);
    await until(() => wordsOf(a).includes('to a') && wordsOf(b).includes('to b'), 'the answers');
    expect(wordsOf(a)).to.deep.equal(['a0', 'a1', 'a2', 'a3', 'to a']);
    expect(wordsOf(b)).to.deep.equal(['b0', 'b1', 'b2', 'b3', 'to b']);
    expect(wordsOf(c)).to.deep.equal(['c0', 'c1', 'c2', 'c3']);
    expect(launcherOf(a).textContent).to.equal('1');
    expect(launcherOf(c).textContent).to.equal('');
  });
});
