import { expect } from 'chai';
import { ChatWidget } from '../../src/chat-widget.js';
import { cleanUp, connectedWidget, dockOf, frame, launcherOf, panelOf, sleep, until, widget } from './support/fixture.js';
import { conversationOf, operator, operatorSays } from './support/operator.js';

describe('upgrade', () => {
  afterEach(cleanUp);
  let count = 0;

  /** An element that gets its class only after the page has used it. */
  function early(): { element: ChatWidget; upgrade(): void } {
    const name = `early-chat-widget-${count++}`;
    const element = document.createElement(name) as ChatWidget;
    document.body.append(element);
    return { element, upgrade: () => customElements.define(name, class extends ChatWidget {}) };
  }

  it('takes in properties that were set before', async () => {
    const { element, upgrade } = early();
    Object.assign(element, { brand: 'Early', position: 'start', externalId: 'u-1', open: true, transport: 'mock' });
    upgrade();
    expect(Object.keys(element)).to.deep.equal([]);
    expect(element.brand).to.equal('Early');
    expect(element.getAttribute('external-id')).to.equal('u-1');
    await until(() => element.opened && panelOf(element)?.open, 'the panel opens');
    expect(dockOf(element).classList.contains('start')).to.equal(true);
    await element.destroy();
  });

  it('keeps calls that were made before, and answers them', async () => {
    const { element, upgrade } = early();
    element.setAttribute('transport', 'mock');
    const calls: unknown[][] = [];
    Object.assign(element, { calls });
    const stand = (method: string) => (...args: unknown[]) =>
      new Promise((resolve, reject) => void calls.push([method, args, resolve, reject]));
    for (const method of ['open', 'send']) Object.assign(element, { [method]: stand(method) });
    const opened = element.open();
    const sent = element.send('from before');
    upgrade();
    await opened;
    expect(element.opened).to.equal(true);
    expect(await sent).to.match(/^[0-9a-f]{32}$/);
    expect(element.chat!.state.messages.some(({ parts }) => JSON.stringify(parts).includes('from before'))).to.equal(true);
    await element.destroy();
  });
});

describe('move in the DOM', () => {
  afterEach(cleanUp);

  it('keeps conversation, connection, draft and open panel', async () => {
    const element = await connectedWidget();
    await element.open();
    await element.send('before the move');
    await until(() => element.chat?.state.messages.every(({ status }) => status !== 'queued' && status !== 'sending'), 'sent');
    const { chat } = element;
    const textarea = element.shadowRoot!.querySelector('textarea')!;
    textarea.value = 'half a sentence';
    const box = document.createElement('section');
    document.body.append(box);
    box.append(element);
    await sleep(300);
    expect(element.chat).to.equal(chat);
    expect(element.shadowRoot!.querySelector('textarea')).to.equal(textarea);
    expect(textarea.value).to.equal('half a sentence');
    expect(element.opened).to.equal(true);
    expect(chat!.state.connection.status).to.equal('online');
    expect(dockOf(element).matches(':popover-open')).to.equal(true);
    await operatorSays(element, 'still here');
    await until(() => JSON.stringify(chat!.state.messages).includes('still here'), 'the answer after the move');
    box.remove();
  });

  it('a hundred moves are one connection', async () => {
    const element = await connectedWidget();
    await element.send('hello');
    const { chat } = element;
    const boxes = [document.createElement('div'), document.createElement('div')];
    document.body.append(...boxes);
    for (let i = 0; i < 100; i++) {
      boxes[i % 2]!.append(element);
      if (i % 10 === 0) await frame();
    }
    await sleep(200);
    expect(element.chat).to.equal(chat);
    for (const box of boxes) box.remove();
  });

  it('moveBefore is no end and no beginning', async function () {
    if (!('moveBefore' in Element.prototype)) return this.skip();
    const element = await connectedWidget();
    await element.open();
    await element.send('before');
    const { chat } = element;
    const box = document.createElement('section');
    document.body.append(box);
    (box as unknown as { moveBefore(node: Node, child: Node | null): void }).moveBefore(element, null);
    await sleep(300);
    expect(element.chat).to.equal(chat);
    expect(dockOf(element).matches(':popover-open')).to.equal(true);
    expect(panelOf(element)!.open).to.equal(true);
    box.remove();
  });

  it('a second after its removal nothing runs any more', async () => {
    const element = await connectedWidget();
    await element.send('hello');
    const chat = element.chat!;
    await until(() => chat.state.connection.status === 'online', 'the connection');
    const id = await conversationOf(element);
    element.remove();
    await sleep(400);
    expect(element.chat).to.equal(undefined);
    expect(chat.state.connection.status).to.equal('idle');
    const op = await operator();
    await until(async () => !(await op.conversation(id)).visitor.connected, 'the server sees the visitor leave');
    const locks = await navigator.locks.query();
    expect(locks.held?.filter(({ name }) => name?.includes(encodeURIComponent(element.externalId)))).to.deep.equal([]);
  });

  it('eight visits in a row leave no connection open: a browser has six for a server', async () => {
    for (let round = 0; round < 8; round++) {
      const element = await connectedWidget();
      await element.send(`round ${round}`);
      await until(() => element.chat?.state.messages[0]?.status === 'sent', `sent in round ${round}`);
      await element.destroy();
    }
  });

  it('comes back after a removal with everything it had', async () => {
    const element = await connectedWidget();
    await element.send('hello');
    await until(() => element.chat?.state.messages[0]?.status === 'sent', 'sent');
    element.remove();
    await sleep(300);
    document.body.append(element);
    await element.open();
    await until(() => element.chat?.state.messages.length === 1, 'the message is there again');
    expect(element.chat!.state.messages[0]!.status).to.match(/sent|delivered|read/);
  });
});

