// Makes the emoji of the picker from the data of the Emojibase project: `node --import tsx scripts/emoji-data.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Source = {
  hexcode: string;
  label: string;
  emoji: string;
  tags?: string[];
  order?: number;
  group?: number;
  version: number;
  skins?: { emoji: string }[];
};

/** Newer ones are empty boxes on many systems still in use. */
const NEWEST = 14;
const FLAGS = 9;
/** Groups of Emojibase in the order of the tabs; 2 are parts of others, flags follow apart. */
const GROUPS = [[0], [1], [3], [4], [5], [6], [7], [8]];
/** Faces and hands are looked for by what they feel like. */
const TAGS: Readonly<Record<number, number>> = { 0: 3, 1: 3 };
/** Languages of the widget for which there are names. */
const LANGUAGES = ['de', 'es', 'fr', 'ja', 'vi'];
const FOLDER = join(import.meta.dirname, '../src/ui/emoji');
const NOTICE = '// Made by scripts/emoji-data.ts of emojibase-data (MIT, © Miles Johnson). Do not edit.';

const require = createRequire(import.meta.url);
const read = (language: string): Source[] =>
  JSON.parse(readFileSync(require.resolve(`emojibase-data/${language}/data.json`), 'utf8')) as Source[];
const all = read('en')
  .filter(({ group, version, label }) => group !== undefined && version <= NEWEST && !label.startsWith('family:'))
  .sort((a, b) => a.order! - b.order!);

/** One of five skins, as `emojis.ts` makes them: the tone behind the first sign. */
const isToned = ({ emoji, skins }: Source): boolean =>
  !!skins && skins[0]!.emoji === emoji.replace(/^(.)\uFE0F?/u, '$1\u{1F3FB}');

/** Further words to find it by, without those that its name has. */
function tagsOf({ label, tags = [], group }: Source): string {
  if (/^(wo)?man\b/.test(label)) return '';
  const words = label.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 2);
  const isNew = (tag: string): boolean => /^[a-z]{2,}$/.test(tag) && !words.some((word) => tag.startsWith(word.slice(0, 4)));
  return tags.filter(isNew).slice(0, TAGS[group!] ?? 1).join(' ');
}

/** Some have the sign for "as a picture" although they never are anything else. */
const plain = (emoji: string): string => emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');

const toEntry = (it: Source): string => {
  const tags = tagsOf(it);
  return `${plain(it.emoji)}${isToned(it) ? '*' : ''} ${it.label}${tags && `;${tags}`}`;
};

const flags = all.filter(({ group }) => group === FLAGS);
const codeOf = (emoji: string): string => [...emoji].map((sign) => String.fromCharCode(sign.codePointAt(0)! - 0x1f1a5)).join('');
const isCountry = ({ emoji }: Source): boolean => /^\p{RI}{2}$/u.test(emoji);
const groups = GROUPS.map((group) => all.filter((it) => group.includes(it.group!)));
groups.push(flags.filter((flag) => !isCountry(flag)));
const lines = groups.map((group) => group.map(toEntry).join('|'));

writeFileSync(
  join(FOLDER, 'data.ts'),
  `${NOTICE}

/** Emoji, a star where it has skin tones, its name; further words. One line for each group. */
export const emojiData = \`
${lines.join('\n')}\`.slice(1);

/** Countries with a flag, two letters each. */
export const flagData =
  '${flags.filter(isCountry).map(({ emoji }) => codeOf(emoji)).join('')}';
`,
);

/** The name, and one more word for faces and hands. */
function toName({ label, tags = [], group }: Source): string {
  const isNew = (tag: string): boolean => !label.toLowerCase().includes(tag.toLowerCase().slice(0, 4));
  const tag = TAGS[group!] ? tags.find(isNew) : undefined;
  return `${label}${tag ? `;${tag}` : ''}`.replaceAll('|', ' ');
}

for (const language of LANGUAGES) {
  const known = new Map(read(language).map((it) => [it.hexcode, it]));
  const names = groups.flat().map(({ hexcode }) => toName(known.get(hexcode)!));
  writeFileSync(
    join(FOLDER, `names-${language}.ts`),
    `${NOTICE}\n\n/** Names in the order of \`data.ts\`; a further word. */\nexport const emojiNames =\n  '${names.join('|').replaceAll("'", '’')}';\n`,
  );
}
