import { expect } from 'chai';
import { ChatWidget } from '../../src/chat-widget.js';
import { ChatError } from '../../src/core/errors.js';
import type { ChatEventDetails } from '../../src/events.js';
import { cleanUp, panelOf, server, sleep, until, widget } from './support/fixture.js';

type Detail = ChatEventDetails['chat-error'];

describe('a mistake of the page', () => {
  const warnings: string[] = [];
  const { warn } = console;
  beforeEach(() => {
    warnings.length = 0;
    console.warn = (text: string) => void warnings.push(text);
  });
  afterEach(async () => {
    console.warn = warn;
    await cleanUp();
  });

  /** Opens a widget; answers its first error when the visitor and the developer have been told. */
  async function mistaken(attributes: Record<string, string>, send = false): Promise<{ element: ChatWidget; error: Detail; told: string }> {
    const element = widget({ 'external-id': crypto.randomUUID(), ...attributes });
    const errors: Detail[] = [];
    element.addEventListener('chat-error', (event) => errors.push((event as CustomEvent<Detail>).detail));
    await element.open();
    if (send) await element.send('hello');
    const error = await until(() => errors[0], 'an error');
    const told = await until(() => warnings[0], 'a warning');
    await until(() => /Couldn’t connect|Connection lost/.test(panelOf(element)?.textContent ?? ''), 'a sentence for the visitor');
    // Asked again and again it says nothing new.
    element.chat!.reconnect();
    await element.close();
    await element.open();
    await sleep(300);
    expect(warnings).to.have.length(1);
    return { element, error, told };
  }

  it('an unknown transport is named, with those that are known', async () => {
    const { error, told } = await mistaken({ transport: 'carrier-pigeon' });
    expect(error.code).to.equal('config');
    expect(told).to.match(/^<chat-widget>: transport "carrier-pigeon" is not known: .*registerTransport.*rest.*mock/);
  });

  it('a missing endpoint is no address of the page itself', async () => {
    const { error, told } = await mistaken({});
    expect(error.code).to.equal('config');
    expect(told).to.include('endpoint="" is no web address');
  });

  it('an endpoint that is no web address', async () => {
    const { error, told } = await mistaken({ endpoint: 'ftp://backend.example/', site: 'ftp' });
    expect(error.code).to.equal('config');
    expect(told).to.include('endpoint="ftp://backend.example/" is no web address');
  });

  it('what a transport misses it names itself', async () => {
    const complain = () => {
      throw new ChatError('config', 'the attribute "page-id" is missing');
    };
    const connect = () => Promise.reject(new ChatError('aborted', 'never asked'));
    ChatWidget.registerTransport('needs-page', async () => ({
      createTransport: () => ({ echo: 'none', idempotentSend: false, connect, send: connect, prepare: async () => complain(), disconnect: () => {} }),
    }));
    const { error, told } = await mistaken({ transport: 'needs-page', endpoint: 'https://backend.example/' });
    expect(error).to.deep.equal({ code: 'config', message: 'the attribute "page-id" is missing' });
    expect(told).to.equal('<chat-widget>: the attribute "page-id" is missing');
  });

  it('nobody listens at the endpoint', async () => {
    const { error, told } = await mistaken({ endpoint: 'http://127.0.0.1:9/rest' });
    expect(error.code).to.equal('network');
    expect(told).to.match(/endpoint="http:\/\/127\.0\.0\.1:9\/rest" is not reachable/);
  });

  it('a backend that is there, but lets no other origin in', async () => {
    const { url } = await server;
    const { error, told } = await mistaken({ endpoint: `${url}/no-such-dialect` });
    expect(error.code).to.equal('network');
    expect(told).to.include('is reachable, but its CORS headers do not allow this page');
  });

  it('an address where something else answers, or another version', async () => {
    const { error, told } = await mistaken({ endpoint: '/no-such-backend' }, true);
    expect(error.code).to.equal('unsupported');
    expect(told).to.match(/endpoint="\/no-such-backend" does not answer as transport="rest" expects/);
  });

  it('a refusal names what the page says of itself', async () => {
    const refuse = () => Promise.reject(new ChatError('forbidden', 'unknown tenant'));
    ChatWidget.registerTransport('strict', async () => ({
      createTransport: () => ({ echo: 'none', idempotentSend: false, connect: refuse, send: refuse, prepare: refuse, disconnect: () => {} }),
    }));
    const { told } = await mistaken({ transport: 'strict', endpoint: 'https://backend.example/' });
    expect(told).to.match(/refuses this page \(unknown tenant\).*"key".*"page-id"/);
  });

  it('is no mistake where it has worked before', async () => {
    const { url } = await server;
    const element = widget({ endpoint: `${url}/rest`, 'external-id': crypto.randomUUID() });
    await element.send('hello');
    await until(() => element.chat?.state.historyLoaded, 'connected');
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.reject(new TypeError('gone'));
    try {
      element.chat!.reconnect();
      await until(() => element.chat!.state.connection.status === 'waiting', 'lost');
      await sleep(300);
      expect(warnings).to.deep.equal([]);
    } finally {
      globalThis.fetch = fetch;
    }
  });
});

