import type { ServerConfig } from '../core/config.js';
import { membersOf, toFields } from './fields.js';
import type { Field } from './fields.js';
import { toShorthand } from './shorthand.js';

/** The forms of one widget; null: this form is not asked for. */
export type Forms = {
  /** Before the conversation. */
  registration: Field[] | null;
  /** In the thread, when the conversation goes to a person. */
  handOff: Field[] | null;
  /** A message for later. */
  offline: Field[] | null;
  /** What a rating asks besides the score. */
  rating: Field[] | null;
};

export type FormSources = {
  /** What the page says; beats the server form by form. */
  page: unknown;
  /** `name email*` of the page. */
  shorthand: string;
  /** When the visitor is asked: `off`, `before-chat` or `hand-off`. */
  when: string;
  config: Pick<ServerConfig, 'forms' | 'departments'>;
};

/** A backend's departments are what a field `department` chooses from, where it does not say it itself. */
function withChoices(raw: unknown, departments: ServerConfig['departments'] = []): unknown {
  const field = membersOf(raw);
  if (field['name'] !== 'department' || Array.isArray(field['options'])) return raw;
  const options = departments.map(({ id, name }) => ({ value: id, label: name }));
  // Asked for as text it is no choice; without any there is nothing to ask.
  return options.length ? { ...field, type: field['type'] === 'radio' ? 'radio' : 'select', options } : undefined;
}

/** Who has one department has nothing to choose: it is sent along unasked. */
function withoutChoice(field: Field): Field {
  const [only, other] = field.options;
  if (field.name !== 'department' || !only || other) return field;
  return { ...field, type: 'hidden', default: only.value };
}

/** One form, made ready; null when nothing is asked. */
function toForm(raw: unknown, { departments }: FormSources['config']): Field[] | null {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
  const fields = toFields(list.map((each) => withChoices(each, departments))).map(withoutChoice);
  return fields.length ? fields : null;
}

/** Every form, from the page where it says something of it, else from the server. */
export function toForms({ page, shorthand, when, config }: FormSources): Forms {
  const own = membersOf(page);
  const theirs = membersOf(config.forms);
  const of = (name: keyof Forms): unknown => (own[name] === undefined ? theirs[name] : own[name]);
  const short = toShorthand(shorthand);
  const asked = own['registration'] === undefined && short[0] ? short : of('registration');
  const registration = when === 'off' ? null : toForm(asked, config);
  const handOff = when === 'off' ? null : toForm(of('handOff'), config);
  const isLate = when === 'hand-off';
  return {
    registration: isLate ? null : registration,
    handOff: handOff ?? (isLate ? registration : null),
    offline: toForm(of('offline'), config),
    rating: toForm(of('rating'), config),
  };
}
