import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answerTo, flawOf, useRegExp } from '../../src/triggers/answer.js';
import { Engine } from '../../src/triggers/engine.js';
import { evaluate, type Ask } from '../../src/triggers/evaluate.js';
import { explainRule } from '../../src/triggers/explain.js';
import type { Facts } from '../../src/triggers/facts.js';
import { toOwnForm } from '../../src/triggers/foreign-forms.js';
import { hasLimit, limitOf, mostPerVisit, withFiring } from '../../src/triggers/limits.js';
import { readRules } from '../../src/triggers/read-rules.js';
import { compileAddress, compileRegExp } from '../../src/triggers/reg-exp.js';
import type { Rule, RuleBook, When } from '../../src/triggers/rule.js';
import { and, not, or, type Truth } from '../../src/triggers/truth.js';
import { toGroups } from '../../src/triggers/to-groups.js';
import { toRocketTriggers } from '../../src/triggers/to-rocketchat.js';
import { toText } from '../../src/triggers/values.js';
import { Watch } from '../../src/triggers/watch.js';
import { matchesUrl } from '../../src/triggers/wildcard.js';
import { ACTIONS, CONDITIONS, type Condition } from '../../src/triggers/words.js';
import { FakeTime } from '../support/fake-time.js';

useRegExp(compileAddress);

const WEEK = { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } as const;
/** Tuesday, 7 January 2025, noon in Vienna. */
const NOON = Date.UTC(2025, 0, 7, 11);

const nothing: Facts = {
  now: NOON,
  availability: 'unknown',
  hours: undefined,
  pageMs: 0,
  visibleMs: 0,
  isVisible: true,
  siteMs: 0,
  idleMs: 0,
  pageVisits: undefined,
  sessionPages: undefined,
  isReturning: undefined,
  url: 'https://shop.example/pricing?plan=pro#top',
  referrer: '',
  scrolled: 0,
  hasExitIntent: false,
  inView: new Map(),
  labels: undefined,
  fields: undefined,
  locale: 'de-AT',
  device: 'desktop',
  hasSent: undefined,
  hasOpened: false,
  isRegistered: undefined,
  events: new Set(),
  custom: new Map(),
};

const say = (id: string, when: When, more: Partial<Rule> = {}): Rule => ({ id, when, then: [{ do: 'run', name: id }], ...more });
const bookOf = (...rules: Rule[]): RuleBook => ({ version: 1, default: 'visible', rules });

describe('three-valued logic', () => {
  const [T, F, U]: Truth[] = [true, false, undefined];

  it('has these truth tables', () => {
    const rows: [Truth, Truth, Truth, Truth][] = [
      [T, T, T, T], [T, F, F, T], [T, U, U, T],
      [F, T, F, T], [F, F, F, F], [F, U, F, U],
      [U, T, U, T], [U, F, F, U], [U, U, U, U],
    ];
    for (const [a, b, both, either] of rows) {
      assert.deepEqual([and([a, b]), or([a, b])], [both, either], `${a} ${b}`);
    }
    assert.deepEqual([not(T), not(F), not(U)], [F, T, U]);
    assert.deepEqual([and([]), or([])], [T, F]);
  });

  it('says what a reference evaluator says that tries both values for everything unknown', () => {
    const names = ['a', 'b', 'c', 'd'];
    const leaf = fc.constantFrom(...names).map((name): When => ({ is: 'custom', name }));
    const { when } = fc.letrec<{ when: When }>((tie) => ({
      when: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.array(tie('when'), { maxLength: 3 }).map((all): When => ({ all })),
        fc.array(tie('when'), { maxLength: 3 }).map((any): When => ({ any })),
        tie('when').map((inner): When => ({ not: inner })),
      ),
    }));
    const boolean = (it: When, world: Record<string, boolean>): boolean => {
      if ('is' in it) return world[(it as { name: string }).name]!;
      if ('not' in it) return !boolean(it.not, world);
      return 'all' in it ? it.all.every((each) => boolean(each, world)) : it.any.some((each) => boolean(each, world));
    };
    const truth = fc.constantFrom<Truth[]>(true, false, undefined);
    fc.assert(
      fc.property(when, fc.array(truth, { minLength: 4, maxLength: 4 }), (it, values) => {
        const custom = new Map(names.map((name, index) => [name, values[index]]));
        const said = evaluate(it, (condition) => answerTo(condition, { ...nothing, custom }));
        const worlds = names.reduce<Record<string, boolean>[]>(
          (all, name) => all.flatMap((world) => (custom.get(name) === undefined ? [true, false] : [custom.get(name)!]).map((value) => ({ ...world, [name]: value }))),
          [{}],
        );
        const answers = new Set(worlds.map((world) => boolean(it, world)));
        // What is said for certain is so in every world; where all worlds differ nothing is said.
        if (said !== undefined) assert.deepEqual([...answers], [said]);
        if (answers.size === 2) assert.equal(said, undefined);
        // Kleene's logic may not know `a or not a`, but with everything known it knows all.
        if (values.every((value) => value !== undefined)) assert.equal(said, boolean(it, worlds[0]!));
      }),
      { numRuns: 500 },
    );
  });
});

