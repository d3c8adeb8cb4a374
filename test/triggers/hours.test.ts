import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Hours } from '../../src/hours/hours.js';
import { openingAt } from '../../src/hours/opening.js';
import { sayHours } from '../../src/hours/say-hours.js';
import { sayMoment } from '../../src/hours/say-moment.js';
import { readHours } from '../../src/hours/read-hours.js';
import { isPresent } from '../../src/triggers/presence.js';
import { initialState } from '../../src/core/initial-state.js';
import { reduce } from '../../src/core/reducer.js';
import type { ChatState } from '../../src/core/state.js';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const shown = (ms: number | undefined): string | undefined => ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);
const EVERY = (spans: [string, string][]): Hours['week'] => ({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans });

describe('opening hours', () => {
  const vienna: Hours = {
    tz: 'Europe/Vienna',
    week: { mon: [['09:00', '12:00'], ['13:00', '17:00']], fri: [['09:00', '24:00']], sat: [['00:00', '02:00']] },
    except: { '2026-12-25': [], '2026-12-28': [['10:00', '11:00']] },
  };

  it('open and close where they say, wherever the visitor is', () => {
    const rows: [string, boolean, string | undefined][] = [
      ['2026-11-23T07:59:59Z', false, '2026-11-23T08:00'], // Monday
      ['2026-11-23T08:00:00Z', true, '2026-11-23T11:00'],
      ['2026-11-23T11:00:00Z', false, '2026-11-23T12:00'],
      ['2026-11-23T15:59:59Z', true, '2026-11-23T16:00'],
      ['2026-11-23T16:00:00Z', false, '2026-11-27T08:00'],
      ['2026-11-27T22:00:00Z', true, '2026-11-28T01:00'], // over midnight: what touches is one
      ['2026-12-24T12:00:00Z', false, '2026-12-26T00:00'.replace('26T00:00', '25T23:00')], // Friday is a holiday; Saturday 00:00 in Vienna
      ['2026-12-28T09:30:00Z', true, '2026-12-28T10:00'],
    ];
    for (const [now, isOpen, until] of rows) {
      const found = openingAt(vienna, at(now));
      assert.deepEqual([found.isOpen, shown(found.until)], [isOpen, until], now);
    }
  });

  it('keep their time on the wall when the clocks change', () => {
    const nine: Hours = { tz: 'Europe/Vienna', week: EVERY([['09:00', '17:00']]) };
    assert.equal(shown(openingAt(nine, at('2026-03-28T20:00Z')).until), '2026-03-29T07:00', 'summer time begins');
    assert.equal(shown(openingAt(nine, at('2026-10-24T20:00Z')).until), '2026-10-25T08:00', 'and ends');
    const night: Hours = { tz: 'Europe/Vienna', week: { sun: [['02:30', '03:30']] } };
    // 02:30 is left out: clocks go from 02:00 to 03:00, so it is 03:30, and the span is empty.
    assert.deepEqual(openingAt(night, at('2026-03-29T01:15Z')), { isOpen: false, until: at('2026-04-05T00:30Z') });
    // 02:30 comes twice: the first time counts.
    assert.deepEqual(openingAt(night, at('2026-10-25T00:30Z')), { isOpen: true, until: at('2026-10-25T02:30Z') });
    const early: Hours = { tz: 'Europe/Vienna', week: { sun: [['02:30', '05:00']] } };
    assert.deepEqual(openingAt(early, at('2026-03-29T01:45Z')), { isOpen: true, until: at('2026-03-29T03:00Z') }, 'from 03:30 on');
    const half: Hours = { tz: 'Australia/Lord_Howe', week: EVERY([['01:45', '02:15']]) };
    assert.equal(shown(openingAt(half, at('2026-04-04T12:00Z')).until), '2026-04-04T14:45', 'a zone that changes by half an hour');
  });

  it('agree with a walk from minute to minute, in every zone', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
    const span = fc.tuple(time, time).filter(([from, to]) => from !== to);
    const spans = fc.array(span, { maxLength: 3 });
    const zone = fc.constantFrom('Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC');
    const start = fc.integer({ min: 0, max: 8000 }).map((hours) => at('2026-01-01T00:00Z') + hours * HOUR);
    fc.assert(
      fc.property(zone, spans, spans, start, (tz, week, sunday, now) => {
        const hours: Hours = { tz, week: { ...EVERY(week), sun: sunday } };
        const { isOpen, until } = openingAt(hours, now);
        const edge = until ?? now + 30 * HOUR;
        for (let moment = now; moment < Math.min(edge, now + 30 * HOUR); moment += HOUR / 2) assert.equal(openingAt(hours, moment).isOpen, isOpen);
        if (until !== undefined) assert.equal(openingAt(hours, until).isOpen, !isOpen);
      }),
      { numRuns: 40 },
    );
  });

  it('reach over midnight and over each other, and may open for the last time', () => {
    const monday: Hours = { tz: 'America/New_York', week: { mon: [['22:00', '21:00']] } };
    assert.deepEqual(openingAt(monday, at('2026-11-25T01:00Z')), { isOpen: true, until: at('2026-11-25T02:00Z') });
    const over: Hours = { tz: 'UTC', week: { mon: [['09:00', '17:00'], ['10:00', '11:00'], ['16:00', '18:00']] } };
    assert.deepEqual(openingAt(over, at('2026-11-23T09:30Z')), { isOpen: true, until: at('2026-11-23T18:00Z') });
    const last: Hours = { tz: 'UTC', week: {}, except: { '2026-06-01': [['09:00', '10:00']] } };
    assert.deepEqual(openingAt(last, at('2026-06-01T09:30Z')), { isOpen: true, until: at('2026-06-01T10:00Z') });
    assert.equal(openingAt({ tz: 'UTC', week: { mon: [['09:00', '09:00']] } }, at('2026-11-24T08:59Z')).isOpen, true, 'a whole day');
  });

  it('may never open or never close', () => {
    assert.deepEqual(openingAt({ tz: 'UTC', week: {} }, 0), { isOpen: false, until: undefined });
    assert.deepEqual(openingAt({ tz: 'UTC', week: EVERY([['00:00', '24:00']]) }, 0), { isOpen: true, until: undefined });
    assert.equal(shown(openingAt({ tz: 'UTC', week: {}, except: { '2026-06-01': [['09:00', '10:00']] } }, at('2026-01-01T00:00Z')).until), '2026-06-01T09:00');
  });

  it('say when somebody is back, in the visitor’s own time', () => {
    const now = at('2026-11-23T16:00:00Z');
    assert.equal(sayHours(vienna, at('2026-11-23T10:00Z'), 'en').back, '', 'open');
    const back = openingAt(vienna, now).until!;
    assert.equal(sayMoment(back, now, 'en-GB', 'Asia/Tokyo'), 'Friday 17:00');
    assert.equal(sayMoment(at('2026-11-23T18:30Z'), now, 'en-GB', 'UTC'), 'today 18:30');
    assert.equal(sayMoment(at('2026-11-24T09:00Z'), now, 'vi', 'UTC'), 'ngày mai 09:00');
    assert.match(sayMoment(at('2026-12-24T08:00Z'), now, 'de', 'Europe/Vienna'), /24\. Dezember.*09:00|24\. Dezember.*9:00/);
    assert.equal(sayMoment(back, now, 'no such locale', 'UTC'), sayMoment(back, now, 'en', 'UTC'));
    assert.equal(sayMoment(at('2026-11-25T09:00Z'), now, 'en-GB', 'UTC'), 'Wednesday 09:00', 'from the day after tomorrow on by its name');
    assert.match(sayMoment(at('2026-11-30T09:00Z'), now, 'en-GB', 'UTC'), /30 November/, 'in a week the name would be today’s');
  });

  it('are said as a week: days that are alike together, in the zone of the hours and in the visitor’s', () => {
    const nine = [['09:00', '18:00']];
    const week = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [['10:00', '12:00'], ['14:00', '24:00']] };
    const now = at('2026-11-22T12:00Z'); // Sunday
    const say = (zone: string) => sayHours({ tz: 'Europe/Lisbon', week }, now, 'en-GB', zone);
    assert.deepEqual(say('Europe/Vienna'), {
      back: 'tomorrow 10:00',
      there: 'Mon–Fri 09:00–18:00; Sat 10:00–12:00, 14:00–00:00',
      here: 'Mon–Fri 10:00–19:00; Sat 11:00–13:00, 15:00–01:00',
    });
    assert.equal(say('Europe/London').here, '', 'the same time');
    assert.equal(say('Asia/Tokyo').here.startsWith('Mon–Fri 18:00'), true);
    assert.equal(say('Pacific/Auckland').here, '', 'another day there: the week would be wrong');
    assert.equal(say('Etc/Unknown').back, 'tomorrow 09:00', 'a zone that the browser does not know: that of the hours');
    const there = { tz: 'Asia/Tokyo', week: { mon: [['09:00', '18:00']] } };
    assert.equal(sayHours(there, now, 'en-GB', 'Asia/Kathmandu').here, 'Mon 05:45–14:45');
    assert.equal(sayHours(there, now, 'en-GB', 'Europe/Vienna').here, 'Mon 01:00–10:00');
    assert.equal(sayHours(there, now, 'en-GB', 'America/New_York').here, '', 'the day before there');
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    assert.deepEqual(sayHours(there, now, 'en-GB'), sayHours(there, now, 'en-GB', own));
    assert.deepEqual(sayHours(7, now, 'en'), { back: '', there: '', here: '' });
  });

  it('are read from whatever comes', () => {
    const problems: string[] = [];
    const read = (given: unknown) => readHours(given, (problem) => problems.push(problem));
    assert.deepEqual(read(vienna), vienna);
    for (const given of [7, {}, { tz: 'Moon/Base', week: {} }, { tz: 'UTC' }, { week: {} }]) assert.equal(read(given), undefined);
    assert.equal(problems.length, 5);
    problems.length = 0;
    assert.deepEqual(read({ tz: 'UTC', week: { mon: 'x', moonday: [], tue: [['9', '17:00']], wed: [['09:00', '17:00']] }, except: { christmas: [], '2026-12-25': null } }), {
      tz: 'UTC', week: { mon: [], tue: [], wed: [['09:00', '17:00']] }, except: { '2026-12-25': [] },
    });
    assert.equal(problems.length, 5);
    problems.length = 0;
    const span = ['09:00', '10:00'];
    const odd = [[['09:00']], [[...span, '11:00']], ['ab'], [[['09:00'], '10:00']], [{ length: 2 }], Array(21).fill(span)];
    for (const mon of odd) assert.deepEqual(read({ tz: 'UTC', week: { mon } })!.week, { mon: [] }, JSON.stringify(mon));
    assert.equal(read({ tz: 'UTC', week: { mon: Array(20).fill(span) } })!.week.mon!.length, 20);
    assert.deepEqual(read({ tz: 'UTC', week: { sun: [['00:00', '24:00']] }, except: [] }), { tz: 'UTC', week: { sun: [['00:00', '24:00']] } });
    assert.deepEqual(read({ tz: 'UTC', week: {}, except: { '2026-13-41': [] } })!.except, {});
    assert.deepEqual(problems.map((problem) => problem.split(':')[0]), [...odd.map(() => 'week.mon'), 'except.2026-13-41']);
    problems.length = 0;
    for (const none of [undefined, null]) assert.equal(read(none), undefined);
    assert.deepEqual(problems, [], 'none are no mistake');
    fc.assert(fc.property(fc.anything(), (given) => void readHours(given)), { numRuns: 300 });
  });
});

