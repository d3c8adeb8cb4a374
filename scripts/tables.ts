// Writes the marked tables of README.md and docs/ from the manifest and the transports.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTITY } from './identity-facts.js';
import { readManifest, type ManifestElement, type ManifestMember } from './manifest.js';
import { capabilityTable, optionTable, TRANSPORTS } from './transport-tables.js';

const ROOT = join(import.meta.dirname, '..');
const MARKED = /<!-- table: ([\w-]+) -->\n[\s\S]*?<!-- \/table -->/g;

const code = (text: string | undefined): string => (text ? `\`${text.replaceAll('|', '\\|')}\`` : '');
const words = (text = ''): string => text.replaceAll('|', '\\|');

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function signature({ name, kind, parameters = [], static: isStatic, readonly }: ManifestMember): string {
  const call = kind === 'method' ? `(${parameters.map((it) => it.name).join(', ')})` : '';
  return `${code(`${isStatic ? 'ChatWidget.' : ''}${name}${call}`)}${readonly ? ' (read only)' : ''}`;
}

const nameOf = (fieldName: string | undefined): string => (fieldName ? code(fieldName) : '(see `open()`)');

function toTables(element: ManifestElement): Record<string, string> {
  const { attributes, members, events, cssParts, cssProperties, cssStates, slots } = element;
  return {
    attributes: table(
      ['Attribute', 'Property', 'Type', 'Default', 'What it does'],
      attributes.map((it) => [code(it.name), nameOf(it.fieldName), code(it.type?.text), code(it.default), words(it.description)]),
    ),
    members: table(
      ['Member', 'Type', 'What it does'],
      members
        .filter(({ attribute }) => !attribute)
        .map((it) => [signature(it), code((it.return?.type ?? it.type)?.text), words(it.description)]),
    ),
    events: table(
      ['Event', 'Type', 'When'],
      events.map((it) => [code(it.name), code(it.type?.text), words(it.description)]),
    ),
    parts: table(['Part', 'What it is'], cssParts.map((it) => [code(it.name), words(it.description)])),
    tokens: table(
      ['Custom property', 'Default', 'What it sets'],
      cssProperties.map((it) => [code(it.name), it.default ? code(it.default) : 'computed', words(it.description)]),
    ),
    slots: table(['Slot', 'Where it is'], slots.map((it) => [code(it.name), words(it.description)])),
    states: table(['State', 'When'], cssStates.map((it) => [code(`:state(${it.name})`), words(it.description)])),
  };
}

async function toTransportTables(): Promise<Record<string, string>> {
  const { head, rows } = await capabilityTable();
  const options = TRANSPORTS.map((name) => {
    const found = optionTable(name);
    return [`options-${name}`, table(found.head, found.rows.map(([attribute, type, text]) => [code(attribute), code(type), words(text)]))];
  });
  const people = Object.entries(IDENTITY).map(([name, { becomes, isKnownElsewhere, note }]) => [
    code(name),
    becomes,
    isKnownElsewhere ? 'yes' : 'no',
    note,
  ]);
  const identity = table(['`transport`', '`external-id` becomes', 'Known on another device', ''], people);
  return { capabilities: table(head, rows), identity, ...(Object.fromEntries(options) as Record<string, string>) };
}

/** Each page as it is and as it should be. */
export async function comparePages(): Promise<{ page: string; written: string; wanted: string }[]> {
  const tables = { ...toTables(await readManifest()), ...(await toTransportTables()) };
  const toWanted = (written: string): string =>
    written.replace(MARKED, (_, name: string) => {
      const found = tables[name];
      if (!found) throw new Error(`there is no table "${name}"; there are: ${Object.keys(tables).join(', ')}`);
      return `<!-- table: ${name} -->\n\n${found}\n\n<!-- /table -->`;
    });
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.map((name) => `docs/${name}`)].map((page) => {
    const written = readFileSync(join(ROOT, page), 'utf8');
    return { page, written, wanted: toWanted(written) };
  });
}

if (process.argv[1] === import.meta.filename) {
  for (const { page, written, wanted } of await comparePages()) {
    if (wanted === written) continue;
    writeFileSync(join(ROOT, page), wanted);
    console.log(`The tables of ${page} have been written.`);
  }
}
