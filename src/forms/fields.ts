/** The kinds of field that a form may have; anything else is asked for as text. */
export const FIELD_TYPES = [
  'text', 'email', 'tel', 'number', 'url', 'date', 'select', 'radio', 'checkbox', 'textarea', 'hidden', 'consent',
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

/** One field as the open REST contract describes it; every form of every backend is made of these. */
export type Field = {
  name: string;
  type: FieldType;
  /** Absent for a well-known name: the widget has its own words for it, in the visitor's language. */
  label?: string;
  required: boolean;
  pattern?: string;
  /** What to say when the pattern does not fit. */
  patternMessage?: string;
  minLength?: number;
  maxLength?: number;
  options: { value: string; label: string }[];
  default?: string;
  autocomplete?: string;
  /** Shown only while another field has this value. */
  visibleIf?: { field: string; is: string };
  help?: string;
  /** An example of what is meant; never instead of a label. */
  placeholder?: string;
  /** Of `consent`: where the text stands that is agreed to. */
  link?: string;
};

/** Of an object; anything else has none. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : undefined;
const size = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : undefined;

/** What the browser may fill in where the form does not say it. */
const AUTOCOMPLETE: Readonly<Record<string, string>> = { name: 'name', email: 'email', phone: 'tel' };

function toOptions(value: unknown): Field['options'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((option: unknown) => {
    const { value = option, label } = membersOf(option);
    const own = text(value);
    return own === undefined ? [] : [{ value: own, label: text(label) ?? own }];
  });
}

function toCondition(value: unknown): Field['visibleIf'] {
  const { field, is } = membersOf(value);
  const name = text(field);
  return name === undefined ? undefined : { field: name, is: text(is) ?? '' };
}

/** Members that are there; `undefined` ones are left out. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

/** What a box that is ticked has as its value. */
export const CHECKED = 'yes';

/** A box is ticked or is not, however that is said; a consent is nobody's to give but the visitor's. */
function toDefault(type: FieldType, value: string | undefined): string | undefined {
  if (type === 'consent') return undefined;
  return type === 'checkbox' ? toTick(value) || undefined : value;
}

/** Whether a box is ticked, as its value. */
export const toTick = (value = ''): string => (/^(false|no|off|0)?$/i.test(value) ? '' : CHECKED);

/** Whether a box is ticked may be said as `true`, too. */
function withTick(field: Field, fields: readonly Field[]): Field {
  const { visibleIf } = field;
  const on = visibleIf && fields.find(({ name }) => name === visibleIf.field);
  const isBox = on?.type === 'checkbox' || on?.type === 'consent';
  return isBox ? { ...field, visibleIf: { field: on.name, is: toTick(visibleIf!.is) } } : field;
}

function toField(given: unknown): Field | undefined {
  const value = membersOf(given);
  const name = text(value['name']);
  // A name such as `constructor` would find what every object has.
  if (!name || name in {}) return undefined;
  const options = toOptions(value['options']);
  const asked = FIELD_TYPES.find((type) => type === value['type']) ?? 'text';
  // A choice without anything to choose from could never be made.
  const type = (asked === 'select' || asked === 'radio') && !options.length ? 'text' : asked;
  return {
    name,
    type,
    required: value['required'] === true,
    options,
    ...defined({
      label: text(value['label']) || undefined,
      pattern: text(value['pattern']),
      patternMessage: text(value['patternMessage']),
      minLength: size(value['minLength']),
      maxLength: size(value['maxLength']),
      default: toDefault(type, text(value['default'])),
      autocomplete: text(value['autocomplete']) ?? AUTOCOMPLETE[name],
      visibleIf: toCondition(value['visibleIf']),
      help: text(value['help']),
      placeholder: text(value['placeholder']),
      link: text(value['link']),
    }),
  };
}

/**
 * A form from a backend or a page.
 * @returns its fields; what is none is left out, and of two with one name the first stays
 */
export function toFields(value: unknown): Field[] {
  if (!Array.isArray(value)) return [];
  const names = new Set<string>();
  const fields = value.flatMap((each: unknown) => {
    const field = toField(each);
    if (!field || names.has(field.name)) return [];
    names.add(field.name);
    return [field];
  });
  return fields.map((field) => withTick(field, fields));
}