describe('forget', () => {
  afterEach(cleanUp);

  it('leaves nothing of the conversation on the device, and the next page does not connect by itself', async () => {
    const element = await connectedWidget();
    await element.send('forget this');
    await until(() => element.chat?.state.messages[0]?.status === 'sent', 'sent');
    const marker = (): string[] => Object.keys(localStorage).filter((key) => key.endsWith(':chatted'));
    expect(marker()).to.have.length(1);
    await element.chat!.forget();
    await until(() => marker().length === 0, 'the marker is gone');
    expect(element.chat!.state.messages).to.deep.equal([]);
  });
});

describe('double script', () => {
  afterEach(cleanUp);

  it('a second copy of the script changes nothing and throws nothing', async () => {
    const element = widget({ transport: 'mock' });
    const errors: unknown[] = [];
    const note = (event: ErrorEvent | PromiseRejectionEvent): void => void errors.push(event);
    addEventListener('error', note);
    await import('../../src/define.js' + '?second-copy');
    expect(customElements.get('chat-widget')).to.equal(ChatWidget);
    expect(element).to.be.instanceOf(ChatWidget);
    expect(element.shadowRoot!.querySelectorAll('.launcher')).to.have.length(1);
    removeEventListener('error', note);
    expect(errors).to.deep.equal([]);
  });
});

describe('races', () => {
  afterEach(cleanUp);

  it('called before it is put into the page', async () => {
    const element = document.createElement('chat-widget');
    element.transport = 'mock';
    element.site = 'called-early';
    const sending = element.send('not in the page yet');
    document.body.append(element);
    expect(await sending).to.match(/^[0-9a-f]{32}$/);
    await element.open();
    expect(panelOf(element)!.open).to.equal(true);
    await element.destroy();
  });

  it('another visitor while the code is still on its way', async () => {
    const element = widget({ transport: 'mock', 'external-id': 'first' });
    const opening = element.open();
    await frame();
    element.externalId = 'second';
    await opening;
    await until(() => panelOf(element)?.open, 'the panel of the second');
    expect(element.shadowRoot!.querySelectorAll('dialog')).to.have.length(1);
    expect(element.opened).to.equal(true);
  });

  it('open and close at once leaves it closed, without the panel flashing', async () => {
    const element = widget({ transport: 'mock' });
    void element.open();
    void element.close();
    await sleep(500);
    expect(element.opened).to.equal(false);
    expect(panelOf(element)?.open ?? false).to.equal(false);
    await element.open();
    expect(panelOf(element)!.open).to.equal(true);
  });

  it('two opens are one', async () => {
    const element = widget({ transport: 'mock' });
    let opened = 0;
    element.addEventListener('chat-opened', () => opened++);
    await Promise.all([element.open(), element.open(), element.toggle().then(() => element.open())]);
    await until(() => panelOf(element)?.open, 'the panel');
    expect(opened).to.be.at.most(2);
    expect(element.shadowRoot!.querySelectorAll('dialog')).to.have.length(1);
  });

  it('removed while the code is still on its way', async () => {
    const element = widget({ transport: 'mock' });
    const opening = element.open();
    await element.destroy();
    await opening;
    await sleep(300);
    expect(element.chat).to.equal(undefined);
    expect(element.isConnected).to.equal(false);
  });

  it('sends at once, in a burst, keep their order and arrive once', async () => {
    const element = await connectedWidget();
    await Promise.all(Array.from({ length: 12 }, (_, i) => element.send(`message ${i}`)));
    await until(
      () => element.chat!.state.messages.every(({ status }) => status === 'sent' || status === 'delivered' || status === 'read'),
      'all are sent',
    );
    const op = await operator();
    const texts = (await op.messages(await conversationOf(element))).map(({ text }) => text);
    expect(texts).to.deep.equal(Array.from({ length: 12 }, (_, i) => `message ${i}`));
  });

  it('another endpoint or visitor is another conversation', async () => {
    const element = await connectedWidget();
    await element.open();
    await element.send('as the first');
    await until(() => element.chat?.state.messages.length === 1, 'the first message');
    const first = element.chat;
    element.externalId = crypto.randomUUID();
    await until(() => element.chat && element.chat !== first, 'another chat');
    await until(() => panelOf(element)?.open, 'the panel is open again');
    expect(element.chat!.state.messages).to.have.length(0);
    expect(launcherOf(element).ariaExpanded).to.equal('true');
  });
});