/** For each condition: facts that make it true, false and unknown; `null` where it is always known. */
const CASES: { [N in Condition['is']]: [condition: Extract<Condition, { is: N }>, yes: Partial<Facts>, no: Partial<Facts>, unknown: Partial<Facts> | null][] } = {
  agentOnline: [
    [{ is: 'agentOnline' }, { availability: 'busy' }, { availability: 'offline' }, {}],
    [{ is: 'agentOnline' }, { availability: 'online' }, { availability: 'offline' }, {}],
  ],
  agentAvailable: [[{ is: 'agentAvailable' }, { availability: 'online' }, { availability: 'busy' }, {}]],
  agentsBusy: [[{ is: 'agentsBusy' }, { availability: 'busy' }, { availability: 'online' }, {}]],
  agentsOffline: [[{ is: 'agentsOffline' }, { availability: 'offline' }, { availability: 'busy' }, {}]],
  openingHours: [[{ is: 'openingHours' }, { hours: { tz: 'Europe/Vienna', week: WEEK } }, { hours: { tz: 'Asia/Tokyo', week: WEEK } }, {}]],
  timeBetween: [
    [{ is: 'timeBetween', from: '11:30', to: '12:30', tz: 'Europe/Vienna' }, {}, { now: NOON + 3_600_000 }, null],
    [{ is: 'timeBetween', from: '22:00', to: '06:00', tz: 'UTC' }, { now: Date.UTC(2025, 0, 7, 2) }, {}, null],
    [{ is: 'timeBetween', from: '20:00', to: '21:00' }, { hours: { tz: 'Asia/Tokyo', week: {} } }, { hours: { tz: 'UTC', week: {} } }, null],
  ],
  onPageFor: [
    [{ is: 'onPageFor', seconds: 20 }, { visibleMs: 20_000 }, { visibleMs: 19_999, pageMs: 60_000 }, null],
    [{ is: 'onPageFor', seconds: 20, visibleOnly: false }, { pageMs: 20_000 }, { visibleMs: 60_000 }, null],
  ],
  timeOnSite: [[{ is: 'timeOnSite', seconds: 30 }, { siteMs: 30_000 }, { siteMs: 29_000 }, null]],
  pageVisits: [[{ is: 'pageVisits', min: 2 }, { pageVisits: 2 }, { pageVisits: 1 }, {}]],
  sessionPages: [[{ is: 'sessionPages', min: 3 }, { sessionPages: 4 }, { sessionPages: 2 }, {}]],
  urlMatches: [[{ is: 'urlMatches', pattern: '/pricing*' }, {}, { url: 'https://shop.example/cart' }, null]],
  urlRegExp: [
    [{ is: 'urlRegExp', pattern: 'shop\\.(example|test)/pri' }, {}, { url: 'https://shop.example/cart' }, null],
    [{ is: 'urlRegExp', pattern: '.' }, {}, { url: '' }, null],
  ],
  referrerMatches: [[{ is: 'referrerMatches', pattern: 'www.search.example/*' }, { referrer: 'https://www.search.example/?q=mugs' }, {}, null]],
  scrollDepth: [[{ is: 'scrollDepth', percent: 80 }, { scrolled: 80 }, { scrolled: 79 }, null], [{ is: 'scrollDepth' }, { scrolled: 50 }, { scrolled: 49 }, null]],
  exitIntent: [[{ is: 'exitIntent' }, { hasExitIntent: true }, {}, null]],
  idleFor: [[{ is: 'idleFor', seconds: 10 }, { idleMs: 10_000 }, { idleMs: 9_000 }, null]],
  elementInView: [[{ is: 'elementInView', selector: '#a' }, { inView: new Map([['#a', true]]) }, { inView: new Map([['#a', false]]) }, {}]],
  visitorReturning: [[{ is: 'visitorReturning' }, { isReturning: true }, { isReturning: false }, {}]],
  label: [[{ is: 'label', has: 'vip' }, { labels: ['new', 'vip'] }, { labels: [] }, {}]],
  field: [
    [{ is: 'field', name: 'plan', op: 'is', value: 'pro' }, { fields: { plan: 'pro' } }, { fields: { plan: 'free' } }, {}],
    [{ is: 'field', name: 'plan', op: 'not', value: 'pro' }, { fields: {} }, { fields: { plan: 'pro' } }, {}],
    [{ is: 'field', name: 'plan', op: 'contains', value: 'r' }, { fields: { plan: 'pro' } }, { fields: {} }, {}],
    [{ is: 'field', name: 'plan', op: 'matches', value: 'p*' }, { fields: { plan: 'pro' } }, { fields: { plan: 'free' } }, {}],
    [{ is: 'field', name: 'plan', op: 'exists' }, { fields: { plan: '' } }, { fields: {} }, {}],
    [{ is: 'field', name: '__proto__', op: 'exists' }, { fields: JSON.parse('{"__proto__": "x"}') as Record<string, string> }, { fields: {} }, {}],
  ],
  locale: [
    [{ is: 'locale', in: 'fr de' }, {}, { locale: 'den' }, null],
    [{ is: 'locale', in: ' DE,fr ' }, { locale: 'De-at' }, { locale: '' }, null],
  ],
  device: [[{ is: 'device', type: 'mobile' }, { device: 'mobile' }, {}, null]],
  messageSent: [[{ is: 'messageSent' }, { hasSent: true }, { hasSent: false }, {}]],
  chatOpened: [[{ is: 'chatOpened' }, { hasOpened: true }, {}, null]],
  registered: [[{ is: 'registered' }, { isRegistered: true }, { isRegistered: false }, {}]],
  event: [[{ is: 'event', name: 'cart:full' }, { events: new Set(['cart:full']) }, {}, null]],
  custom: [[{ is: 'custom', name: 'f' }, { custom: new Map([['f', true]]) }, { custom: new Map([['f', false]]) }, {}]],
};

