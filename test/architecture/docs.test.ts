import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { readManifest, type ManifestElement } from '../../scripts/manifest.js';
import { comparePages } from '../../scripts/tables.js';
// @ts-expect-error -- a plain script, shared with the analyser
import { readOptionTable } from '../../scripts/option-table.mjs';
import { DEFAULTS, toAttribute, type OptionName } from '../../src/attributes.js';
import { MORE } from '../../src/more-attributes.js';
import type { TransportContext, TransportEvent, TransportModule } from '../../src/core/transport.js';
import type { OptionLine } from '../../stories/support/option-controls.js';
import { sleep } from '../support/until.js';

const ROOT = resolve(import.meta.dirname, '../..');
const table = readOptionTable() as OptionLine[];

const filesIn = (...folders: string[]): { name: string; text: string }[] =>
  folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name: join(folder, name), text: readFileSync(join(ROOT, folder, name), 'utf8') })),
  );
const sources = filesIn('src/ui', 'src/launcher', 'src/page');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);
const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
const names = (items: readonly { name: string }[]): string[] => items.map(({ name }) => name);

/** The names of the interface that types the events. */
function typedEvents(): string[] {
  const text = readFileSync(join(ROOT, 'src/events.ts'), 'utf8');
  const source = ts.createSourceFile('events.ts', text, ts.ScriptTarget.Latest, true);
  const details = source.statements.filter(ts.isInterfaceDeclaration).find((it) => it.name.text === 'ChatEventDetails');
  return details!.members.map((member) => (member.name as ts.StringLiteral).text);
}

/** The literal words of every part; what is computed is seen by `npm run test:stories`. */
function literalParts(text: string): string[] {
  const values = [...all(text, /\spart="([^"]*)"/g), ...all(text, /\.part\.add\('([^']*)'\)/g)];
  return values.flatMap((value) => value.replace(/\$\{[^}]*\}/g, ' ').split(/\s+/).filter(Boolean));
}

