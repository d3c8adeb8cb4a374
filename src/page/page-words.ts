import type { ChatWidget } from '../chat-widget.js';
import type { Key } from '../i18n/catalogue.js';

/** Words beside a closed panel, in the visitor's language; where those do not come, ours in English. */
export async function loadPageWords<K extends Key>(
  host: ChatWidget,
  english: Readonly<Record<K, string>>,
): Promise<Record<K, string>> {
  const lang = host.shadowRoot!.querySelector<HTMLElement>('.root')!.lang;
  const words: Record<K, string> = { ...english };
  // The page's own are in a property, or in a child.
  if (/^en\b/i.test(lang) && !host.strings && !host.firstElementChild) return words;
  const found = await import('../i18n/load-words.js').then(({ loadWords }) => loadWords(lang, host)).catch(() => undefined);
  const keys = Object.keys(english) as K[];
  for (const [index, key] of keys.entries()) {
    const said = found?.find(key, [keys[0]!, index]);
    if (typeof said === 'string') words[key] = said;
  }
  return words;
}
