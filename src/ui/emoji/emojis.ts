export type Emoji = {
  /** Without a skin tone. */
  sign: string;
  name: string;
  /** What it is found by, in small letters. */
  words: string;
  hasTones: boolean;
};

/** The five skins, and none. */
export const TONES = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'] as const;

/** `emoji` with a tone: behind its first sign, in the place of the one that asks for a picture. */
export const withTone = ({ sign, hasTones }: Emoji, tone: string): string =>
  hasTones && tone ? sign.replace(/^(.)\uFE0F?/u, `$1${tone}`) : sign;

function toEmoji(entry: string): Emoji {
  const [, sign = '', star, name = '', tags = ''] = /^([^ *]+|\*\S+)(\*?) ([^;]*);?(.*)$/.exec(entry) ?? [];
  return { sign, name, words: `${name} ${tags}`.toLowerCase(), hasTones: !!star };
}

const toFlag = (code: string): string =>
  code.replace(/./g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0x1f1a5));

/** Flags are named by the browser, in the visitor's language. */
function toFlags(codes: string, locale: string): Emoji[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  const english = new Intl.DisplayNames('en', { type: 'region' });
  return (codes.match(/../g) ?? []).map((code) => {
    const name = names.of(code) ?? code;
    const words = `${name} ${english.of(code) ?? ''} ${code} flag`.toLowerCase();
    return { sign: toFlag(code), name, words, hasTones: false };
  });
}

/** What `data.ts` has, the emoji and the countries that have flags, and the names in the visitor's language. */
export type EmojiData = { emojiData: string; flagData: string; emojiNames?: string | undefined };

/**
 * The groups of the picker; the last one is that of the flags.
 * @param isDrawn whether this system has a picture for it
 */
export function toGroups(data: EmojiData, locale: string, isDrawn: (sign: string) => boolean): Emoji[][] {
  const names = data.emojiNames?.split('|');
  let at = 0;
  const named = (emoji: Emoji): Emoji => {
    const [name = emoji.name, tag = ''] = names?.[at++]?.split(';') ?? [];
    return names ? { ...emoji, name, words: `${name} ${tag} ${emoji.words}`.toLowerCase() } : emoji;
  };
  const groups = data.emojiData.split('\n').map((line) => line.split('|').map((entry) => named(toEmoji(entry))));
  groups.at(-1)!.push(...toFlags(data.flagData, locale));
  return groups.map((group) => group.filter(({ sign }) => isDrawn(sign)));
}

/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Those in which each word of `query` begins a word; those named so come first, the plainest of them before all. */
export function findEmojis(groups: readonly Emoji[][], query: string, most: number): Emoji[] {
  const wanted = query.toLowerCase().trim();
  const parts = wanted.split(/\s+/);
  const found = groups.flat().filter(({ sign, words }) => sign === wanted || parts.every((part) => ` ${words}`.includes(UNSPACED.test(part) ? part : ` ${part}`)));
  const rank = ({ name }: Emoji): number => {
    const padded = ` ${name.toLowerCase()} `;
    return padded.includes(` ${wanted} `) ? 0 : padded.includes(` ${wanted}`) ? 1 : 2;
  };
  return found.sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length).slice(0, most);
}