describe('every condition', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    it(`${name}: true, false${cases[0]![3] ? ' and unknown' : ''}`, () => {
      for (const [condition, yes, no, unknown] of cases) {
        const said = JSON.stringify(condition);
        assert.equal(answerTo(condition, { ...nothing, ...yes }).value, true, said);
        assert.equal(answerTo(condition, { ...nothing, ...no }).value, false, said);
        if (unknown) assert.equal(answerTo(condition, { ...nothing, ...unknown }).value, undefined, said);
      }
    });
  }

  it('says when time alone may change it, and never later than it does', () => {
    const at = (ms: number): Facts => ({
      ...nothing, now: NOON + ms, pageMs: ms, visibleMs: ms, siteMs: ms, idleMs: ms,
      hours: { tz: 'Europe/Vienna', week: WEEK },
    });
    const timed: Condition[] = [
      { is: 'onPageFor', seconds: 20 }, { is: 'onPageFor', seconds: 7, visibleOnly: false }, { is: 'timeOnSite', seconds: 30 }, { is: 'idleFor', seconds: 9 },
      { is: 'openingHours' }, { is: 'timeBetween', from: '11:30', to: '12:30' }, { is: 'timeBetween', from: '13:00', to: '09:00' },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...timed), fc.integer({ min: 0, max: 90_000_000 }), fc.integer({ min: 0, max: 90_000_000 }), (condition, from, later) => {
        const { value, in: ms = Infinity } = answerTo(condition, at(from));
        if (later < ms) assert.equal(answerTo(condition, at(from + later)).value, value);
        if (ms < Infinity) assert.equal(answerTo(condition, at(from + ms)).value, !value);
      }),
      { numRuns: 300 },
    );
  });

  it('counts no time for a page that nobody looks at', () => {
    const hidden = { ...nothing, isVisible: false };
    assert.equal(answerTo({ is: 'onPageFor', seconds: 20 }, hidden).in, undefined);
    assert.equal(answerTo({ is: 'idleFor', seconds: 20 }, hidden).in, undefined);
  });

  it('stands in the documentation, and the actions with it', () => {
    const text = readFileSync(new URL('../../docs/triggers.md', import.meta.url), 'utf8');
    const rows = (heading: string): string[] => {
      const part = text.split(`## ${heading}`)[1]!.split('\n## ')[0]!;
      return [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!).sort();
    };
    const signature = (table: Record<string, Record<string, string>>): string[] =>
      Object.entries(table).map(([name, parameters]) => [name, ...Object.entries(parameters).map(([key, kind]) => (kind.endsWith('?') ? `${key}?` : key))].join(' ')).sort();
    assert.deepEqual(rows('Conditions'), signature(CONDITIONS));
    assert.deepEqual(rows('Actions'), signature(ACTIONS));
  });
});

