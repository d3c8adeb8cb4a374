import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Page } from 'puppeteer-core';
import type { ChatWidget } from '../../src/chat-widget.js';
import { setStage, type Stage } from './support/stage.js';
import { pageWith, startSite, type StaticSite } from './support/static-site.js';
import { find, sleep, until } from './support/visitor.js';

const FULL = Boolean(process.env['FULL']);
/** A walk that failed is walked again with `SEED`. */
const SEED = Number(process.env['SEED'] ?? Date.now());

type Who = '' | 'anna' | 'bert';
/** What must be so: who each tab is, whose the words are, and of which names the device may know. */
type Model = { tabs: Who[]; words: Map<string, Set<Who>>; named: Set<Who>; count: number };
type Real = { tabs: Page[]; trace: string[] };
type Step = fc.AsyncCommand<Model, Real>;

type Element = ChatWidget & { identify(who: object): Promise<void>; reset(): Promise<void>; connect(): Promise<void> };

const say = (tab: Page, words: string): Promise<unknown> => tab.$eval('chat-widget', (it, text) => (it as ChatWidget).send(text), words);
const identify = (tab: Page, who: Who): Promise<void> => tab.$eval('chat-widget', (it, externalId) => (it as Element).identify({ externalId }), who);
const reset = (tab: Page): Promise<void> => tab.$eval('chat-widget', (it) => (it as Element).reset());

/** All that a tab shows, and all that lies on the device, as one text with whose it is. */
const look = (tab: Page): Promise<{ shown: string; kept: [string, string][] }> =>
  tab.evaluate(async () => {
    const { chat } = document.querySelector('chat-widget') as ChatWidget;
    const shown = JSON.stringify(chat?.state ?? '') + (document.querySelector('chat-widget')!.shadowRoot!.textContent ?? '');
    const kept: [string, string][] = [...Object.entries({ ...localStorage }), ...Object.entries({ ...sessionStorage }), ['cookie', document.cookie]];
    if ((await indexedDB.databases()).length) {
      const opening = indexedDB.open('chat-widget');
      const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
      const store = database.transaction('keyval').objectStore('keyval');
      const keys = store.getAllKeys();
      const values = store.getAll();
      await new Promise((resolve) => (store.transaction.oncomplete = resolve));
      keys.result.forEach((key, index) => kept.push([String(key), JSON.stringify(values.result[index])]));
      database.close();
    }
    return { shown, kept };
  });

const ownerOf = (key: string): Who | undefined => key.replace(/^chat-widget:/, '').split('|')[3] as Who | undefined;

/** Nothing of one under another, in any tab, in any place. Asked until it is so: a log-out has a second. */
async function holds(model: Model, real: Real): Promise<void> {
  const find = async (): Promise<string> => {
    for (const [index, tab] of real.tabs.entries()) {
      const { shown, kept } = await look(tab);
      for (const [words, owners] of model.words) {
        if (shown.includes(words) && !owners.has(model.tabs[index]!)) return `tab ${index} (${model.tabs[index]}) shows ${words} of ${[...owners].join('/')}`;
        for (const [key, value] of kept) {
          const owner = ownerOf(key) ?? ('nobody' as Who);
          if (!value.includes(words)) continue;
          if (owner && !model.named.has(owner)) return `${key} still has ${words}`;
          if (!owners.has(owner)) return `${key} has ${words} of ${[...owners].join('/')}`;
        }
      }
    }
    return '';
  };
  const end = Date.now() + 2_000;
  for (let last = await find(); last; last = await find()) {
    if (Date.now() > end) assert.fail(`${last}\n${real.trace.join('\n')}`);
    await sleep(50);
  }
}

/** A step: what it means, and what a person does. */
const step = (name: string, change: (model: Model) => void, act: (real: Real, model: Model) => Promise<unknown>): Step => ({
  check: () => true,
  async run(model, real) {
    real.trace.push(`${name} [${model.tabs.join()}]`);
    change(model);
    await act(real, model);
    await holds(model, real);
  },
  toString: () => name,
});

/** The words said without a name become this one's; from then on they are nobody else's. */
function claim(model: Model, who: Who): void {
  for (const owners of model.words.values()) if (owners.delete('')) owners.add(who);
}

const saying = (tab: number): Step =>
  step(`tab ${tab} says`, (model) => model.words.set(`words-${++model.count};`, new Set([model.tabs[tab]!])), ({ tabs }, { count }) => say(tabs[tab]!, `words-${count};`));
const loggingIn = (tab: number, who: Who): Step =>
  step(`tab ${tab} becomes ${who}`, (model) => {
    if (model.tabs[tab] === who) return;
    claim(model, who);
    // One name at a time: the tabs of another are logged out.
    model.named = new Set([who]);
    model.tabs = model.tabs.map((it, index) => (index === tab || it === who ? who : ''));
  }, async ({ tabs }) => {
    await identify(tabs[tab]!, who);
    await tabs[tab]!.$eval('chat-widget', (it) => (it as Element).connect());
  });
