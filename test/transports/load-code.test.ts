import { expect } from 'chai';
import { createContractClock } from '../../src/testing/contract-clock.js';
import { loadCode } from '../../src/transports/load-code.js';

const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => thrown);
const hang = (): Promise<never> => new Promise(() => undefined);

describe('code that is loaded on need', () => {
  it('comes with its exports, and leaves no timer', async () => {
    const clock = createContractClock();
    expect(await loadCode(clock, [], async () => ({ answer: 42 }))).to.deep.equal({ answer: 42 });
    expect(clock.pending).to.equal(0);
  });

  it('is asked for again after it did not load', async () => {
    const clock = createContractClock();
    const cause = new TypeError('Failed to fetch dynamically imported module');
    let tries = 0;
    const load = async () => {
      tries += 1;
      if (tries === 1) throw cause;
      return 'code';
    };
    const error = await thrownBy(loadCode(clock, [], load));
    expect(error).to.include({ code: 'network', retryable: true, outcome: 'not-sent', cause });
    expect(await loadCode(clock, [], load)).to.equal('code');
    expect(clock.pending).to.equal(0);
  });

  it('is given up at once by any of the signals, however late it comes', async () => {
    const clock = createContractClock();
    const control = new AbortController();
    const error = thrownBy(loadCode(clock, [undefined, control.signal], hang));
    control.abort();
    expect(await error).to.include({ code: 'aborted' });
    expect(clock.pending).to.equal(0);
  });

  it('is not asked for once a signal has aborted', async () => {
    let isLoaded = false;
    const load = async () => void (isLoaded = true);
    const error = await thrownBy(loadCode(createContractClock(), [AbortSignal.abort()], load));
    expect(error).to.include({ code: 'aborted' });
    expect(isLoaded).to.equal(false);
  });

  it('may not take for ever', async () => {
    const clock = createContractClock();
    const error = thrownBy(loadCode(clock, [], hang));
    clock.advance(30_000);
    expect(await error).to.include({ code: 'timeout', retryable: true, outcome: 'not-sent' });
  });
});
