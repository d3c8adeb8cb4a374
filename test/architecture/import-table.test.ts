import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

/**
 * Who may import whom. `types` are edges that vanish at run time; `dynamic` are `import()`.
 * A room may always import itself. Everything not named is forbidden.
 */
type Rule = { values?: string[]; types?: string[]; dynamic?: string[] };
const TABLE: Record<string, Rule> = {
  core: {},
  i18n: {},
  hours: {},
  forms: { types: ['core'] },
  launcher: { types: ['core'], values: ['i18n'] },
  storage: { types: ['core'], values: ['errors', 'idb-keyval'] },
  // What few pages ask for about their visitors; `start.ts` and the page chunk fetch it.
  privacy: { types: ['core', 'host', 'visit', 'events'], values: ['errors', 'retention', 'storage', 'mark-chatted', 'keep', 'page', 'warn-once', 'idb-keyval'] },
  'transports-shared': { types: ['core'], values: ['errors', 'safe-url'], dynamic: ['backend'] },
  // The official clients of two systems; each in the chunk of its own transport.
  backend: {
    types: ['core'],
    values: ['errors', 'safe-url', 'transports-shared', 'phoenix', 'socket.io-client', 'socket.io-client-v2'],
  },
  ui: { types: ['core', 'hours'], values: ['selectors', 'errors', 'safe-url', 'forms', 'i18n', 'keep', 'json-option', 'lit', 'marked'], dynamic: ['hours', 'reg-exp'] },
  'reg-exp': {},
  testing: { types: ['core', 'backend'], values: ['errors', 'backend'] },
  start: { types: ['core'], values: ['core', 'storage', 'transports-shared', 'browser'], dynamic: ['tab-peer', 'privacy'] },
  advice: { types: ['core'], values: ['warn-once'] },
  'warn-once': {},
  'more-options': { types: ['host'] },
  // What comes behind the start of a chat.
  'after-start': { types: ['core', 'visit', 'i18n'], values: ['launcher', 'page', 'triggers', 'more-options', 'keep', 'warn-once'], dynamic: ['privacy', 'ui'] },
  // What a page may ask beyond launcher and panel. Its rooms are chunks; stage 1 is met as a type only.
  page: {
    types: ['core', 'host', 'visit', 'events', 'page-names', 'triggers', 'ui'],
    values: ['more-options', 'keep', 'i18n', 'safe-url', 'warn-once'],
    dynamic: ['privacy', 'triggers', 'i18n', 'ui'],
  },
  // Behind the start of a chat: the code of the events is there.
  'state-events': { types: ['core'], values: ['events'] },
  'page-names': { types: ['page', 'more-options'] },
  triggers: {
    types: ['core', 'host', 'visit', 'events', 'page'],
    values: ['hours', 'keep', 'json-option', 'page', 'warn-once', 'i18n'],
    dynamic: ['page'],
  },
  'tab-peer': { types: ['core'], values: ['core', 'storage', 'transports-shared', 'browser'], dynamic: ['core', 'privacy'] },
  browser: { types: ['core', 'ui'], dynamic: ['ui'] },
  events: { types: ['core'] },
  visit: { types: ['core', 'host', 'i18n', 'ui', 'registrations', 'after-start'], values: ['start', 'events', 'mark-chatted'], dynamic: ['advice', 'after-start', 'i18n', 'privacy', 'ui'] },
  host: {
    types: ['core', 'events', 'i18n', 'visit', 'ui', 'transports-shared', 'page'],
    values: ['host', 'launcher', 'chat-marker', 'registrations', 'page-names'],
    dynamic: ['visit', 'page'],
  },
  entry: { types: ['core', 'events', 'host', 'hours', 'i18n', 'page', 'transports-shared', 'triggers'], values: ['host', 'errors'] },
};

