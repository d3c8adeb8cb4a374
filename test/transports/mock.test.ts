import { expect } from 'chai';
import type { TransportContext, TransportEvent } from '../../src/core/transport.js';
import { eventually, within } from '../../src/testing/contract-assert.js';
import { createContractClock } from '../../src/testing/contract-clock.js';
import { never, toOutgoing, toText, VISITOR } from '../../src/testing/contract-visit.js';
import { createMock, createTransport, setMockScript, type MockScript } from '../../src/transports/mock/mock.js';

function setUp(script?: MockScript, options: Record<string, string> = {}) {
  const clock = createContractClock();
  const events: TransportEvent[] = [];
  const context: TransportContext = {
    config: { transport: 'mock', endpoint: '', site: '', locale: 'en', options },
    emit: (event) => void events.push(event),
    clock,
    fetch: () => Promise.reject(new Error('no network')),
    WebSocket: globalThis.WebSocket,
  };
  const mock = script ? createMock(context, script) : { transport: createTransport(context) };
  /** Turns the clock until something has happened. */
  const until = (what: string, happened: () => unknown) =>
    eventually(what, () => {
      clock.advance(100);
      return Boolean(happened());
    });
  const said = () =>
    events.flatMap((event) => (event.type === 'message' ? toText(event.message.parts) : []));
  return { ...mock, clock, events, until, said };
}

describe('the mock transport', () => {
  const running: { disconnect(): void | Promise<void> }[] = [];
  const start = async (script?: MockScript, options?: Record<string, string>) => {
    const scene = setUp(script, options);
    running.push(scene.transport);
    const connected = await within(scene.transport.connect(VISITOR, undefined, never()));
    return { ...scene, connected };
  };
  const send = (scene: Awaited<ReturnType<typeof start>>, text: string) =>
    within(scene.transport.send(toOutgoing(text, scene.clock.randomId()), never()));
  afterEach(() => {
    for (const transport of running.splice(0)) void transport.disconnect();
    setMockScript();
  });

  it('is alive without any script', async () => {
    const scene = await start();
    await send(scene, 'Good morning');
    await scene.until('an answer', () => scene.said().length > 1);
    await scene.until('choices', () =>
      scene.events.some((event) => {
        return event.type === 'message' && event.message.parts[0]?.type === 'quick-replies';
      }),
    );
    const types = scene.events.map(({ type }) => type);
    expect(types).to.include.members(['conversation', 'participant', 'typing', 'receipt']);
  });

  it('plays every step in order', async () => {
    const scene = await start({
      steps: [
        { do: 'say', text: 'one', id: 'a' },
        { do: 'edit', id: 'a', text: 'two' },
        { do: 'delete', id: 'a' },
        { do: 'image', url: 'https://x.example/a.png' },
        { do: 'availability', state: 'busy' },
        { do: 'queue', position: 2 },
        { do: 'typing' },
        { do: 'join', name: 'Bo' },
        { do: 'leave' },
        { do: 'end', by: 'Mia' },
      ],
    });
    await scene.until('the end', () => scene.events.some((event) => event.type === 'conversation' && event.conversation.state === 'ended'));
    expect(scene.events.map((event) => (event.type === 'conversation' ? event.conversation.state : event.type))).to.deep.equal([
      'message', 'message-updated', 'message-deleted', 'message', 'availability', 'queued', 'queue', 'typing',
      'active', 'participant', 'participant', 'ended',
    ]);
  });

  it('shows pictures whose address is written as a page writes it', async () => {
    const scene = await start({ steps: [{ do: 'image', url: '/a.png' }] });
    await scene.until('the picture', () => scene.events.length > 0);
    expect(scene.events[0]).to.have.nested.property('message.parts[0].url', new URL('/a.png', location.href).href);
  });

  it('waits for the words it expects, then answers by key or echoes', async () => {
    const scene = await start({
      steps: [{ do: 'expect', text: 'PRICE' }, { do: 'say', text: 'It is 5.' }],
      replies: { hours: 'From 9 to 5.' },
    });
    await send(scene, 'hello');
    await send(scene, 'the price?');
    await scene.until('the price', () => scene.said().includes('It is 5.'));
    await send(scene, 'Your hours?');
    await scene.until('the reply', () => scene.said().includes('From 9 to 5.'));
    await send(scene, 'thanks');
    await scene.until('the echo', () => scene.said().includes('You wrote: thanks'));
  });

  it('fails as often as the script says', async () => {
    const scene = await start({
      steps: [{ do: 'fail', call: 'send', code: 'rate-limited', times: 2, retryAfterMs: 3000 }],
      replies: { '*': [] },
    });
    for (let n = 0; n < 2; n += 1) {
      const error: unknown = await send(scene, 'x').catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'rate-limited', retryable: true, retryAfterMs: 3000 });
    }
    expect(await send(scene, 'x')).to.have.property('id');
  });

  it('takes its script from the option, then from setMockScript', async () => {
    const steps = [{ do: 'say', text: 'from the option' }, { do: 'dance' }];
    const one = await start(undefined, { script: JSON.stringify({ steps }) });
    await one.until('the words', () => one.said().includes('from the option'));
    setMockScript({ steps: [{ do: 'say', text: 'from the function' }] });
    const two = await start(undefined, { script: '{broken' });
    await two.until('the words', () => two.said().includes('from the function'));
  });

  it('goes on after a disconnect in the middle of a pause', async () => {
    const scene = await start({ steps: [{ do: 'wait', ms: 60_000 }, { do: 'say', text: 'later' }] });
    await scene.transport.disconnect();
    expect(scene.clock.pending).to.equal(0);
    await scene.transport.connect(VISITOR, undefined, never());
    await scene.until('the words', () => scene.said().includes('later'));
  });

  it('has the history of the script', async () => {
    const history = [{ from: 'visitor', text: 'a' }, { from: 'agent', text: 'b' }] as const;
    const { connected } = await start({ history: [...history] });
    expect(connected.history.messages.map(({ parts }) => toText(parts))).to.deep.equal(['a', 'b']);
  });

  it('uploads with progress', async () => {
    const { transport } = await start({});
    const sent: number[] = [];
    const file = new File(['12345678'], 'a.png', { type: 'image/png' });
    const part = await transport.upload?.(file, (done) => void sent.push(done), never());
    expect(sent).to.deep.equal([0, 2, 4, 6, 8]);
    expect(part).to.include({ type: 'image', name: 'a.png', size: 8 });
  });
});