describe('rules that fire', () => {
  const run = (engine: Engine, ...worlds: Record<string, Truth>[]): string[][] =>
    worlds.map((world) => {
      const custom = new Map(Object.entries(world));
      return engine.step((condition) => answerTo(condition, { ...nothing, custom })).fired.map(({ id }) => id);
    });
  const custom = (name: string): When => ({ is: 'custom', name });

  it('do so when they begin to hold, and again only after they have ceased to', () => {
    const engine = new Engine(bookOf(say('r', custom('a'))));
    const worlds = [{ a: false }, { a: true }, { a: true }, { a: false }, { a: true }];
    assert.deepEqual(run(engine, ...worlds), [[], ['r'], [], [], ['r']]);
  });

  it('never for what is unknown, and unknown in between is no beginning', () => {
    const engine = new Engine(bookOf(say('r', custom('a')), say('not', { not: custom('a') })));
    const worlds = [{}, { a: undefined }, { a: true }, {}, { a: true }, {}, { a: false }];
    assert.deepEqual(run(engine, ...worlds), [[], [], ['r'], [], [], [], ['not']]);
  });

  it('in the order of their priority', () => {
    const engine = new Engine(bookOf(say('low', custom('a'), { priority: -1 }), say('none', custom('a')), say('high', custom('a'), { priority: 5 })));
    assert.deepEqual(run(engine, { a: true }), [['high', 'none', 'low']]);
  });

  it('once more on another page, and for a happening that comes again', () => {
    const engine = new Engine(bookOf(say('r', custom('a')), say('no', { not: custom('a') }), say('other', custom('b'))));
    const ask = (a: Truth): Ask => (condition) => answerTo(condition, { ...nothing, custom: new Map([['a', a], ['b', true]]) });
    const world = { a: true, b: true };
    assert.deepEqual(run(engine, world), [['r', 'other']]);
    engine.rearm(ask(false));
    assert.deepEqual(run(engine, world), [['r']], 'neither the rule that forbids it nor one that has nothing to do with it');
    engine.restart();
    assert.deepEqual(run(engine, world, world), [['r', 'other'], []]);
  });

  it('go on where they were when other rules come, and begin anew where they have changed', () => {
    const hide: Rule = { id: 'h', when: custom('a'), then: [{ do: 'hide' }] };
    const before = new Engine(bookOf(say('same', custom('a')), say('changed', custom('a')), hide));
    run(before, { a: true });
    before.ignore(hide);
    const after = new Engine(bookOf(hide, say('same', custom('a')), say('changed', custom('a'), { once: true })), before);
    assert.deepEqual([run(after, { a: true }), after.isVisible], [[['changed']], true]);
    const changed = new Engine(bookOf({ ...hide, priority: 1 }), before);
    run(changed, { a: true });
    assert.equal(changed.isVisible, false);
  });

  it('of the level chat only once the chat was opened', () => {
    const engine = new Engine(bookOf(say('r', custom('a'), { level: 'chat' })));
    const step = (hasOpened: boolean) => engine.step((condition) => answerTo(condition, { ...nothing, hasOpened, custom: new Map([['a', true]]) })).fired.length;
    assert.deepEqual([step(false), step(true)], [0, 1]);
  });

  it('show and hide as long as they hold: priority decides, then hide; unknown changes nothing', () => {
    const level = (id: string, action: 'show' | 'hide', priority = 0): Rule => ({ id, when: custom(id), then: [{ do: action }], priority });
    const book = bookOf(level('a', 'show'), level('b', 'hide'), level('c', 'show', 1));
    const visible = (fallback: 'visible' | 'hidden', ...worlds: Record<string, Truth>[]): boolean[] => {
      const engine = new Engine({ ...book, default: fallback });
      return worlds.map((world) => (run(engine, world), engine.isVisible));
    };
    assert.deepEqual(visible('hidden', {}, { a: true, b: false, c: false }, { a: true, b: true, c: false }, { a: true, b: true, c: true }), [false, true, false, true]);
    assert.deepEqual(visible('visible', {}, { b: true }, { b: undefined }, { b: false }), [true, false, false, true]);
    const engine = new Engine({ ...bookOf(say('other', custom('a'))), default: 'hidden' });
    assert.deepEqual([run(engine, { a: true }), engine.isVisible], [[['other']], false], 'a rule that does something else says nothing of it');
    const both: Rule = { id: 'both', when: custom('a'), then: [{ do: 'show' }, { do: 'open' }] };
    const step = new Engine(bookOf(both, level('a', 'hide'), say('other', custom('a')))).step(() => ({ value: true }));
    assert.deepEqual([step.fired, step.began].map((rules) => rules.map(({ id }) => id)), [['both', 'other'], ['both', 'a']]);
  });

  it('a page may keep one from showing or hiding, until it holds anew', () => {
    const rule: Rule = { id: 'h', when: custom('a'), then: [{ do: 'hide' }] };
    const engine = new Engine(bookOf(rule));
    run(engine, { a: true });
    engine.ignore(rule);
    assert.equal(engine.isVisible, true);
    run(engine, { a: false }, { a: true });
    assert.equal(engine.isVisible, false);
  });

  it('may do so once, so often in a visit, or after a pause', () => {
    const rule = (more: Partial<Rule>, does: 'run' | 'open' = 'run'): Rule =>
      ({ id: 'r', when: { all: [] }, then: [does === 'run' ? { do: 'run', name: 'x' } : { do: 'open' }], ...more });
    const fired = withFiring(undefined, 'v1', 1000);
    assert.equal(limitOf(rule({}), fired, 'v1', 1001), undefined);
    assert.equal(limitOf(rule({ once: true }), fired, 'v9', 1e12), 'once');
    assert.equal(limitOf(rule({ cooldown: 10 }), fired, 'v2', 10_999), 'cooldown');
    assert.equal(limitOf(rule({ cooldown: 10 }), fired, 'v2', 11_000), undefined);
    assert.equal(limitOf(rule({ cooldown: 10 }), fired, 'v2', 500), undefined, 'a clock that was set back');
    assert.equal(limitOf(rule({ perVisit: 2 }), fired, 'v1', 2000), undefined);
    assert.equal(limitOf(rule({ perVisit: 2 }), withFiring(fired, 'v1', 2000), 'v1', 3000), 'perVisit');
    assert.equal(limitOf(rule({ perVisit: 2 }), withFiring(fired, 'v1', 2000), 'v2', 3000), undefined);
    assert.equal(limitOf(rule({ once: true }), undefined, 'v1', 0), undefined, 'never yet');
    assert.equal(limitOf(rule({ cooldown: 10 }), fired, 'v1', 1000), 'cooldown', 'in the same moment');
    assert.deepEqual([mostPerVisit(rule({})), mostPerVisit(rule({}, 'open')), mostPerVisit(rule({ perVisit: 3 }, 'open'))], [Infinity, 1, 3]);
    const hides: Rule = { id: 'h', when: { all: [] }, then: [{ do: 'hide' }] };
    const remembered = [rule({ once: true }), rule({ cooldown: 1 }), rule({ perVisit: 9 }), rule({}, 'open'), rule({}), hides].map(hasLimit);
    assert.deepEqual(remembered, [true, true, true, true, false, false]);
  });
});

