// Weighs the CDN build, stage by stage, as a page pays for it: brotli 11, shared chunks counted once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

type Chunk = { file: string; src?: string; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean };

const FOLDER = join(import.meta.dirname, '../dist/cdn');
const manifest = JSON.parse(readFileSync(join(FOLDER, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/**
 * Kilobytes (1 000 bytes). A stage is the chunks of its root that no earlier stage has brought.
 * `budget` must hold; `aim` is what the plan hoped for (docs/decisions tells what the rest buys).
 */
type Stage = { name: string; root: string; budget: number; aim?: number; after: string[] };
const ENTRY = 'src/define.ts';
const VISIT = 'src/visit.ts';
const LEADER = 'src/core/leader.ts';
const STAGES: Stage[] = [
  { name: 'page load: host and launcher', root: ENTRY, budget: 3.7, aim: 3.0, after: [] },
  { name: 'stage 2: core, start, storage, tabs', root: VISIT, budget: 10.7, aim: 8.0, after: [ENTRY] },
  { name: 'stage 2, leading tab: connection, delivery', root: LEADER, budget: 5.0, after: [ENTRY, VISIT] },
  { name: 'transport rest', root: 'src/transports/rest/rest.ts', budget: 5.6, aim: 4.0, after: [ENTRY, VISIT, LEADER] },
  { name: 'stage 3: panel with Lit and English', root: 'src/ui/mount-panel.ts', budget: 20.0, aim: 20.0, after: [ENTRY, VISIT] },
];

function reach(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) reach(next, seen);
  return seen;
}

const weigh = (file: string): number =>
  brotliCompressSync(readFileSync(join(FOLDER, file)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;

let isGood = true;
const say = (name: string, bytes: number, budget?: number, aim = budget): void => {
  const isOver = budget !== undefined && bytes > budget * 1000;
  if (isOver) isGood = false;
  const limit = budget === undefined ? '' : ` of ${budget.toFixed(1)} kB${isOver ? '  ← over' : ''}`;
  const hope = aim === budget ? '' : ` (aim ${aim?.toFixed(1)})`;
  console.log(`${(bytes / 1000).toFixed(2).padStart(7)} kB${limit.padEnd(12)}  ${name}${hope}`);
};

const counted = new Set<string>();
for (const { name, root, budget, aim, after } of STAGES) {
  if (!manifest[root]) throw new Error(`${root} is not in the build`);
  const before = new Set(after.flatMap((key) => [...reach(key)]));
  const own = [...reach(root)].filter((key) => !before.has(key));
  own.forEach((key) => counted.add(key));
  say(name, own.reduce((sum, key) => sum + weigh(manifest[key]!.file), 0), budget, aim);
}
for (const [key, { file }] of Object.entries(manifest)) {
  if (!counted.has(key)) say(`on need: ${key}`, weigh(file));
}

// The page may load the script under any address (a query, another path): chunks must not ask for it again.
const entry = manifest[ENTRY]!;
if (entry.imports?.length) {
  isGood = false;
  console.log(`the entry asks for ${entry.imports.join(', ')} at once: a closed widget costs more than one request`);
}
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  if (file !== entry.file && text.includes(`"./${entry.file}"`)) {
    isGood = false;
    console.log(`${file} imports the entry: it would be loaded twice where its address differs`);
  }
}
process.exitCode = isGood ? 0 : 1;
