import type { ChatState } from '../../core/state.js';
import { toForms } from '../../forms/form-sources.js';
import type { Forms } from '../../forms/form-sources.js';
import { readJson } from '../../page/json-option.js';

const made = new WeakMap<Element, { sources: string; forms: Forms }>();

/** What a page says of its forms; what cannot be written down as JSON is no form. */
function toText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '{}';
  }
}

/** The forms in force. The same object as long as their sources are the same: a form keeps what was written into it. */
export function formsOf(host: Element, { config }: ChatState): Forms {
  const sources = toText([
    readJson(host, 'forms') ?? {},
    host.getAttribute('fields') ?? '',
    host.getAttribute('registration') ?? '',
    { forms: config.forms, departments: config.departments },
  ]);
  const known = made.get(host);
  if (known?.sources === sources) return known.forms;
  const [page, shorthand, when, server] = JSON.parse(sources) as [unknown, string, string, ChatState['config']];
  const forms = toForms({ page, shorthand, when: when.trim(), config: server });
  made.set(host, { sources, forms });
  return forms;
}
