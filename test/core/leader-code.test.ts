import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Leader } from '../../src/core/leader.js';
import { FakeBrowser } from '../support/fake-browser.js';

describe('the code of the leading tab', () => {
  it('is tried again until it loads; the words wait on the device meanwhile', async () => {
    const browser = new FakeBrowser();
    let failures = 3;
    const tab = await browser.started({
      loadLeader: async () => {
        if (failures-- > 0) throw new Error('404');
        return (options) => new Leader(options);
      },
    });
    void tab.client.send({ text: 'early' });
    await browser.clock.advance(10);
    assert.equal(tab.client.state.messages[0]?.status, 'queued');
    assert.equal(tab.notices[0]?.type, 'error');
    await browser.clock.advance(20_000);
    assert.equal(tab.client.state.messages[0]?.status, 'sent');
  });

  it('leaves no timer behind when the chat is stopped while it is missing', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({ loadLeader: () => Promise.reject(new Error('404')) });
    tab.client.stop();
    await browser.clock.advance(10);
    assert.equal(browser.clock.open, 0);
  });
});
