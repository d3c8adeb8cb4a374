import { expect } from 'chai';
import type { ChatWidget } from '../../src/chat-widget.js';
import '../../src/define.js';
import { toScope } from '../../src/config.js';
import { createKeep, dropTexts, keptTexts, scopeOf, settleTexts } from '../../src/storage/keep.js';
import { systemClock } from '../../src/system-clock.js';
import { sleep } from '../support/until.js';

const made: HTMLElement[] = [];
const host = (attributes: Record<string, string> = {}): ChatWidget => {
  const element = document.createElement('chat-widget');
  element.setAttribute('site', systemClock.randomId());
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  made.push(element);
  return element;
};

describe('texts kept for a chat', () => {
  afterEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it('lie under the scope that stage 1 gives the chat, hostile names included', () => {
    const element = host({ endpoint: 'https://x.example/a|b?c=%7C', 'external-id': 'ä|:"', key: 'k', 'page-id': 'p' });
    expect(scopeOf(element)).to.equal(toScope(element));
    expect(scopeOf(document.createElement('div'))).to.equal('|||||');
  });

  it('go where storage and consent let them, and a place is never the wrong one', () => {
    const cases: [Record<string, string>, number, number][] = [
      [{}, 1, 0],
      [{ storage: 'session' }, 0, 1],
      [{ storage: 'cookie' }, 0, 0],
      [{ storage: 'none' }, 0, 0],
      [{ storage: ' session ' }, 0, 1],
      [{ storage: 'memory' }, 0, 0],
      [{ consent: 'yes' }, 0, 0],
      [{ consent: 'granted' }, 1, 0],
      [{ consent: 'required' }, 0, 0],
      [{ consent: 'denied', storage: 'local' }, 0, 0],
    ];
    for (const [attributes, local, session] of cases) {
      const element = host(attributes);
      const keep = createKeep(element);
      keep.set('draft', 'words');
      expect([localStorage.length, sessionStorage.length], JSON.stringify(attributes)).to.deep.equal([local, session]);
      expect(createKeep(element).get('draft')).to.equal('words');
      expect(createKeep(host(attributes)).get('draft')).to.equal(undefined);
      expect(Object.values(keptTexts(scopeOf(element)))).to.deep.equal(['words']);
      dropTexts(scopeOf(element));
      expect(keep.get('draft')).to.equal(undefined);
      expect(localStorage.length + sessionStorage.length).to.equal(0);
    }
    createKeep(host(), true).set('form', 'typed');
    expect([localStorage.length, sessionStorage.length]).to.deep.equal([0, 1]);
  });

  it('wait in memory for the consent, and go to their place with it; another chat’s stay', () => {
    const element = host({ consent: 'required' });
    const other = host({ consent: 'required' });
    createKeep(element).set('draft', 'mine');
    createKeep(other).set('draft', 'theirs');
    element.setAttribute('consent', 'granted');
    settleTexts(element);
    expect({ ...localStorage }).to.deep.equal({ [`chat-widget:${scopeOf(element)}:draft`]: 'mine' });
    expect(createKeep(element).get('draft')).to.equal('mine');
    expect(createKeep(other).get('draft')).to.equal('theirs');
  });

  it('what is for the tab alone stays so when the consent comes', () => {
    const element = host({ consent: 'denied' });
    createKeep(element, true).set('form', 'typed');
    element.setAttribute('consent', 'granted');
    settleTexts(element);
    expect([localStorage.length, sessionStorage.length]).to.deep.equal([0, 1]);
  });

  it('stay in memory where the device refuses or blocks them, and never throw', () => {
    const { setItem, getItem } = Storage.prototype;
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const element = host();
    const keep = createKeep(element);
    try {
      Storage.prototype.setItem = refuse;
      keep.set('draft', 'kept all the same');
      Storage.prototype.getItem = refuse;
      expect(keep.get('draft')).to.equal('kept all the same');
      keep.remove('draft');
      expect(keep.get('draft')).to.equal(undefined);
    } finally {
      Object.assign(Storage.prototype, { setItem, getItem });
    }
  });

  it('stay with whom they were begun for', () => {
    const element = host({ 'external-id': 'anna' });
    const keep = createKeep(element, false, scopeOf(element));
    const annas = scopeOf(element);
    element.externalId = 'bert';
    keep.set('draft', 'of Anna');
    expect(Object.keys(keptTexts(annas))).to.have.length(1);
    expect(keptTexts(scopeOf(element))).to.deep.equal({});
  });
});