const loggingOut = (tab: number): Step =>
  step(`tab ${tab} logs out`, (model) => {
    const who = model.tabs[tab]!;
    // Gone from here; the backend may show them to their owner again, never to another.
    for (const [words, owners] of model.words) if (owners.has(who) && who === '') model.words.set(words, new Set(['nobody' as Who]));
    model.tabs = model.tabs.map((it) => (it === who ? '' : it));
    model.named.delete(who);
  }, ({ tabs }) => reset(tabs[tab]!));
const reloading = (tab: number): Step =>
  step(`tab ${tab} reloads`, (model) => (model.tabs[tab] = ''), async ({ tabs }) => {
    await tabs[tab]!.reload();
    await find(tabs[tab]!, 'chat-widget >>> button.launcher');
  });

describe('identities (CDN build)', () => {
  let stage: Stage;
  let site: StaticSite;

  before(async () => {
    stage = await setStage({ pages: false, site: { config: { maxPerMinute: 100_000 } } });
    site = await startSite({
      '/': { html: pageWith(`endpoint="${stage.server.url}/rest" load="intent"`) },
      '/two': { html: pageWith(`endpoint="${stage.server.url}/rest"`, `<chat-widget transport="chatvisor" endpoint="${stage.server.url}/chatvisor" position="start"></chat-widget>`) },
    });
  });
  after(() => Promise.all([site.close(), stage.close()]));

  it('nameless → A → out → B → A, over two tabs with reloads: never a byte of one under another', async () => {
    const tab = fc.constantFrom(0, 1);
    const who = fc.constantFrom<Who>('anna', 'bert');
    const steps = fc.commands(
      [
        tab.map(saying), tab.map(saying),
        fc.tuple(tab, who).map(([at, name]) => loggingIn(at, name)),
        tab.map(loggingOut),
        tab.map(reloading),
      ],
      { maxCommands: FULL ? 30 : 12, size: 'max' },
    );
    const walkAlong = async (walk: Iterable<Step>): Promise<void> => {
        const person = await stage.person();
        const open = async (): Promise<Page> => {
          const page = await person.newPage();
          page.setDefaultTimeout(20_000);
          await page.goto(site.url);
          await find(page, 'chat-widget >>> button.launcher');
          return page;
        };
        try {
          const real = { tabs: [await open(), await open()], trace: [] };
          await fc.asyncModelRun(() => ({ model: { tabs: ['' as Who, '' as Who], words: new Map<string, Set<Who>>(), named: new Set<Who>(), count: 0 }, real }), walk);
        } finally {
          await person.browser().close();
        }
    };
    await walkAlong([
      saying(0), saying(1), loggingIn(0, 'anna'), saying(0), loggingIn(1, 'anna'), saying(1), loggingOut(1), saying(0), loggingIn(0, 'bert'),
      saying(0), reloading(1), saying(1), loggingIn(1, 'anna'), saying(1), loggingIn(1, 'bert'), reloading(0), loggingIn(0, 'bert'), saying(0), loggingIn(1, 'anna'),
    ]);
    const anywhere = fc.asyncProperty(steps, (walk) => walkAlong(walk));
    await fc.assert(anywhere, { numRuns: FULL ? 40 : 2, seed: SEED, endOnFailure: true });
  });

  it('two widgets with different transports on one page never mix: a thousand messages in turn', async () => {
    const person = await stage.person();
    const page = await person.newPage();
    await page.goto(`${site.url}/two`);
    await page.evaluate(async () => {
      const widgets = [...document.querySelectorAll('chat-widget')] as ChatWidget[];
      for (let index = 0; index < 500; index++) {
        await Promise.all(widgets.map((it, which) => it.send(`widget ${which}, ${index}`)));
      }
    });
    const texts = (which: number): Promise<string[]> =>
      page.evaluate(
        (at) =>
          (document.querySelectorAll('chat-widget')[at] as ChatWidget).chat!.state.messages
            .filter(({ author, status }) => author.role === 'visitor' && !/saving|queued|sending/.test(status ?? ''))
            .flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))),
        which,
      );
    for (const which of [0, 1]) {
      const wanted = Array.from({ length: 500 }, (_, index) => `widget ${which}, ${index}`);
      await until(async () => (await texts(which)).length >= 500, `all of widget ${which}`, 60_000);
      assert.deepEqual(await texts(which), wanted);
    }
    const { kept } = await look(page);
    for (const [key, value] of kept) {
      assert.ok(!(/^(chat-widget:)?rest/.test(key) ? value.includes('widget 1,') : value.includes('widget 0,')), key);
    }
  });
});
