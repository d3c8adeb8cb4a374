import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner-core';
// @ts-expect-error -- a plain script, shared with the manifest
import { readOptionTable } from '../../scripts/option-table.mjs';

const ROOT = join(import.meta.dirname, '../..');
const FILES = ['src/chat-widget.ts', 'src/ui/panel.ts'];

/** What the class comments promise, and where the stories are. */
export type Documented = {
  tokens: { name: string; value: string }[];
  parts: string[];
  slots: string[];
  states: string[];
  stories: string[];
  /** All code of the panel. */
  modules: string[];
  /** Style sheets that come with a chunk. */
  sheets: string[];
  optionTable: unknown[];
};

function readDocumented(): Documented {
  const modules = (readdirSync(join(ROOT, 'src/ui'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts')).sort();
  const lines = FILES.flatMap((file) => readFileSync(join(ROOT, file), 'utf8').split('\n'));
  const find = (pattern: RegExp): RegExpExecArray[] => lines.map((line) => pattern.exec(line)!).filter(Boolean);
  const names = (tag: string): string[] => find(new RegExp(`^ \\* @${tag} ([\\w-]+)`)).map(([, name]) => name!);
  // A part may be followed by the words that tell its kinds apart.
  const parts = find(/^ \* @csspart ([\w-]+) (.*)/).flatMap(([, name, text]) => [name!, ...[...text!.matchAll(/`([a-z-]+)`/g)].map(([, word]) => word!)]);
  return {
    tokens: find(/^ \* @cssprop \[?(--chat-[\w-]+)=?(.*?)\]? - /).map(([, name, value]) => ({ name: name!, value: value! })),
    parts: [...new Set(parts)],
    slots: names('slot'),
    states: names('cssstate'),
    stories: readdirSync(join(ROOT, 'stories')).filter((name) => name.endsWith('.stories.ts')).sort(),
    modules,
    sheets: modules.filter((name) => name.endsWith('-styles.ts')),
    optionTable: readOptionTable() as unknown[],
  };
}

/** Tells browser tests what is documented, and lists the stories. */
export function documentedPlugin(): TestRunnerPlugin {
  return {
    name: 'documented',
    serve: ({ path }) =>
      path === '/documented.json' ? { body: JSON.stringify(readDocumented()), type: 'application/json' } : undefined,
  };
}