describe('an idle page with five armed triggers', () => {
  it('runs one timer, for the next boundary, and none when there is none', () => {
    const clock = new FakeTime();
    const timers: number[] = [];
    const counting = { now: () => NOON + clock.now(), monotonic: () => clock.monotonic(), setTimer: (work: () => void, ms: number) => (timers.push(ms), clock.setTimer(work, ms)) };
    const fired: string[] = [];
    const book = bookOf(
      say('page', { is: 'onPageFor', seconds: 20 }),
      say('site', { is: 'timeOnSite', seconds: 60 }),
      say('idle', { is: 'idleFor', seconds: 45 }),
      say('exit', { is: 'exitIntent' }),
      say('url', { all: [{ is: 'urlMatches', pattern: '/cart' }, { is: 'onPageFor', seconds: 40 }] }),
    );
    const watch = new Watch({
      book,
      clock: counting,
      facts: () => ({ ...nothing, visibleMs: clock.now(), siteMs: clock.now(), idleMs: clock.now() }),
      onStep: (step) => void fired.push(...step.fired.map(({ id }) => `${id} at ${Math.floor(clock.now() / 1000)}`)),
    });
    watch.step();
    for (let second = 0; second < 3600; second++) {
      assert.ok(clock.open <= 1, 'never two timers');
      clock.advance(1000);
    }
    assert.deepEqual(fired, ['page at 20', 'idle at 45', 'site at 60']);
    assert.equal(timers.length, 4, 'at 20, 40, 45 and 60 seconds');
    assert.equal(clock.open, 0);
  });

  it('runs none while nobody looks', () => {
    const clock = new FakeTime();
    let isVisible = true;
    const watch = new Watch({ book: bookOf(say('r', { is: 'timeOnSite', seconds: 20 })), clock, facts: () => ({ ...nothing, isVisible }), onStep: () => {} });
    watch.step();
    assert.equal(clock.open, 1);
    isVisible = false;
    watch.step();
    assert.equal(clock.open, 0);
  });
});