describe('the documentation', () => {
  let element: ManifestElement;
  before(async () => {
    element = await readManifest();
  });

  it('has a sentence for every option, with the default that the element has', () => {
    const early = table.filter(({ isLate }) => !isLate).map((line) => [line.option, line.default]);
    const late = table.filter(({ isLate }) => isLate).map((line) => [line.attribute, line.default]);
    assert.deepEqual([Object.fromEntries(early), Object.fromEntries(late)], [DEFAULTS, MORE]);
    assert.deepEqual(table.filter(({ sentence }) => !sentence.endsWith('.')), []);
  });

  it('has a boolean for every option that says whether: as a property it can be switched off by false', () => {
    const questions = table.filter(({ sentence, words }) => sentence.startsWith('Whether') && !words.length);
    assert.ok(questions.length > 2);
    assert.deepEqual(questions.filter(({ type }) => type !== 'boolean'), []);
  });

  it('lists the options in the manifest as in the table', () => {
    const listed = element.attributes.map(({ name, type, description }) => [name, type?.text, description]);
    assert.deepEqual(listed, table.map((line) => [toAttribute(line.option), line.type, line.sentence]));
    const properties = element.members.flatMap(({ name, attribute }) => (attribute ? [name] : []));
    assert.deepEqual(properties, table.map(({ option }) => option as string).filter((name) => name !== 'open'));
  });

  it('lists them in Storybook, too', async () => {
    (globalThis as unknown as { OPTION_TABLE: OptionLine[] }).OPTION_TABLE = table;
    const { default: meta } = await import('../../stories/launcher.stories.js');
    const controls = meta.argTypes as Record<OptionName, { description: string; name: string }>;
    const listed = Object.entries(controls).map(([option, { name, description }]) => [option, name, description]);
    assert.deepEqual(listed, table.map((line) => [line.option, line.attribute, line.sentence]));
    assert.deepEqual(Object.keys(meta.args ?? {}), Object.keys(DEFAULTS));
  });

  it('stands in the pages as the sources have it, each table once', async () => {
    const pages = await comparePages();
    const stale = pages.filter(({ written, wanted }) => written !== wanted);
    assert.deepEqual(stale.map(({ page }) => page), [], 'run `npm run analyze`');
    const placed = pages.flatMap(({ written }) => all(written, /<!-- table: ([\w-]+) -->/g));
    assert.deepEqual([...placed].sort(), unique(placed));
    const expected = ['attributes', 'capabilities', 'events', 'identity', 'members', 'parts', 'slots', 'states', 'tokens'];
    assert.deepEqual(expected.filter((name) => !placed.includes(name)), []);
  });

  it('names every event that is typed', () => {
    assert.deepEqual(names(element.events).sort(), typedEvents().sort());
  });

  it('has a sentence for every public member, the facts of a running chat among them', () => {
    assert.ok(['messages', 'unreadCount'].every((fact) => names(element.members).includes(fact)));
    assert.deepEqual(names(element.members.filter(({ description }) => !description)), []);
  });

  it('names every part that is used, and no other', () => {
    const documented = element.cssParts.flatMap(({ name, description = '' }) => [name, ...all(description, /`([\w-]+)`/g)]);
    const used = sources.flatMap(({ text }) => literalParts(text));
    assert.deepEqual(unique(used.filter((part) => !documented.includes(part))), []);
    const everything = sources.map(({ text }) => text.replace(/\/\*\*[\s\S]*?\*\//g, '')).join('\n');
    const absent = element.cssParts.filter(({ name }) => !new RegExp(`['"\` ]${name}['"\` ]`).test(everything));
    assert.deepEqual(names(absent), []);
  });

  it('names every token that is read, and no other; none is ever set', () => {
    const read = sources.flatMap(({ text }) => all(text, /var\(\s*(--chat-[\w-]+)/g));
    assert.deepEqual(unique(read), unique(names(element.cssProperties)));
    assert.deepEqual(sources.flatMap(({ text }) => all(text, /[;{]\s*(--chat-[\w-]+)\s*:/g)), []);
  });

  it('names every slot that is there, and no other', () => {
    const there = sources.flatMap(({ text }) => all(text, /<slot name=["']?([\w-]+)/g));
    const made = sources.flatMap(({ text }) => all(text, /\.name = '([\w-]+)'/g));
    assert.deepEqual(unique([...there, ...made]), unique(names(element.slots)));
  });

  it('names every state that is set', () => {
    const set = sources.flatMap(({ text }) => all(text, /const states = \{([^}]+)\}/g).flatMap((list) => all(list, /(\w+):/g)));
    set.push(...sources.flatMap(({ text }) => all(text, /\bstates\?\.(?:add|\[[^\]]+\])\('(\w+)'\)/g)));
    assert.deepEqual(unique(set), unique(names(element.cssStates)));
  });
});

/** The other side of the smallest transport: answers every frame, and says one thing of its own. */
class EchoSocket {
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: string }) => void;
  constructor() {
    setTimeout(() => this.onopen?.());
  }
  send(text: string): void {
    const { type, localId } = JSON.parse(text) as { type: string; localId: string };
    const history = { messages: [], hasMore: false };
    const message = { id: 'm2', author: { role: 'agent' }, parts: [], createdAt: 2 };
    const answers =
      type === 'hello'
        ? [{ type: 'welcome', history, conversation: { state: 'none' }, visitorId: 'v1' }]
        : [{ type: 'ack', localId, id: 'm1', createdAt: 1 }, { type: 'message', message }];
    for (const answer of answers) setTimeout(() => this.onmessage?.({ data: JSON.stringify(answer) }));
  }
  close(): void {
    setTimeout(() => this.onclose?.());
  }
}

describe('the smallest transport', () => {
  it('does what it says', async (t) => {
    const page = readFileSync(join(ROOT, 'docs/write-a-transport.md'), 'utf8');
    const [, code] = /<!-- example: transport -->\s*```js\n([\s\S]*?)```/.exec(page)!;
    const folder = mkdtempSync(join(tmpdir(), 'chat-docs-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'my-transport.ts');
    const errors = pathToFileURL(join(ROOT, 'src/core/errors.ts')).href;
    writeFileSync(file, code!.replace("'chat-widget-element'", `'${errors}'`));
    const { createTransport } = (await import(pathToFileURL(file).href)) as TransportModule;

    const events: TransportEvent[] = [];
    const context = { config: { endpoint: 'wss://x' }, emit: (event: TransportEvent) => events.push(event), WebSocket: EchoSocket };
    const transport = createTransport(context as unknown as TransportContext);
    const { signal } = new AbortController();
    const visitor = { locale: 'en', page: { url: '', title: '' } };
    assert.equal((await transport.connect(visitor, undefined, signal)).visitorId, 'v1');
    assert.deepEqual(await transport.send({ localId: 'l1', parts: [] }, signal), { id: 'm1', createdAt: 1 });
    await sleep(5);
    assert.deepEqual(events.map(({ type }) => type), ['message']);

    const unanswered = transport.send({ localId: 'l2', parts: [] }, signal);
    await transport.disconnect();
    await assert.rejects(unanswered, { code: 'network', outcome: 'unknown' });
    await sleep(5);
    assert.equal(events.length, 1);
  });
});
