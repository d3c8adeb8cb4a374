import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TypingOut } from '../../src/core/typing-out.js';
import { FakeClock } from '../support/fake-clock.js';

describe('what is said of the visitor’s typing', () => {
  it('is told at once, again every three seconds, and taken back after five without a key', async () => {
    const clock = new FakeClock();
    const told: [boolean, number][] = [];
    const start = clock.monotonic();
    const typing = new TypingOut(clock, (on) => told.push([on, clock.monotonic() - start]));
    for (let key = 0; key <= 40; key++) {
      typing.set(true);
      await clock.advance(100);
    }
    await clock.advance(20_000);
    assert.deepEqual(told, [[true, 0], [true, 3_000], [false, 9_000]]);
    assert.equal(clock.open, 0);
  });

  it('is told anew right after it was taken back; taking back twice says nothing', async () => {
    const clock = new FakeClock();
    const told: boolean[] = [];
    const typing = new TypingOut(clock, (on) => told.push(on));
    typing.set(false);
    for (const on of [true, false, false, true]) typing.set(on);
    assert.deepEqual(told, [true, false, true]);
    typing.set(false);
    assert.equal(clock.open, 0);
  });
});
