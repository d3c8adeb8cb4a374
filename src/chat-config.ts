import type { Options } from './attributes.js';
import type { ChatConfig, IdentityToken, Uploader } from './core/config.js';
import type { Visitor } from './core/model.js';
import type { Strings } from './i18n/load-words.js';

/** The element as the chat sees it: its options in force, and what a page may have given it beside them. */
export type HostElement = HTMLElement & Omit<Options, 'open'> & { uploader?: Uploader | undefined; visitor?: Visitor | undefined; identityToken?: IdentityToken | undefined; strings?: Strings | undefined; readonly ready: Promise<unknown> };

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
    visitor: element.visitor,
    // For options of a transport's own.
    options: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value.trim()])),
    get identityToken() {
      return element.identityToken ?? element.getAttribute('identity-token') ?? undefined;
    },
    // Asked for when a file is sent: a page may give it later.
    get uploader() {
      return element.uploader;
    },
  };
}
