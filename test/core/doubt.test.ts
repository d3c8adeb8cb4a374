import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import { initialState } from '../../src/core/initial-state.js';
import type { OutboxEntry } from '../../src/core/outbox.js';
import { findTwin } from '../../src/core/twin.js';
import { FakeBackend, textPart } from '../support/fake-backend.js';
import { callsOf, FakeBrowser, onSend, seen, statuses, type Tab } from '../support/fake-browser.js';

const lostAnswer = () => {
  throw new ChatError('network', 'answer lost', { retryable: true, outcome: 'unknown' });
};

describe('a backend that asks for patience', () => {
  const limited = (retryAfterMs?: number) => () => {
    throw new ChatError('rate-limited', '429', { retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  };

  it('is left alone for as long as it says, and no longer than five minutes', async () => {
    for (const [asked, waited] of [[20_000, 20_000], [undefined, 5_000], [Number.NaN, 5_000], [86_400_000, 300_000], [1, 1_000]] as const) {
      const browser = new FakeBrowser();
      const tab = await browser.started();
      await browser.send(tab, 'zero');
      browser.backend.before = onSend(limited(asked));
      void tab.client.send({ text: 'one' });
      await browser.send(tab, 'two', 0);
      tab.client.setTyping(true);
      await browser.clock.advance(waited - 5);
      assert.equal(callsOf(browser, 'send').length, 2, `asked ${asked}`);
      assert.ok(tab.client.state.rateLimitedUntil);
      await browser.clock.advance(100);
      assert.deepEqual(statuses(tab), ['sent', 'sent', 'sent']);
      assert.equal(tab.client.state.rateLimitedUntil, null);
    }
  });

  it('is left alone by a reload and by the next leader too, though the clock jumps', async () => {
    for (const jump of [0, 86_400_000, -86_400_000]) {
      const browser = new FakeBrowser();
      const first = await browser.started();
      const second = await browser.started();
      await browser.send(first, 'zero');
      browser.backend.before = onSend(limited(30_000));
      await browser.send(first, 'one', 100);
      browser.clock.jump(jump);
      first.kill();
      await browser.clock.advance(25_000);
      assert.equal(callsOf(browser, 'send').length, 2, 'the next leader');
      await browser.clock.advance(10_000);
      assert.deepEqual(statuses(second), ['sent', 'sent']);
    }
    const browser = new FakeBrowser();
    const first = await browser.started();
    await browser.send(first, 'zero');
    browser.backend.before = onSend(limited(30_000));
    await browser.send(first, 'one', 100);
    first.kill();
    browser.clock.jump(-86_400_000);
    const second = await browser.started();
    await browser.clock.advance(20_000);
    assert.equal(callsOf(browser, 'send').length, 2, 'a reload');
    await browser.clock.advance(310_000);
    assert.deepEqual(statuses(second), ['sent', 'sent'], 'a jump silences nobody for long');
  });

  it('says so with a 5xx as well', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(() => {
      throw new ChatError('server', '503', { retryable: true, retryAfterMs: 9_000 });
    });
    void tab.client.send({ text: 'hi' });
    await browser.clock.advance(1_000);
    await browser.send(tab, 'what is written meanwhile waits, too', 7_900);
    assert.equal(callsOf(browser, 'send').length, 1);
    assert.equal(tab.client.state.rateLimitedUntil, null, 'it is not the visitor who was too quick');
    await browser.clock.advance(200);
    assert.deepEqual(statuses(tab), ['sent', 'sent']);
  });

  it('is asked again as often as it takes where it was not reached, or wants to be left alone', async () => {
    for (const code of ['network', 'timeout', 'rate-limited'] as const) {
      const browser = new FakeBrowser();
      const tab = await browser.started();
      browser.backend.before = onSend(() => {
        throw new ChatError(code, code, { retryable: true });
      }, 8);
      await browser.send(tab, 'hi', 300_000);
      assert.deepEqual([statuses(tab), callsOf(browser, 'send').length], [['sent'], 9], code);
    }
  });

  it('keeps no timer of a chat that is stopped, and gets its message from the next', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(limited(20_000));
    await browser.send(tab, 'hi', 1_000);
    tab.client.stop();
    await browser.clock.advance(10);
    assert.equal(browser.clock.open, 0);
    void tab.client.start();
    await browser.clock.advance(30_000);
    assert.deepEqual(statuses(tab), ['sent']);
  });
});

