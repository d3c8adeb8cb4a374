import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toAction } from '../../src/core/inbound.js';
import { initialState } from '../../src/core/initial-state.js';
import type { IncomingMessage } from '../../src/core/model.js';
import { reduce } from '../../src/core/reducer.js';

const said = (id: string, createdAt: number): IncomingMessage => ({
  id,
  createdAt,
  author: { role: 'agent', id: 'maya', name: 'Maya' },
  parts: [{ type: 'text', text: id, format: 'plain' }],
});

describe('who joins stands where it happened', () => {
  for (const skew of [0, 86_400_000, -86_400_000]) {
    it(`with a clock that is ${skew} ms off`, () => {
      const joined = { type: 'participant', change: 'joined', who: { role: 'agent', name: 'Maya' } } as const;
      const state = [
        { type: 'message/received' as const, message: said('before', 1_000) },
        toAction(joined, 2_000 + skew)!,
        { type: 'message/received' as const, message: said('after', 1_990) },
      ].reduce(reduce, initialState);
      const order = state.messages.map(({ id, author }) => id ?? author.role);
      assert.deepEqual(order, ['before', 'system', 'after']);
    });
  }
});
