// Weighs the CDN build, stage by stage, as a page pays for it: brotli 11, shared chunks counted once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

type Chunk = { file: string; name?: string; imports?: string[]; isEntry?: boolean };

const FOLDER = process.env['CDN_FOLDER'] ?? join(import.meta.dirname, '../dist/cdn');
const manifest = JSON.parse(readFileSync(join(FOLDER, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/**
 * Kilobytes (1 000 bytes). A stage is the chunks of its roots that no earlier stage has brought. `later`
 * are roots that a first conversation asks for besides: the budget is that of who only looks.
 */
type Stage = { name: string; roots: string[]; budget: number; after: string[]; later?: string[] };
const ENTRY = 'src/define.ts';
/** Chunks that `vite.config.ts` names. */
const VISIT = 'visit';
const PEER = 'tab-peer';
const HTTP = 'http';
const PANEL = 'mount-panel';
/** Session and events come when a conversation begins. */
const REST = ['rest', 'rest-connect'];
/** What each transport loads by the time a first message is on its way and answers can come in. */
const BEGINNING: Readonly<Record<string, string[]>> = {
  rest: ['rest-connect'],
  chatvisor: ['rest-connect'],
  rocketchat: ['rocketchat-talk'],
  chatgonow: ['chatgonow-connect'],
  pancake: ['pancake-push'],
  expertflow: ['expertflow-init', 'expertflow-room', 'expertflow-io-v4'],
};

const STAGES: Stage[] = [
  { name: 'page load: host and launcher', roots: [ENTRY], budget: 3.0, after: [] },
  { name: 'stage 2: the chat on this device', roots: [VISIT], budget: 8.0, after: [ENTRY] },
  { name: 'stage 2: tabs, connection, delivery', roots: [PEER], budget: 8.0, after: [ENTRY, VISIT] },
  { name: 'shared HTTP, once for all transports over it', roots: [HTTP], budget: 2.5, after: [ENTRY, VISIT, PEER] },
  { name: 'stage 3: panel with Lit and English', roots: [PANEL], budget: 20.0, after: [ENTRY, VISIT, PEER] },
  ...transports({ rest: 4, rocketchat: 4, chatgonow: 4, chatvisor: 4, pancake: 11, expertflow: 16 }),
];
/** A language is all of its words at once. */
const LOCALES = 'src/i18n/locales/';
const LOCALE_BUDGET = 2.7;
/** All that is loaded until a first message has been answered, over the `rest` transport. */
const FIRST_TALK = { budget: 46, roots: [ENTRY, VISIT, PEER, HTTP, ...REST, PANEL] };

/** Fetched without being asked for, but not waited for. */
const BEHIND = ['after-start', 'src/ui/after-paint.ts'];
/** Mostly other people's: `marked`, and the names of all emoji. */
const LIBRARY = /^src\/ui\/(markdown\/markdown|emoji\/(data|names-\w+))\.ts$/;

/** What each transport brings beside the shared chunks. */
function transports(budgets: Record<string, number>): Stage[] {
  return Object.entries(budgets).map(([name, budget]) => ({
    name: `transport ${name}`,
    roots: [name, `src/transports/${name}/${name}.ts`],
    budget,
    after: [ENTRY, VISIT, PEER, HTTP],
    later: BEGINNING[name]!,
  }));
}

const keyOf = (root: string): string | undefined =>
  manifest[root] ? root : Object.keys(manifest).find((key) => manifest[key]!.name === root);

function reach(key: string | undefined, seen = new Set<string>()): Set<string> {
  if (!key || seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) reach(next, seen);
  return seen;
}

const chunksOf = (roots: string[]): Set<string> => new Set(roots.flatMap((root) => [...reach(keyOf(root))]));

/** Chunks of `roots` that `others` have not brought. */
function beside(roots: string[], others: string[]): string[] {
  const known = chunksOf(others);
  return [...chunksOf(roots)].filter((key) => !known.has(key));
}

function furtherParts(): string[] {
  const parts = Object.keys(manifest).filter((key) => key.startsWith('src/ui/') && !LIBRARY.test(key));
  return beside(parts, [...FIRST_TALK.roots, 'after-start']);
}

const weigh = (file: string): number =>
  brotliCompressSync(readFileSync(join(FOLDER, file)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;
const weighAll = (keys: Iterable<string>): number =>
  [...keys].reduce((sum, key) => sum + weigh(manifest[key]!.file), 0);

let isGood = true;
const fail = (message: string): void => {
  isGood = false;
  console.log(message);
};
const toKb = (bytes: number): string => `${(bytes / 1000).toFixed(2).padStart(7)} kB`;
/** @param talk bytes with all that a first conversation loads, where that is more */
function say(name: string, bytes: number, budget?: number, talk?: number): void {
  const isOver = budget !== undefined && bytes > budget * 1000;
  if (isOver) isGood = false;
  const limit = budget === undefined ? '' : ` of ${budget.toFixed(1)} kB${isOver ? '  ← over' : ''}`;
  console.log(`${toKb(bytes)}${limit.padEnd(12)}  ${talk ? toKb(talk) : ' '.repeat(10)}  ${name}`);
}

console.log('first needed             first conversation');
const counted = new Set<string>();
for (const { name, roots, budget, after, later } of STAGES) {
  if (!roots.some(keyOf)) {
    console.log(`      – kB of ${budget.toFixed(1)} kB   ${name}: not in the build`);
    continue;
  }
  const before = chunksOf(after);
  const own = [...chunksOf(roots)].filter((key) => !before.has(key));
  own.forEach((key) => counted.add(key));
  for (const root of later ?? []) if (!keyOf(root)) fail(`${name}: there is no chunk ${root}`);
  const all = later && [...chunksOf([...roots, ...later])].filter((key) => !before.has(key));
  const isOverRest = /(rest|chatvisor)$/.test(name);
  if (!isOverRest && all?.includes(keyOf('rest')!)) fail(`${name}: a conversation brings all of the transport rest along`);
  say(name, weighAll(own), budget, all && weighAll(all));
}
say('a first conversation, all of the above that it loads', weighAll(chunksOf(FIRST_TALK.roots)), FIRST_TALK.budget);
say('comes behind every first conversation: badge, events, menu, links, attaching', weighAll(beside(BEHIND, FIRST_TALK.roots)));
say('further parts of the panel together, libraries and emoji apart', weighAll(furtherParts()));
for (const [key, { file }] of Object.entries(manifest)) {
  if (!counted.has(key)) say(`on need: ${key}`, weigh(file), key.startsWith(LOCALES) ? LOCALE_BUDGET : undefined);
}

// The page may load the script under any address (a query, another path): chunks must not ask for it again.
const entry = manifest[ENTRY]!;
if (entry.imports?.length) {
  fail(`the entry asks for ${entry.imports.join(', ')} at once: a closed widget costs more than one request`);
}
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  if (file !== entry.file && text.includes(`"./${entry.file}"`)) {
    fail(`${file} imports the entry: it would be loaded twice where its address differs`);
  }
}
process.exitCode = isGood ? 0 : 1;
