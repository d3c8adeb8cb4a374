import { loadWords } from '../../src/i18n/load-words.js';
import type { Words } from '../../src/i18n/load-words.js';
import { PSEUDO, pseudoWords } from './pseudo-words.js';

/** The page's language, and all that the toolbar offers beside it. */
export const LANGUAGES = ['en-GB', 'de', 'fr', 'es', 'ar', 'ja', 'vi', 'en-XA', 'ar-XB'];

export const isRightToLeft = (locale: string): boolean => locale.startsWith('ar');

/** Words for a language: ours, or those of a language that nobody speaks. */
export const wordsFor = async (locale: string): Promise<Words> =>
  locale in PSEUDO ? pseudoWords(locale) : loadWords(locale, document.createElement('i'));
