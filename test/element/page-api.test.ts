import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import { initialState } from '../../src/core/initial-state.js';
import type { ConversationState } from '../../src/core/model.js';
import type { ChatState, ConnectionStatus } from '../../src/core/state.js';
import { watchState } from '../../src/page/state-events.js';
import { chatDom } from '../../src/testing/index.js';
import type { MockScript } from '../../src/testing/index.js';
import { cleanUp, connectedWidget, panelOf, until, widget } from './support/fixture.js';

const scripted = (script: MockScript, attributes: Record<string, string> = {}): ChatWidget =>
  widget({ transport: 'mock', site: crypto.randomUUID(), script: JSON.stringify(script), ...attributes });

/** Everything that the page is told, in order: `name detail`. */
function eventsOf(element: HTMLElement, ...names: string[]): string[] {
  const seen: string[] = [];
  for (const name of names) {
    element.addEventListener(name, (event) => seen.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`));
  }
  return seen;
}

const fieldOf = (element: Element): HTMLTextAreaElement => element.shadowRoot!.querySelector('textarea')!;

describe('what a page may ask', () => {
  afterEach(cleanUp);

  it('is kept until the class comes, and answered then, whatever it is', async () => {
    // What a page wrote before the script was there: an element of no class.
    const element = document.createElement('chat-widget-early');
    document.body.append(element);
    element.setAttribute('transport', 'mock');
    element.setAttribute('site', crypto.randomUUID());
    const calls: unknown[] = [];
    const answerTo = (method: string, ...args: unknown[]): Promise<unknown> =>
      new Promise((done, fail) => calls.push([method, args, done, fail]));
    const answers = Promise.all([answerTo('send', 'Hello'), answerTo('showTeaser', { text: 'Hi' })]);
    Object.assign(element, { calls });
    const { ChatWidget: Widget } = await import('../../src/chat-widget.js');
    customElements.define('chat-widget-early', class extends Widget {});
    const [sent, shown] = await answers;
    expect([typeof sent, shown]).to.deep.equal(['string', true]);
    await (element as ChatWidget).destroy();
  });

  it('is kept and answered, too, where the page does not know that the class is there already', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID() }) as ChatWidget & { calls?: unknown[] };
    const answer = await new Promise((done, fail) => (element.calls ??= []).push(['send', ['Hello'], done, fail]));
    expect(typeof answer).to.equal('string');
    expect(typeof (await new Promise((done, fail) => (element.calls ??= []).push(['send', ['Again'], done, fail])))).to.equal('string');
  });

  it('says of one visitor what is not said of the next, though only the attribute tells of them', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID(), 'external-id': 'ana', fields: 'name* phone*', open: '' });
    await element.identify({ name: 'Ana Canary' });
    await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.form input')?.value === 'Ana Canary', 'what is known');
    element.externalId = 'bea';
    const own = element.identify({ phone: '+41 79 000 00 00' });
    await until(() => element.chat, 'the next chat');
    await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.form input'), 'the next form');
    await own;
    expect(element.visitor).to.deep.equal({ phone: '+41 79 000 00 00' });
    expect(element.shadowRoot!.querySelector<HTMLInputElement>('.form input')!.value).to.equal('');
  });

  it('is all there once `ready` resolves, with the element', async () => {
    const element = widget({ transport: 'mock' });
    expect(await element.ready).to.equal(element);
    for (const name of ['open', 'close', 'toggle', 'show', 'hide', 'connect', 'send', 'compose', 'showMessage', 'showTeaser', 'hideTeaser', 'destroy']) {
      expect(typeof (element as never)[name], name).to.equal('function');
    }
    expect([element.unreadCount, element.messages]).to.deep.equal([0, []]);
  });

  it('puts words into the field for the visitor to send, and never over a draft', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID() });
    await element.compose('My order 1234: ');
    expect(panelOf(element)!.open).to.equal(true);
    expect(fieldOf(element).value).to.equal('My order 1234: ');
    expect(document.activeElement === element).to.equal(false);
    fieldOf(element).value = 'half a sentence';
    await element.compose('other words');
    expect(fieldOf(element).value).to.equal('half a sentence');
    await element.close();
    element.addEventListener('chat-open', (event) => event.preventDefault());
    await element.compose('not wanted');
    expect(element.opened).to.equal(false);
  });

  it('shows a message that was never sent, which is neither unread nor at the backend', async () => {
    const element = await connectedWidget();
    await element.send('Hello');
    await until(() => element.chat?.state.messages[0]?.status === 'sent' || element.chat?.state.messages[0]?.status === 'delivered', 'a sent message');
    await element.showMessage({ text: 'Orders before noon leave *today*.', sender: 'Juniper' });
    await element.showMessage({ text: 7 } as never);
    await chatDom(element).open();
    const shown = await chatDom(element).waitForMessage('Orders before noon leave *today*.');
    expect(shown.from).to.equal('agent');
    expect(element.unreadCount).to.equal(0);
    const { conversationOf, operator, operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'Hi, I am real');
    await chatDom(element).waitForMessage('Hi, I am real');
    const kept = await (await operator()).messages(await conversationOf(element));
    expect(JSON.stringify(kept)).not.to.contain('before noon');
    expect(element.messages.map(({ author }) => author.role)).to.include.members(['visitor', 'agent']);
    (element.messages as unknown[]).length = 0;
    expect(element.messages.length).to.be.greaterThan(2);
  });
});

describe('the examples of docs/page-api.md', () => {
  afterEach(cleanUp);

  it('run', async () => {
    const text = await (await fetch('/docs/page-api.md')).text();
    const examples = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code!);
    expect(examples.length).to.be.greaterThan(5);
    for (const code of examples) {
      const element = widget({ transport: 'mock', site: crypto.randomUUID() });
      const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
      await (import(/* @vite-ignore */ address) as Promise<unknown>).catch((error: Error) => {
        throw new Error(`${error.message} in:\n${code}`);
      });
      URL.revokeObjectURL(address);
      await element.destroy();
    }
  });
});

describe('what a page is told', () => {
  afterEach(cleanUp);

  it('connection, availability, the beginning, who answers, the end; once each, and no words', async () => {
    const element = await connectedWidget();
    const seen = eventsOf(element, 'chat-ready', 'chat-connection', 'chat-started', 'chat-agent', 'chat-ended', 'chat-availability');
    await element.send('Hello, my secret is 1234');
    await until(() => seen.some((it) => it.startsWith('chat-started')), 'the beginning');
    const { conversationOf, operator, operatorSays } = await import('./support/operator.js');
    await operatorSays(element, 'Hi');
    await until(() => seen.some((it) => it.startsWith('chat-agent')), 'who answers');
    await operatorSays(element, 'Once more');
    await (await operator()).close(await conversationOf(element));
    await until(() => seen.some((it) => it.startsWith('chat-ended')), 'the end');
    const names = seen.map((it) => it.split(' ')[0]);
    for (const name of ['chat-ready', 'chat-started', 'chat-agent', 'chat-ended']) {
      expect(names.filter((it) => it === name), name).to.have.length(1);
    }
    expect(seen.filter((it) => it.includes('"online"') && it.startsWith('chat-connection'))).to.have.length(1);
    expect(seen.join()).not.to.match(/secret|Once more/);
  });

  it('with types: on the element, the document and the window', async () => {
    const element: ChatWidget = document.createElement('chat-widget');
    const told: (string | number | undefined)[] = [];
    element.addEventListener('chat-queue', ({ detail }) => told.push(detail.position));
    document.addEventListener('chat-rating', ({ detail }) => told.push(detail.score), { once: true });
    window.addEventListener('chat-teaser', ({ detail }) => told.push(detail.change), { once: true });
    // @ts-expect-error -- no such detail
    document.addEventListener('chat-rating', ({ detail }) => detail.words, { once: true });
    const shown: Promise<boolean> = (document.body.append(element), (element.transport = 'mock'), element.showTeaser({ text: 'Hi', again: true }));
    await shown;
    document.dispatchEvent(new CustomEvent('chat-rating', { detail: { score: 4 } }));
    expect(told).to.deep.equal(['shown', 4]);
    await element.destroy();
  });

  it('the place in line, and what was chosen', async () => {
    const element = scripted({
      steps: [
        { do: 'expect' },
        { do: 'queue', position: 2 },
        { do: 'queue', position: 1 },
        { do: 'quick-replies', choices: ['Swap', 'Refund'], text: 'Which one?' },
      ],
    } as MockScript);
    const seen = eventsOf(element, 'chat-queue', 'chat-action');
    const chat = chatDom(element);
    await chat.open();
    await chat.send('Hello');
    await chat.choose('Refund');
    await until(() => seen.some((it) => it.startsWith('chat-action')), 'the choice');
    expect(seen.filter((it) => it.startsWith('chat-queue')).slice(0, 2)).to.deep.equal(['chat-queue {"position":2}', 'chat-queue {"position":1}']);
    expect(seen.at(-1)).to.match(/^chat-action \{"messageId":"[^"]+","id":"[^"]+"\}$/);
  });

  it('nothing about a conversation that was there before: on another page, or another device', () => {
    const element = document.createElement('div');
    const seen = eventsOf(element, 'chat-started', 'chat-ended');
    let tell = (_state: ChatState): void => {};
    let state: ChatState = initialState;
    const chat = { state, subscribe: (listener: typeof tell) => ((tell = listener), () => {}) };
    watchState(element, chat);
    const next = (status: ConnectionStatus, conversation: ConversationState): void => {
      state = { ...state, connection: { status }, conversation: { id: 'c1', state: conversation } };
      tell(state);
    };
    next('connecting', 'none');
    next('connecting', 'active');
    next('online', 'active');
    next('waiting', 'active');
    next('waiting', 'ended');
    next('online', 'ended');
    expect(seen).to.deep.equal([]);
    next('online', 'queued');
    next('online', 'active');
    next('online', 'ended');
    expect(seen).to.deep.equal(['chat-started {"id":"c1"}', 'chat-ended {"id":"c1"}']);
  });
});

describe('the page object for tests of a page', () => {
  afterEach(cleanUp);

  it('drives a whole conversation without a look into the shadow root', async () => {
    const element = scripted({
      config: { forms: { registration: [{ name: 'topic', type: 'radio', label: 'Topic', options: ['An order', { value: 'r', label: 'A return' }] }, { name: 'name', type: 'text', label: 'Your name', required: true }, { name: 'ok', type: 'checkbox', label: 'I agree' }, { name: 'soon', type: 'radio', label: 'How soon', options: ['Now', 'Today'] }] } },
      steps: [{ do: 'expect' }, { do: 'say', text: 'Hello Ana' }],
    } as MockScript, { brand: 'Juniper' });
    const chat = chatDom(element);
    const sent = eventsOf(element, 'chat-form-submit');
    let chosen: boolean[] = [];
    const radios = (): NodeListOf<HTMLInputElement> => element.shadowRoot!.querySelectorAll('[type=radio]');
    element.addEventListener('chat-form-submit', () => (chosen = [...radios()].map(({ checked }) => checked)));
    await chat.open();
    await chat.fillForm({ topic: 'A return', name: 'Ana', 'How soon': 'Today', 'I agree': true });
    expect(sent).to.deep.equal(['chat-form-submit {"kind":"registration","fields":["topic","name","ok","soon"]}']);
    expect(chosen).to.deep.equal([false, true, false, true]);
    await chat.send('Hi there');
    expect(await chat.waitForMessage('Hello Ana')).to.deep.equal({ from: 'agent', text: 'Hello Ana' });
    expect((await chat.messages()).slice(-2).map(({ from }) => from)).to.deep.equal(['visitor', 'agent']);
    expect((await chat.lastMessage())!.text).to.equal('Hello Ana');
    await chat.close();
    expect([await chat.isOpen(), await chat.unread()]).to.deep.equal([false, element.unreadCount]);
  });

  it('says what it waited for', async () => {
    const element = widget({ transport: 'mock', site: crypto.randomUUID() });
    const chat = chatDom(element, 50);
    await element.open();
    for (const [run, words] of [
      [() => chat.waitForMessage('nobody says that'), 'nobody says that'],
      [() => chat.choose('Refund'), 'the choice "Refund"'],
      [() => chat.fillForm({ name: 'x' }), 'a form'],
      [() => chat.press('Fly'), 'the button "Fly"'],
      [() => chat.teaser(), 'a teaser'],
    ] as const) {
      const error = await run().then(() => undefined, (thrown: Error) => thrown);
      expect(error?.message).to.contain(words);
    }
  });
});