describe('a backend that cannot tell a resend', () => {
  async function open(setUp: (browser: FakeBrowser) => void = () => {}): Promise<[FakeBrowser, Tab]> {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    browser.backend.echo = 'none';
    setUp(browser);
    const tab = await browser.started();
    await browser.send(tab, 'same words');
    return [browser, tab];
  }

  it('is asked for its history before anything is sent again, whatever the clocks say', async () => {
    for (const jump of [0, 86_400_000, -86_400_000]) {
      const [browser, tab] = await open();
      browser.clock.jump(jump);
      browser.backend.after = onSend(lostAnswer);
      await browser.send(tab, 'same words', 10_000);
      assert.equal(browser.backend.log.length, 2, `jump ${jump}`);
      assert.deepEqual(seen(tab), ['same words [sent]', 'same words [sent]']);
      browser.backend.before = onSend(() => {
        throw new ChatError('timeout', 'nothing came', { retryable: true, outcome: 'unknown' });
      });
      await browser.send(tab, 'same words', 10_000);
      assert.equal(browser.backend.log.length, 3, 'it had not arrived');
    }
  });

  it('needs no answer where the echo has come: it is one bubble, and nothing is sent again', async () => {
    for (const hasHistory of [true, false]) {
      const [browser, tab] = await open(({ backend }) => Object.assign(backend, { hasHistory, echo: 'server-id' }));
      browser.backend.after = onSend(lostAnswer);
      void tab.client.send({ text: 'same words' });
      await browser.send(tab, 'behind it', 10_000);
      browser.backend.say('hello');
      assert.deepEqual(seen(tab), ['same words [sent]', 'same words [sent]', 'behind it [sent]', 'hello'], `history: ${hasHistory}`);
      assert.equal(browser.backend.log.length, 4);
    }
  });

  it('leaves the doubt to the visitor where no history can be read', async () => {
    const [browser, tab] = await open(({ backend }) => (backend.hasHistory = false));
    browser.backend.pageSize = 0;
    browser.backend.after = onSend(lostAnswer);
    await browser.send(tab, 'hi', 10_000);
    assert.deepEqual(statuses(tab), ['sent', 'unconfirmed']);
    assert.equal(browser.backend.log.length, 2);
    await tab.client.retry('id2');
    await browser.clock.advance(5_000);
    assert.equal(browser.backend.log.length, 3, 'the visitor wants it sent again');
    assert.deepEqual(statuses(tab), ['sent', 'sent']);
  });

  it('shows it with the next connection, which an unknown outcome asks for, where older history cannot be read', async () => {
    const [browser, tab] = await open(({ backend }) => (backend.hasHistory = false));
    browser.backend.after = onSend(() => {
      throw new ChatError('server', '502', { retryable: true, outcome: 'unknown' });
    });
    await browser.send(tab, 'hi', 10_000);
    assert.deepEqual(statuses(tab), ['sent', 'sent']);
    assert.equal(browser.backend.log.length, 2);
  });

  it('leaves no doubt when it says that it was too often: that is an answer', async () => {
    const [browser, tab] = await open(({ backend }) => (backend.hasHistory = false));
    browser.backend.before = onSend(() => {
      throw new ChatError('rate-limited', '429', { retryable: true, outcome: 'unknown' });
    });
    await browser.send(tab, 'hi', 10_000);
    assert.deepEqual(statuses(tab), ['sent', 'sent']);
  });

  it('tells of it though the list was replaced meanwhile, and begins behind it', async () => {
    const [browser, tab] = await open();
    browser.backend.say('hello');
    await browser.send(tab, 'two');
    browser.backend.after = onSend(() => {
      browser.backend.pageSize = 1;
      browser.backend.log.splice(0, 2);
      lostAnswer();
    });
    await browser.send(tab, 'three', 20_000);
    assert.deepEqual(seen(tab), ['three [sent]']);
    assert.equal(browser.backend.log.length, 2);
  });

  it('is taken at no older words of the same sound where nobody knows behind which it was written', async () => {
    const { clock } = new FakeBrowser();
    const transport = new FakeBackend(clock).transport(() => {});
    const row = { key: 's1', id: 's1', createdAt: 1, author: { role: 'visitor' as const }, parts: [textPart('yes')], status: 'sent' as const };
    const state = { ...initialState, messages: [row], capabilities: { history: true } };
    const entry: OutboxEntry = { ...row, key: 'l1', id: undefined, localId: 'l1', status: 'sending' };
    for (const after of ['gone', undefined]) {
      assert.equal(await findTwin(transport, state, { ...entry, after }, new AbortController().signal), undefined, after);
    }
  });

  it('leaves the doubt to the visitor where the history goes too far', async () => {
    const [browser, tab] = await open(({ backend }) => (backend.pageSize = 2));
    browser.backend.say('anchor');
    browser.backend.after = onSend(() => {
      for (let i = 0; i < 60; i++) browser.backend.say(`burst ${i}`);
      browser.backend.log.splice(1, 1);
      lostAnswer();
    });
    browser.backend.wire = () => [];
    await browser.send(tab, 'hi', 10_000);
    assert.deepEqual(statuses(tab).filter(Boolean), ['unconfirmed']);
    assert.equal(browser.backend.log.filter(({ sentAs }) => sentAs === 'id2').length, 1);
  });

  it('has the last word on what was refused five times with an unknown outcome', async () => {
    const [browser, tab] = await open();
    const bad = () => {
      throw new ChatError('server', '502', { retryable: true, outcome: 'unknown' });
    };
    browser.backend.before = onSend(bad, 5);
    await browser.send(tab, 'hi', 120_000);
    assert.deepEqual(statuses(tab), ['sent', 'failed']);
    browser.backend.before = onSend(bad, 4);
    browser.backend.after = onSend(bad);
    await tab.client.retry('id2');
    await browser.clock.advance(120_000);
    assert.deepEqual(statuses(tab), ['sent', 'sent']);
    assert.equal(browser.backend.log.length, 2);
  });

  it('does not take another message of the same words for the one that was lost', async () => {
    for (const echo of ['none', 'server-id', 'local-id'] as const) {
      const [browser, tab] = await open(({ backend }) => (backend.echo = echo));
      const lost = (): never => {
        throw new ChatError('server', '502', { retryable: true, outcome: 'unknown' });
      };
      browser.backend.before = onSend(lost, 5);
      await browser.send(tab, 'again', 120_000);
      assert.deepEqual(statuses(tab), ['sent', 'failed']);
      await browser.send(tab, 'again');
      browser.backend.before = onSend(lost);
      await tab.client.retry('id2');
      await browser.clock.advance(60_000);
      assert.deepEqual(seen(tab), ['same words [sent]', 'again [sent]', 'again [sent]'], echo);
      assert.equal(browser.backend.log.length, 3, echo);
    }
  });

  it('does not take for it what the visitor wrote on another device', async () => {
    const [browser, tab] = await open();
    browser.backend.before = onSend(() => {
      const message = { id: 'phone', createdAt: browser.backend.now(), author: { role: 'visitor' as const }, parts: [textPart('from the phone')] };
      browser.backend.log.push({ message });
      throw new ChatError('timeout', 'nothing came', { retryable: true, outcome: 'unknown' });
    });
    await browser.send(tab, 'from here', 10_000);
    assert.deepEqual(seen(tab), ['same words [sent]', 'from the phone [sent]', 'from here [sent]']);
    assert.equal(browser.backend.log.length, 3);
  });

  it('counts refusals anew when the visitor, left with the doubt, tries again', async () => {
    const [browser, tab] = await open(({ backend }) => (backend.hasHistory = false));
    browser.backend.pageSize = 0;
    let calls = 0;
    const refuse = (): never => {
      throw new ChatError('server', '503', { retryable: true, outcome: ++calls === 5 ? 'unknown' : 'not-sent' });
    };
    browser.backend.before = onSend(refuse, 6);
    await browser.send(tab, 'hi', 120_000);
    assert.deepEqual([calls, statuses(tab)], [5, ['sent', 'unconfirmed']]);
    await tab.client.retry('id2');
    await browser.clock.advance(60_000);
    assert.deepEqual([calls, statuses(tab)], [6, ['sent', 'sent']]);
  });

  it('is not sent the message twice by the next life of a tab that died on the way', async () => {
    for (const isThere of [true, false]) {
      const [browser, first] = await open();
      const die = onSend(() => {
        first.kill();
        return isThere ? undefined : new Promise(() => {});
      });
      browser.backend.before = die;
      await browser.send(first, 'hi', 100);
      const second = await browser.started();
      await browser.clock.advance(10_000);
      assert.deepEqual(seen(second), ['same words [sent]', 'hi [sent]']);
      assert.equal(browser.backend.log.length, 2);
    }
  });

  it('is not sent again what a dead tab had acknowledged but not yet taken off the device', async () => {
    const [browser, first] = await open();
    await browser.send(first, 'hi');
    const row = first.client.state.messages[1]!;
    first.kill();
    const entry = { ...row, status: 'sending', after: 'id1' } as OutboxEntry;
    browser.device.values.set('outbox', [entry]);
    const second = await browser.started();
    await browser.clock.advance(10_000);
    assert.equal(browser.backend.log.length, 2);
    assert.deepEqual(seen(second), ['same words [sent]', 'hi [sent]']);
  });

  it('keeps an acknowledgement without id or time where it belongs', async () => {
    const [browser, tab] = await open(({ backend }) => {
      backend.acksCarryId = backend.acksCarryTime = false;
    });
    browser.backend.tell({ type: 'message', message: { id: 'a', author: { role: 'agent' }, parts: [textPart('yes?')], createdAt: browser.backend.now() } });
    assert.deepEqual(seen(tab), ['same words [sent]', 'yes?']);
  });
});