describe('availability by opening hours', () => {
  const hours = (state: ChatState, availability: 'online' | 'offline') => reduce(state, { type: 'hours/changed', availability });

  it('stands in only where the backend tells nothing', () => {
    let state = hours(initialState, 'offline');
    assert.deepEqual([state.availability, state.byHours], ['offline', true]);
    state = hours(state, 'online');
    assert.equal(state.availability, 'online');
    state = reduce(state, { type: 'availability/changed', availability: 'busy' });
    assert.equal(hours(state, 'offline').availability, 'busy');
    state = reduce(state, { type: 'availability/changed', availability: 'unknown' });
    assert.equal(hours(state, 'offline').availability, 'offline');
  });
});

describe('whether the widget is there', () => {
  const state = (more: Partial<ChatState>): ChatState => ({ ...initialState, ...more });

  it('is decided by backend, then hours, then rules', () => {
    assert.equal(isPresent(undefined, {}), true);
    assert.equal(isPresent(undefined, { rules: false }), false);
    assert.equal(isPresent(undefined, { rules: true, offline: false }), false);
    assert.equal(isPresent(state({ config: { visible: null } }), { rules: false }), false);
    assert.equal(isPresent(state({ config: { visible: true } }), { rules: false, offline: false }), true);
    assert.equal(isPresent(state({ config: { visible: false } }), { rules: true }), false);
  });

  it('never takes a live conversation away, and no rule an open panel', () => {
    for (const at of ['bot', 'queued', 'active'] as const) {
      assert.equal(isPresent(state({ config: { visible: false }, conversation: { state: at } }), { rules: false }), true, at);
    }
    assert.equal(isPresent(state({ open: true }), { rules: false, offline: false }), true);
    assert.equal(isPresent(state({ config: { visible: false }, open: true }), {}), false, 'switched off at the backend');
    assert.equal(isPresent(state({ config: { visible: false }, conversation: { state: 'ended' } }), {}), false);
  });
});