const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');
const FILES: Record<string, string> = {
  'core/errors.ts': 'errors',
  'core/retention.ts': 'retention',
  'core/safe-url.ts': 'safe-url',
  'core/selectors.ts': 'selectors',
  'storage/chat-marker.ts': 'chat-marker',
  'storage/keep.ts': 'keep',
  'triggers/reg-exp.ts': 'reg-exp',
  'page/json-option.ts': 'json-option',
  'storage/mark-chatted.ts': 'mark-chatted',
  'transports/registrations.ts': 'registrations',
  'start.ts': 'start',
  'tab-peer.ts': 'tab-peer',
  'advice.ts': 'advice',
  'visit.ts': 'visit',
  'chat-config.ts': 'visit',
  'events.ts': 'events',
  'watch-page.ts': 'browser',
  'current-page.ts': 'browser',
  'system-clock.ts': 'browser',
  'after-start.ts': 'after-start',
  'check-options.ts': 'after-start',
  'warn-once.ts': 'warn-once',
  'option-words.ts': 'more-options',
  'more-attributes.ts': 'more-options',
  'page-names.ts': 'page-names',
  'page/state-events.ts': 'state-events',
  'index.ts': 'entry',
};

/** The rooms a file belongs to: its own name where the table knows it, and its folder's. */
function rooms(file: string): string[] {
  const path = relative(SRC, file);
  const own = FILES[path] ? [FILES[path]] : [];
  const [folder = '', second, third] = path.split('/');
  if (!path.includes('/')) return own.length ? own : ['host'];
  if (folder === 'transports') return [...own, third && second !== 'wire' ? 'backend' : 'transports-shared'];
  return [...own, folder];
}

type Edge = { from: string; to: string; kind: 'values' | 'types' | 'dynamic' };

function edgesOf(file: string): Edge[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const edges: Edge[] = [];
  const add = (specifier: ts.Node | undefined, kind: Edge['kind']): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    const to = text.startsWith('.') ? resolve(dirname(file), text).replace(/\.js$/, '.ts') : text;
    edges.push({ from: file, to, kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const isTypeOnly =
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly));
      add(node.moduleSpecifier, isTypeOnly ? 'types' : 'values');
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'types' : 'values');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'dynamic');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name));
const edges = files.flatMap(edgesOf);

/** Why this edge is against the table, or undefined. */
function offence({ from, to, kind }: Edge): string | undefined {
  const [source] = rooms(from).slice(-1);
  const ownRule = rooms(from).map((room) => TABLE[room]).find(Boolean) ?? {};
  const isPackage = !to.startsWith('/');
  const targets = isPackage ? [to.startsWith('lit') || to.startsWith('@lit/') ? 'lit' : to] : rooms(to);
  const isSibling = source === 'backend' && targets.includes('backend') && dirname(from).split('/transports/')[1] !== dirname(to).split('/transports/')[1];
  if (!isPackage && targets.at(-1) === source && !isSibling) return undefined;
  const allowed = [...(ownRule[kind] ?? []), ...(kind === 'types' ? (ownRule.values ?? []) : [])];
  if (!isSibling && targets.some((target) => allowed.includes(target))) return undefined;
  return `${relative(ROOT, from)} → ${isPackage ? to : relative(ROOT, to)} (${kind})`;
}

describe('the import table', () => {
  it('allows every import there is', () => {
    assert.deepEqual(edges.flatMap((edge) => offence(edge) ?? []), []);
  });

  it('forbids what it should', () => {
    const file = (name: string): string => join(SRC, name);
    const forbidden: Edge[] = [
      { from: file('core/client.ts'), to: file('ui/panel.ts'), kind: 'values' },
      { from: file('core/client.ts'), to: 'lit', kind: 'types' },
      { from: file('transports/rest/rest.ts'), to: file('transports/mock/mock.ts'), kind: 'values' },
      { from: file('transports/rest/rest.ts'), to: file('core/client.ts'), kind: 'values' },
      { from: file('chat-widget.ts'), to: file('ui/mount-panel.ts'), kind: 'values' },
      { from: file('chat-widget.ts'), to: 'lit', kind: 'values' },
      { from: file('start.ts'), to: file('ui/mount-panel.ts'), kind: 'dynamic' },
      { from: file('ui/panel.ts'), to: file('core/client.ts'), kind: 'values' },
    ];
    assert.deepEqual(forbidden.filter((edge) => !offence(edge)), []);
  });

  it('has no cycle at run time', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, kind } of edges) {
      if (kind === 'values') graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), `cycle: ${[...path, file].map((name) => relative(ROOT, name)).join(' → ')}`);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
  });

  it('keeps the server apart from the sources', () => {
    const server = join(ROOT, 'server');
    const offenders = readdirSync(server, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('operator/page'))
      .flatMap((name) => edgesOf(join(server, name)))
      .filter(({ to }) => to.startsWith(SRC));
    assert.deepEqual(offenders, []);
  });
});
