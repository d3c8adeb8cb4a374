import type { Options } from './attributes.js';
import type { ChatConfig, Uploader } from './core/config.js';
import type { Strings } from './i18n/load-words.js';

/** The element as the chat sees it: its options in force, and what a page may have given it beside them. */
export type HostElement = HTMLElement & Omit<Options, 'open'> & { uploader?: Uploader | undefined; strings?: Strings | undefined };

/** Everything the chat needs to know of the element, before any answer of the backend. */
export function toChatConfig(element: HostElement, locale: string): ChatConfig {
  const { transport, endpoint, site } = element;
  const optional = (['externalId', 'name', 'email'] as const).flatMap((name) =>
    element[name] ? [[name, element[name]]] : [],
  );
  return {
    transport,
    endpoint,
    site,
    locale,
    ...Object.fromEntries(optional),
    // For options of a transport's own.
    options: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value.trim()])),
    // Asked for when a file is sent: a page may give it later.
    get uploader() {
      return element.uploader;
    },
  };
}
