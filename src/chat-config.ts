import type { OptionName } from './attributes.js';
import type { ChatConfig } from './core/config.js';

type TextOption = Exclude<OptionName, 'open'>;

/**
 * Everything the chat needs to know of the element, before any answer of the backend. `option`
 * answers an option's value in force; `locale` is the language in force.
 */
export function toChatConfig(
  element: Element,
  option: (name: TextOption) => string,
  locale: string,
): ChatConfig {
  const optional = (['externalId', 'name', 'email'] as const).flatMap((name) =>
    option(name) ? [[name, option(name)]] : [],
  );
  return {
    transport: option('transport'),
    endpoint: option('endpoint'),
    site: option('site'),
    locale,
    ...Object.fromEntries(optional),
    // For options of a transport's own.
    options: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  };
}
