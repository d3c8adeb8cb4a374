import { flag, id, items, shape, text, type Mapping, type Reader, type Wire } from '../wire/readers.js';

/** A field of a form, in the shape of the open REST contract. */
export type RocketField = {
  name: string;
  type: string;
  /** Absent where the widget's own words are better: they are in the visitor's language. */
  label?: string;
  required?: boolean;
  /** Data: a server's regular expression is never compiled here. */
  pattern?: string;
  options?: { value: string; label: string }[];
  default?: string;
  autocomplete?: string;
};

/** A comma-separated text over DDP and in older versions, an array in newer ones. */
const choices: Reader<string[]> = (value, mapping) => {
  const given: unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return given.flatMap((one) => text(one, mapping)?.trim() || []);
};

const custom = shape(
  { _id: id, options: choices },
  { label: text, regexp: text, required: flag, type: text, defaultValue: text, visibility: text },
);
const department = shape({ _id: id, name: id }, { showOnRegistration: flag, showOnOfflineForm: flag });
const form = shape(
  { departments: items(department), customFields: items(custom) },
  {
    registrationForm: flag, nameFieldRegistrationForm: flag, emailFieldRegistrationForm: flag,
    displayOfflineForm: flag, forceAcceptDataProcessingConsent: flag, dataProcessingConsentText: text,
  },
);
type Form = NonNullable<ReturnType<typeof form>>;

const NAME: RocketField = { name: 'name', type: 'text', required: true, autocomplete: 'name' };
const EMAIL: RocketField = { name: 'email', type: 'email', required: true, autocomplete: 'email' };
const MESSAGE: RocketField = { name: 'message', type: 'textarea', required: true };

/** The server looks for a match anywhere; alternatives, which its ends might bind to, are left to it. */
function toPattern(regexp = ''): string | undefined {
  if (!regexp || regexp.includes('|')) return undefined;
  return `${regexp.startsWith('^') ? '' : '.*'}${regexp}${/(?<!\\)\$$/.test(regexp) ? '' : '.*'}`;
}

function toCustom(field: Form['customFields'][number]): RocketField {
  const { _id, label, regexp, required, options, defaultValue, type } = field;
  const isChoice = type === 'select';
  const pattern = toPattern(regexp);
  return {
    name: _id,
    type: isChoice ? 'select' : 'text',
    label: label || _id,
    ...(required && { required }),
    ...(pattern && { pattern }),
    ...(isChoice && { options: options.map((value) => ({ value, label: value })) }),
    ...(defaultValue && { default: defaultValue }),
  };
}

/** Who has one department to choose has none to choose. */
function toChooser(departments: Form['departments']): RocketField[] {
  if (!departments[1]) return [];
  const options = departments.map(({ _id, name }) => ({ value: _id, label: name }));
  return [{ name: 'department', type: 'select', required: true, options }];
}

/** The visitor agrees to the handling of their data first, also where nothing else is asked. */
function toRegistration(is: Form): RocketField[] | null {
  const isShown = ({ _id, visibility }: Form['customFields'][number]): boolean => visibility !== 'hidden' && _id !== 'externalId';
  const fields: RocketField[] = [];
  if (is.registrationForm) {
    if (is.nameFieldRegistrationForm !== false) fields.push(NAME);
    if (is.emailFieldRegistrationForm !== false) fields.push(EMAIL);
    fields.push(...toChooser(is.departments.filter(({ showOnRegistration }) => showOnRegistration)));
    fields.push(...is.customFields.filter(isShown).map(toCustom));
  }
  if (is.forceAcceptDataProcessingConsent) {
    fields.push({ name: 'consent', type: 'consent', label: is.dataProcessingConsentText ?? '', required: true });
  }
  return fields[0] ? fields : null;
}

/** The forms of a flat config; null for one that is not to be shown. */
export function toRocketForms(flat: Wire, mapping: Mapping): Record<'registration' | 'offline', RocketField[] | null> {
  const is = form(flat, mapping)!;
  const offered = is.departments.filter(({ showOnOfflineForm }) => showOnOfflineForm);
  const offline = is.displayOfflineForm ? [NAME, EMAIL, ...toChooser(offered), MESSAGE] : null;
  return { registration: toRegistration(is), offline };
}