describe('ids made here', () => {
  it('are 128 random bits: no two alike, every digit as likely as the others, whatever Math.random says', () => {
    const { random } = Math;
    const { now } = Date;
    const seen = new Set<string>();
    const counts = Array.from({ length: 32 }, () => new Uint32Array(16));
    const COUNT = 200_000;
    try {
      Math.random = () => 0;
      Date.now = () => 0;
      for (let index = 0; index < COUNT; index++) {
        const id = systemClock.randomId();
        seen.add(id);
        for (let place = 0; place < 32; place++) counts[place]![parseInt(id[place]!, 16)]!++;
      }
    } finally {
      Object.assign(Math, { random });
      Object.assign(Date, { now });
    }
    expect(seen.size).to.equal(COUNT);
    const expected = COUNT / 16;
    // χ² with 15 degrees of freedom: 57 is p < 10⁻⁶, so 32 places stay below it but once in thirty thousand runs.
    for (const [place, digits] of counts.entries()) {
      const chi = digits.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chi, `place ${place}`).to.be.below(57);
    }
  });
});

describe('what the page says by accident or attack', () => {
  const page = globalThis as { OCS?: unknown };
  const holder = document.createElement('div');
  before(() => document.body.append(holder));
  after(() => holder.remove());
  afterEach(() => {
    delete page.OCS;
    holder.replaceChildren();
  });

  it('DOM clobbering names nobody: eight shapes', async () => {
    const make = (tag: string, attributes: Record<string, string>, ...children: Element[]): Element => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    };
    const input = (): Element => make('input', { name: 'externalId', value: 'evil' });
    const shapes: Element[][] = [
      [make('a', { id: 'OCS', href: 'evil:x' })],
      [make('a', { id: 'OCS' }), make('a', { id: 'OCS', name: 'externalId', href: 'evil:x' })],
      [make('form', { id: 'OCS' }, input())],
      [make('form', { name: 'OCS' }, input(), input())],
      [make('img', { name: 'OCS', id: 'externalId' })],
      [make('object', { id: 'OCS' }), make('object', { id: 'OCS' })],
      [make('iframe', { name: 'OCS', srcdoc: '<a id=externalId href=evil:x></a>' })],
      [make('embed', { name: 'OCS' }), make('form', { id: 'externalId', name: 'OCS' }, input())],
    ];
    for (const [index, shape] of shapes.entries()) {
      holder.replaceChildren(...shape);
      await sleep(index === 6 ? 50 : 0);
      expect(Boolean(page.OCS), `shape ${index} clobbers`).to.equal(true);
      expect(host().externalId, `shape ${index}`).to.equal('');
    }
  });

  it('a polluting member pollutes nothing, in what the page and other tabs say', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      page.OCS = JSON.parse(`{"${name}": {"externalId": "evil", "polluted": 1}, "nickname": "Ada"}`) as object;
      const element = host();
      expect([element.externalId, element.name]).to.deep.equal(['', 'Ada']);
      await (element as ChatWidget & { setFields(fields: object): Promise<void> }).setFields(
        JSON.parse(`{"${name}": {"polluted": 1}, "plan": "gold"}`) as object,
      );
      expect(element.visitor?.fields?.['plan']).to.equal('gold');
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
    }
  });
});
