import type { EmojiData } from './emojis.js';

type Names = { emojiNames: string };

/** Languages in which emoji have names; elsewhere they are English. */
const NAMES: Readonly<Record<string, () => Promise<Names>>> = {
  de: () => import('./names-de.js'),
  es: () => import('./names-es.js'),
  fr: () => import('./names-fr.js'),
  ja: () => import('./names-ja.js'),
  vi: () => import('./names-vi.js'),
};

/** The emoji with their names in a language. @throws whatever loading their code throws */
export async function loadEmoji(locale: string): Promise<EmojiData> {
  const [language = ''] = locale.split('-');
  const names = Object.hasOwn(NAMES, language) ? NAMES[language]!().catch(() => undefined) : undefined;
  const { emojiData, flagData } = await import('./data.js');
  return { emojiData, flagData, emojiNames: (await names)?.emojiNames };
}
