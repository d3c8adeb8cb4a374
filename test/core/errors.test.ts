import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, toChatError } from '../../src/core/errors.js';

describe('toChatError', () => {
  it('leaves a ChatError as it is', () => {
    const error = new ChatError('network', 'gone');
    assert.equal(toChatError(error), error);
    assert.equal(error.name, 'ChatError', 'by which another copy of the script knows it');
  });

  it('takes one of another copy of the script, and a plain object of that shape', () => {
    class Other extends Error {
      override name = 'ChatError';
      code = 'rate-limited';
      retryable = true;
      retryAfterMs = 4_000;
    }
    const plain = { name: 'ChatError', code: 'auth', message: 'old token', status: 401 };
    const [other, made] = [toChatError(new Other('slow down')), toChatError(plain)];
    assert.deepEqual([other.code, other.message, other.retryable, other.retryAfterMs], ['rate-limited', 'slow down', true, 4_000]);
    assert.deepEqual([made.code, made.message, made.status, made.retryable], ['auth', 'old token', 401, false]);
  });

  it('calls an abort an abort, and everything else a defect whose outcome is unknown', () => {
    assert.equal(toChatError(new DOMException('stop', 'AbortError')).code, 'aborted');
    for (const thrown of [new TypeError('x is undefined'), 'a string', undefined, null, 7]) {
      const { code, outcome, message } = toChatError(thrown);
      assert.deepEqual([code, outcome], ['protocol', 'unknown']);
      assert.ok(message);
    }
  });
});
