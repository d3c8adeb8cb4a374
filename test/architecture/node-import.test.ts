import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('importing the package in Node', () => {
  it('does not throw, and gives what a server-side build needs', async () => {
    assert.equal('HTMLElement' in globalThis, false);
    const { ChatWidget, ChatError, registerTransport } = await import('../../src/index.js');
    assert.equal(typeof ChatWidget, 'function');
    assert.equal(new ChatError('network', 'gone').code, 'network');
    registerTransport('mine', () => Promise.reject(new Error('never loaded here')));
  });
});