describe('what the page says of its visitor', () => {
  const page = globalThis as { OCS?: unknown };
  afterEach(async () => {
    delete page.OCS;
    await cleanUp();
  });

  it('window.OCS names the visitor where no attribute does, and is part of the scope', async () => {
    page.OCS = { externalId: ' ocs-1 ', nickname: 'Ada', brand: 'not an option' };
    const element = widget({ transport: 'mock', script: '{"steps":[]}' });
    expect([element.externalId, element.name, element.brand]).to.deep.equal(['ocs-1', 'Ada', '']);
    element.name = 'Grace';
    expect(element.name).to.equal('Grace');
    await element.send('as ocs-1');
    const first = element.chat;
    page.OCS = { externalId: 'ocs-2' };
    element.setAttribute('lang', 'en'); // any change looks at the page again
    await until(() => element.chat !== first, 'another visitor');
  });

  it('an element, a frame, or nonsense of that name says nothing', () => {
    const form = document.createElement('form');
    form.id = 'OCS';
    const input = document.createElement('input');
    input.name = 'externalId';
    input.value = 'clobbered';
    form.append(input);
    document.body.append(form);
    expect((globalThis as { OCS?: unknown }).OCS).to.equal(form);
    const element = widget({ transport: 'mock' });
    expect(element.externalId).to.equal('');
    form.remove();
    for (const value of [null, 'text', 7, [], { externalId: 7 }, Object.create({ externalId: 'inherited' })]) {
      page.OCS = value;
      expect(element.externalId, String(value)).to.equal('');
    }
  });
});

describe('the page’s own upload', () => {
  afterEach(cleanUp);

  it('set before the class came or after the start, it reaches the transport', async () => {
    type Seen = { uploader?: unknown };
    let config: Seen | undefined;
    const idle = () => new Promise<never>(() => {});
    ChatWidget.registerTransport('looks-at-uploader', async () => ({
      createTransport: (context) => {
        config = context.config;
        return { echo: 'none', idempotentSend: false, connect: idle, send: idle, disconnect: () => {} };
      },
    }));
    const name = 'early-uploader';
    const element = document.createElement(name) as ChatWidget;
    const early = async (): Promise<string> => 'https://files.example/a';
    element.uploader = early;
    element.setAttribute('transport', 'looks-at-uploader');
    document.body.append(element);
    customElements.define(name, class extends ChatWidget {});
    expect('uploader' in ChatWidget.prototype).to.equal(true);
    void element.connect();
    await until(() => config, 'the transport');
    expect(config!.uploader).to.equal(early);
    element.uploader = undefined;
    expect(config!.uploader).to.equal(undefined);
    await element.destroy();
  });

  it('key and page-id are part of what tells conversations apart', async () => {
    const seen = new Set<unknown>();
    const element = widget({ transport: 'mock', script: '{"steps":[]}' });
    for (const change of [{}, { key: 'a' }, { key: 'b' }, { pageId: 'a' }]) {
      Object.assign(element, change);
      await sleep(0);
      await element.send('hi');
      seen.add(element.chat);
    }
    expect(seen.size).to.equal(4);
  });
});
