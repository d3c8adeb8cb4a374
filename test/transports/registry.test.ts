import { expect } from 'chai';
import type { TransportModule } from '../../src/core/transport.js';
import { Registrations } from '../../src/transports/registrations.js';
import { resolveTransport } from '../../src/transports/resolve-transport.js';

const fake = (): TransportModule => ({
  createTransport: () => {
    throw new Error('never called');
  },
});
const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => thrown);

describe('the transport registry', () => {
  let known: Registrations;
  beforeEach(() => {
    known = new Registrations();
  });

  it('loads the built-in ones', async () => {
    expect((await resolveTransport('rest', known)).createTransport).to.be.a('function');
    expect((await resolveTransport('MOCK', known)).createTransport).to.be.a('function');
  });

  it('lets a registration replace a built-in one', async () => {
    const module = fake();
    known.add('rest', () => Promise.resolve(module));
    expect(await resolveTransport('rest', known)).to.equal(module);
  });

  it('does not know what merely stands on Object.prototype', async () => {
    const control = new AbortController();
    control.abort();
    const error = await thrownBy(resolveTransport('constructor', known, control.signal));
    expect(error).to.include({ code: 'config' });
  });

  it('waits for an unknown name until it is registered', async () => {
    const module = fake();
    const waiting = resolveTransport('Late', known);
    known.add('other', () => Promise.resolve(fake()));
    known.add('late', () => Promise.resolve(module));
    expect(await waiting).to.equal(module);
  });

  it('lets the last registration win', async () => {
    const module = fake();
    known.add('twice', () => Promise.resolve(fake()));
    known.add('TWICE', () => Promise.resolve(module));
    expect(await resolveTransport('twice', known)).to.equal(module);
  });

  it('tries a failed load once more, then says so', async () => {
    const module = fake();
    let left = 1;
    known.add('flaky', () => {
      left -= 1;
      return left < 0 ? Promise.resolve(module) : Promise.reject(new Error('net'));
    });
    expect(await resolveTransport('flaky', known)).to.equal(module);
    left = 9;
    const error = await thrownBy(resolveTransport('flaky', known));
    expect(error).to.include({ code: 'network', retryable: true });
    expect(left).to.equal(7);
  });

  it('stops waiting when told to', async () => {
    const control = new AbortController();
    const waiting = thrownBy(resolveTransport('nobody', known, control.signal));
    control.abort();
    expect(await waiting).to.include({ code: 'config' });
  });
});