describe('patterns', () => {
  it('of addresses: paths, hosts, queries and stars', () => {
    const url = 'https://shop.example:8080/de/pricing?plan=pro#faq';
    const yes = ['/de/pricing', '/de/*', '*', '*pricing', '/*?plan=*', '/*#faq', 'shop.example:8080/*', 'https://shop.example:8080/de/*', '*://shop.example*', '/d*i*g'];
    const no = ['/pricing', '/de', 'shop.example/*', '/de/pricing?', '/*?plan=free', 'http://*', '', '/DE/*'];
    for (const pattern of yes) assert.ok(matchesUrl(pattern, url), pattern);
    for (const pattern of no) assert.ok(!matchesUrl(pattern, url), pattern);
    assert.ok(!matchesUrl('*', ''), 'no referrer');
    for (const pattern of ['shop.example', 'shop.example/', '/', 'https://shop.example']) assert.ok(matchesUrl(pattern, 'https://shop.example/'), pattern);
    assert.ok(!matchesUrl('shop.example', 'https://shop.example/cart'), 'its first page alone');
    assert.ok(!matchesUrl('/de/pricing#faq', url), 'the query counts where the fragment does');
    for (const [pattern, path, isMeant] of [['/a*bcd', '/abcbcd', true], ['/ab*bc', '/abc', false], ['/a*b*c', '/abac', true], ['/a*b', '/abc', false]] as const) {
      assert.equal(matchesUrl(pattern, `https://shop.example${path}`), isMeant, pattern);
    }
  });

  it('say what the engine of the language says, for all that both understand', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\.', '(a|b)', '(?:ab)', '(a(b|c)?)', '^', '$', '[\\w-]', '/');
    const quantified = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?'));
    const pattern = fc.array(quantified, { maxLength: 6 }).map((all) => all.map(([one, times]) => (/^[\^$]$/.test(one) ? one : one + times)).join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '1', '.', '/', '-'), { maxLength: 10 }).map((all) => all.join(''));
    fc.assert(
      fc.property(pattern, fc.array(pattern, { maxLength: 2 }), text, (one, more, subject) => {
        const whole = [one, ...more].join('|');
        assert.equal(compileRegExp(whole)?.(subject), new RegExp(whole).test(subject), `${whole} on ${subject}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('that are none, or look around, are refused and never throw', () => {
    for (const pattern of ['*', '[', '+', '(?', '(', ')', 'a)', '[a', 'a**', '(?=a)', '(?<n>a)', '(a)\\1', '\\', '(?!x)', 'a{99}', 'x{3,1}', 'x'.repeat(501), '((((a{20}){20}){20}){20})']) {
      assert.equal(compileRegExp(pattern), undefined, pattern);
      assert.equal(compileAddress(pattern), undefined, pattern);
    }
  });

  it('that would take an ordinary engine for ever take no time', () => {
    const evil = [
      '(a+)+$', '(a*)*$', '(a|a)*$', '(a|aa)+$', '(.*)*x', '(.*a){20}x', '([a-z]+)*$', '(a?){20}a{20}x', '^(a+)+$', '(.+)+\\.x', '(\\w+\\s?)*$', '(([a-z])+.)+[A-Z]([a-z])+$',
      '(a+a+)+x', '(.*.*)*x', '.*.*.*.*.*x', '(ab?)*(ba?)*x', '(a{1,20}){1,10}x', '([^/]+/?)+x', '(x+x+)+y', '(\\d+)*$', '(a|b|ab)*x', '((a+)*)*x', '(a+|b+)*x', '^(([a-z])+)+$',
      '(.|a)*x', '(a*b*)*x', '(a*)+x', '(?:a+)+x', '(?:.*){10}x', '[\\w.]+@([\\w]+\\.)+x',
    ];
    assert.equal(evil.length, 30);
    const url = `https://shop.example/${'a'.repeat(4075)}`;
    for (const pattern of evil) {
      const test = compileRegExp(pattern);
      if (!test) continue; // refused at once
      test(url); // compiled by now
      const times = [0, 1, 2].map(() => {
        const began = performance.now();
        test(url);
        return performance.now() - began;
      });
      assert.ok(Math.min(...times) < 10, `${pattern}: ${Math.min(...times)} ms`);
    }
  });

  it('that people have asked about do what they meant', () => {
    const cases: [string, string, boolean][] = [
      ['/^rectmedia', 'https://rectmedia.example/', true],
      ['^rectmedia', 'https://rectmedia.example/', true],
      ['^/sales', 'https://shop.example/sales/mugs', true],
      ['^/sales', 'https://shop.example/cart/sales', false],
      ['/(cs|en)/', 'https://shop.example/en/mugs', true],
      ['/(cs|en)/', 'https://shop.example/de/mugs', false],
      ['^(?:http(s)?://)?[\\w.-]+(?:.[\\w.-]+)+rc/en/[\\w-._~:/?#[]@!$&\'*+,;=.]+$', 'https://www.shop.example/src/en/mugs', true],
      ['^(?:http(s)?://)?[\\w.-]+(?:.[\\w.-]+)*rc/en/$', 'https://shop.rc/en/', true],
    ];
    for (const [pattern, url, wanted] of cases) assert.equal(compileAddress(pattern)?.(url), wanted, `${pattern} on ${url}`);
  });
});

describe('rules that come from somewhere', () => {
  const read = (given: unknown): [RuleBook, string[]] => {
    const problems: string[] = [];
    return [readRules(given, (problem) => problems.push(problem), toOwnForm), problems];
  };
  const then = [{ do: 'open' }];

  it('are left out one by one where they are wrong, with one warning each that names the place', () => {
    const good = { id: 'good', when: { all: [{ is: 'exitIntent' }] }, then };
    const bad: [unknown, RegExp][] = [
      [null, /^rules\[1\]: an object/],
      ...['', 7, 'x'.repeat(201)].map((id): [unknown, RegExp] => [{ ...good, id }, /^rules\[1\]\.id/]),
      [{ ...good, id: 'good' }, /^rules\[1\]\.id: "good" is there twice/],
      [{ id: 'x', then }, /^rules\[1\]\.when/],
      [{ id: 'x', when: { all: [{ is: 'moon' }] }, then }, /^rules\[1\]\.when\.all\[0\]: "moon" is none of/],
      [{ id: 'x', when: { not: { is: 'constructor' } }, then }, /^rules\[1\]\.when\.not: "constructor"/],
      [{ id: 'x', when: { is: 'onPageFor', seconds: '20' }, then }, /^rules\[1\]\.when: onPageFor needs a number as "seconds"/],
      ...[-1, Infinity].map((seconds): [unknown, RegExp] => [{ id: 'x', when: { is: 'onPageFor', seconds }, then }, /seconds/]),
      ...['a', ['a', 1], Array(21).fill('a')].map((replies): [unknown, RegExp] => [{ ...good, id: 'x', then: [{ do: 'prompt', text: 'Hi', replies }] }, /a list of texts as "replies"/]),
      ...['', 'x'.repeat(4001)].map((text): [unknown, RegExp] => [{ ...good, id: 'x', then: [{ do: 'message', text }] }, /a text as "text"/]),
      [{ ...good, id: 'x', then: ['open'] }, /^rules\[1\]\.then\[0\]: an object/],
      [{ ...good, id: 'x', when: ['exitIntent'] }, /^rules\[1\]\.when: a condition/],
      [{ id: 'x', when: { is: 'field', name: 'a', op: 'like' }, then }, /op.*is not contains/],
      [{ id: 'x', when: { any: {} }, then }, /^rules\[1\]\.when\.any: a list/],
      [{ ...good, id: 'x', then: [] }, /^rules\[1\]\.then: it does nothing/],
      [{ ...good, id: 'x', then: [{ do: 'prompt' }] }, /^rules\[1\]\.then\[0\]: prompt needs a text/],
      [{ ...good, id: 'x', cooldown: 'soon' }, /^rules\[1\]\.cooldown/],
      [{ ...good, id: 'x', perVisit: 0 }, /^rules\[1\]\.perVisit/],
    ];
    for (const [rule, problem] of bad) {
      const [book, problems] = read([good, rule]);
      assert.deepEqual(book.rules.map(({ id }) => id), ['good'], JSON.stringify(rule));
      assert.equal(problems.length, 1, JSON.stringify([rule, problems]));
      assert.match(problems[0]!, problem);
    }
    const nested = (depth: number, wrap: (inner: object) => object): object => (depth ? wrap(nested(depth - 1, wrap)) : { is: 'exitIntent' });
    for (const wrap of [(not: object) => ({ not }), (inner: object) => ({ any: [inner] })]) {
      assert.deepEqual(read([{ id: 'x', when: nested(8, wrap), then }])[1], []);
      assert.match(read([{ id: 'x', when: nested(9, wrap), then }])[1][0]!, /too deep/);
    }
    const many = (count: number) => read([{ id: 'x'.repeat(200), when: { all: Array(count).fill({ is: 'exitIntent' }) }, then: Array(20).fill({ do: 'prompt', text: 'x'.repeat(4000), replies: Array(20).fill('a') }) }])[1];
    assert.deepEqual(many(50), []);
    assert.match(many(51)[0]!, /more than 50/);
  });

  it('do not take the others along, whatever a backend makes of them', () => {
    const good = { id: 'good', when: { is: 'exitIntent' }, then };
    const odd = JSON.parse('{"toString": 1, "valueOf": 1}') as unknown;
    const evil: unknown[] = [
      { id: 'a', when: { is: odd }, then },
      { id: 'b', when: good.when, then: [{ do: odd }] },
      { _id: 'c', conditions: [{ name: 'time-on-site', value: odd }], actions: [] },
      { id: 'e', when: good.when, then: Array(21).fill({ do: 'open' }) },
    ];
    for (const each of evil) {
      const [{ rules }, problems] = read([each, good]);
      assert.deepEqual([rules.map(({ id }) => id), problems.length], [['good'], 1], JSON.stringify(each));
    }
    const [{ rules }, problems] = read({ default: odd, rules: [good] });
    assert.deepEqual([rules.length, problems.length], [1, 1]);
    let deep: object = good.when;
    for (let depth = 0; depth < 100_000; depth++) deep = { not: deep };
    assert.deepEqual(read([{ id: 'deep', when: deep, then }, good])[0].rules.map(({ id }) => id), ['good']);
    assert.equal(toText(deep), undefined);
    const lots = (length: number) => read(Array.from({ length }, (_, index) => ({ ...good, id: `r${index}` })));
    assert.deepEqual([lots(200)[1], lots(10_000)[1], lots(10_000)[0].rules.length], [[], ['rules: only the first 200 count'], 200]);
  });

  it('are left out without a word where they are switched off', () => {
    const off = { _id: 'off', enabled: false, conditions: [{ name: 'chat-opened-by-visitor' }], actions: [{ name: 'send-message', params: { msg: 'Hi' } }] };
    assert.deepEqual(read([off, { id: 'own', enabled: false, when: { all: [] }, then }]), [bookOf(), []]);
  });

  it('are the same after an export, and an export is always read again', () => {
    const leaf = fc.constantFrom<Condition>({ is: 'exitIntent' }, { is: 'onPageFor', seconds: 3 }, { is: 'label', has: '__proto__' }, { is: 'custom', name: 'a' }, { is: 'custom', name: 'b' });
    const { when } = fc.letrec<{ when: When }>((tie) => ({
      when: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('when'), { maxLength: 3 }).map((all): When => ({ all })), fc.array(tie('when'), { maxLength: 3 }).map((any): When => ({ any })), tie('when').map((it): When => ({ not: it }))),
    }));
    const limits = fc.record({ cooldown: fc.integer({ min: 1, max: 9 }), perVisit: fc.integer({ min: 1, max: 9 }), priority: fc.integer(), once: fc.constant(true as const), level: fc.constantFrom('page' as const, 'chat' as const) }, { requiredKeys: [] });
    const action = fc.constantFrom<Rule['then'][number]>({ do: 'show' }, { do: 'prompt', text: 'x', replies: ['y'] }, { do: 'form', name: 'offline' }, { do: 'externalService', timeoutMs: 5 });
    fc.assert(
      fc.property(when, limits, fc.array(action, { minLength: 1, maxLength: 3 }), fc.constantFrom('a', '__proto__', 'constructor'), (it, more, does, id) => {
        const book = bookOf({ id, when: it, then: does, ...more } as Rule);
        assert.deepEqual(read(JSON.parse(JSON.stringify(book))), [book, []]);
        const groups = toGroups(book) as { rules: unknown[] };
        const [again, problems] = read(JSON.parse(JSON.stringify(groups)));
        assert.deepEqual([problems, again.rules.length], [[], groups.rules.length]);
        const [rule] = again.rules;
        if (!rule) return;
        assert.deepEqual([rule.then, rule.priority, rule.once, rule.cooldown || 0, rule.level], [does, more.priority, more.once, more.cooldown ?? 0, more.level ?? 'page']);
        if (!more.once) assert.equal(rule.perVisit, more.perVisit);
        assert.deepEqual(toGroups(again), groups);
      }),
      { numRuns: 300 },
    );
  });

  it('of Rocket.Chat cannot wait or belong to a level: such a rule is named, not written', () => {
    const when: When = { all: [{ is: 'chatOpened' }, { not: { is: 'registered' } }] };
    const rule = (more: Partial<Rule>): Rule => ({ id: 'r', when, then: [{ do: 'message', text: 'Hi' }], ...more });
    assert.equal(toRocketTriggers(bookOf(rule({}))).length, 1);
    for (const more of [{ cooldown: 60 }, { perVisit: 3 }, { level: 'chat' }] as const) {
      const warned: string[] = [];
      assert.deepEqual([toRocketTriggers(bookOf(rule(more)), (problem) => warned.push(problem)), warned.length], [[], 1]);
    }
  });

  it('are none for nonsense', () => {
    fc.assert(fc.property(fc.anything(), (given) => void readRules(given, undefined, toOwnForm)), { numRuns: 500 });
    for (const given of [7, 'x', {}, { version: 2, rules: [] }, { rules: 7 }]) assert.equal(read(given)[1].length, 1, JSON.stringify(given));
    assert.deepEqual(read(undefined), [bookOf(), []]);
    assert.deepEqual(read({ default: 'hidden', rules: [] })[0].default, 'hidden');
  });

  it('of Chatvisor go to and fro, and mean the same', () => {
    const document = {
      version: 1, default: 'hidden',
      rules: [{
        id: 'proactive', level: 'page', kind: 'any', priority: 10,
        groups: [
          { all: [{ is: 'agentAvailable' }, { is: 'onPageFor', seconds: 20 }, { is: 'urlMatches', pattern: '/pricing*' }] },
          { all: [{ is: 'pageVisits', min: 2 }, { is: 'openingHours', not: true }] },
        ],
        actions: [{ do: 'show' }, { do: 'invite', text: 'Need help choosing?' }],
        frequency: { per: 'session', max: 1, cooldownSeconds: 60 },
      }],
    };
    const [book, problems] = read(document);
    assert.deepEqual(problems, []);
    assert.deepEqual(book.rules[0], {
      id: 'proactive', level: 'page', kind: 'any', priority: 10, perVisit: 1, cooldown: 60,
      when: { any: [{ all: [{ is: 'agentAvailable' }, { is: 'onPageFor', seconds: 20 }, { is: 'urlMatches', pattern: '/pricing*' }] }, { all: [{ is: 'pageVisits', min: 2 }, { not: { is: 'openingHours' } }] }] },
      then: [{ do: 'show' }, { do: 'prompt', text: 'Need help choosing?' }],
    });
    assert.deepEqual(toGroups(book), document);
    // Whatever is nested comes out flat, and says the same of every world.
    const nested: When = { not: { any: [{ is: 'custom', name: 'a' }, { all: [{ is: 'custom', name: 'b' }, { not: { is: 'custom', name: 'c' } }] }] } };
    const again = read(toGroups(bookOf(say('n', nested))))[0].rules[0]!;
    for (let world = 0; world < 8; world++) {
      const custom = new Map(['a', 'b', 'c'].map((name, bit) => [name, Boolean(world & (1 << bit))]));
      const ask: Ask = (condition) => answerTo(condition, { ...nothing, custom });
      assert.equal(evaluate(again.when, ask), evaluate(nested, ask));
    }
  });

  it('of Chatvisor with more conditions than are read again, or with alternatives without end, are named, not written', () => {
    const pairs = Array.from({ length: 25 }, (_, at): When => ({ any: [{ is: 'event', name: `${at}a` }, { is: 'event', name: `${at}b` }] }));
    const warned: string[] = [];
    const book = bookOf(say('more', { all: pairs.slice(0, 5) }), say('endless', { all: pairs }), say('most', { any: pairs }));
    const { rules } = toGroups(book, (problem) => warned.push(problem)) as { rules: { id: string }[] };
    assert.deepEqual([rules.map(({ id }) => id), warned.length], [['most'], 2]);
  });

  it('of Rocket.Chat go to and fro', () => {
    const say = { name: 'send-message', params: { sender: 'custom', name: 'Ana', msg: 'Need help?' } };
    const service = { name: 'use-external-service', params: { sender: 'queue', serviceTimeout: 5000, serviceFallbackMessage: 'Later' } };
    const trigger = (id: string, name: string, value: unknown, action: object, runOnce = false) =>
      ({ _id: id, enabled: true, runOnce, conditions: [value === undefined ? { name } : { name, value }], actions: [action] });
    const stored = [
      trigger('u', 'page-url', '/cart', say, true),
      trigger('t', 'time-on-site', '30', say),
      trigger('o', 'chat-opened-by-visitor', undefined, say),
      trigger('r', 'after-guest-registration', undefined, service),
    ];
    const [book, problems] = read(stored);
    assert.deepEqual(problems, []);
    assert.deepEqual(book.rules[0], {
      id: 'u', once: true, then: [{ do: 'message', text: 'Need help?', sender: 'Ana' }],
      when: { all: [{ is: 'urlRegExp', pattern: '/cart' }, { not: { is: 'registered' } }] },
    });
    assert.deepEqual(book.rules[3], {
      id: 'r', then: [{ do: 'externalService', timeoutMs: 5000, fallback: 'Later' }], when: { all: [{ is: 'registered' }] },
    });
    assert.deepEqual(toRocketTriggers(book), stored);
    const warned: string[] = [];
    assert.deepEqual(toRocketTriggers(bookOf({ id: 'x', when: { is: 'exitIntent' }, then: [{ do: 'open' }] }), (problem) => warned.push(problem)), []);
    assert.equal(warned.length, 1);
    assert.equal(read([{ _id: 'x', conditions: [{ name: 'moon' }], actions: [say] }])[1].length, 1);
  });

  it('with a pattern that cannot be used are told apart', () => {
    assert.match(flawOf({ is: 'urlRegExp', pattern: '(' })!, /cannot be used/);
    assert.equal(answerTo({ is: 'urlRegExp', pattern: '(' }, nothing).value, undefined);
    assert.match(flawOf({ is: 'timeBetween', from: '9', to: '25:00' })!, /09:00/);
    assert.equal(flawOf({ is: 'timeBetween', from: '09:00', to: '24:00' }), undefined);
    assert.equal(answerTo({ is: 'timeBetween', from: '9', to: '25:00' }, nothing).value, undefined);
    assert.equal(flawOf({ is: 'urlRegExp', pattern: 'a' }), undefined);
  });
});

describe('an explanation', () => {
  it('has every condition with its value, and what is missing', () => {
    const when: When = { all: [{ is: 'agentAvailable' }, { is: 'onPageFor', seconds: 20 }, { not: { is: 'chatOpened' } }, { any: [{ is: 'label', has: 'vip' }, { is: 'device', type: 'desktop' }] }] };
    const facts: Facts = { ...nothing, visibleMs: 5_500, hasOpened: true };
    const said = explainRule({ ...say('r', when), then: [{ do: 'open' }] }, (condition) => answerTo(condition, facts), 'cooldown');
    assert.equal(said.value, false);
    assert.deepEqual([said.then, said.limit], [['open'], 'cooldown']);
    assert.deepEqual(said.missing, [
      'agentAvailable: not known, now unknown',
      'onPageFor {"seconds":20}: false, now 5, may change in 15 s',
      'not chatOpened: true',
    ]);
    assert.deepEqual((said.when as { all: { value: Truth }[] }).all.map(({ value }) => value), [undefined, false, false, true]);
  });
});
