import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page, Protocol } from 'puppeteer-core';
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

/** Media features as the browser's developer tools set them, by name; none resets them. `touch` is a finger in the mouse's place. */
export type Emulation = Readonly<Record<string, string>>;

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

/** What assistive technology gets of an element. */
export type TreeNode = { role: string; name: string; states: Record<string, unknown> };

/** In the order of the tree. */
const readTree = ({ nodes }: Protocol.Accessibility.GetFullAXTreeResponse): TreeNode[] =>
  nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties = [] }) => ({
      role: String(role?.value ?? ''),
      name: String(name?.value ?? ''),
      states: Object.fromEntries(properties.map((property) => [property.name, property.value.value as unknown])),
    }));

type Tab = { session: { id: string; browser: { getPage?(id: string): Page } } };

/**
 * Tells browser tests what is documented, lists the stories, and answers the command `emulate`, which goes
 * where the commands of the test runner do not: forced colours, more contrast, fingers. `accessibility-tree` is what
 * assistive technology gets of the page.
 */
export function lookPlugin(): TestRunnerPlugin<Emulation> {
  /** What a session has set ends with it. */
  const clients = new Map<Page, CDPSession>();
  return {
    name: 'look',
    serve: ({ path }) =>
      path === '/documented.json' ? { body: JSON.stringify(readDocumented()), type: 'application/json' } : undefined,
    async executeCommand({ command, payload = {}, session }) {
      if (command !== 'emulate' && command !== 'accessibility-tree') return undefined;
      const page = (session as unknown as Tab['session']).browser.getPage?.(session.id);
      if (!page || /firefox/i.test(await page.browser().version())) return false;
      const { touch, ...media } = payload;
      const features = Object.entries(media).map(([name, value]) => ({ name, value }));
      const client = clients.get(page) ?? (await page.createCDPSession());
      clients.set(page, client);
      if (command === 'accessibility-tree') return readTree(await client.send('Accessibility.getFullAXTree'));
      await client.send('Emulation.setEmulatedMedia', { features });
      await client.send('Emulation.setTouchEmulationEnabled', { enabled: Boolean(touch) });
      return true;
    },
  };
}
