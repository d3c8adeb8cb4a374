import { FIELD_TYPES } from './fields.js';

/** Kinds of well-known names; everything else is a line of text. */
const TYPES: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'tel',
  website: 'url',
  message: 'textarea',
  department: 'select',
};

/**
 * Fields in short, as an attribute has them: names, each with a type of its own after a colon and a
 * star where it must be filled in, such as `name email* order:number`.
 * @returns raw fields; a word that is no such thing is left out
 */
export function toShorthand(words: string): { name: string; type: string; required: boolean }[] {
  return words.split(/[\s,]+/).flatMap((word) => {
    const [, name, own, star] = /^([\w.-]{1,60})(?::([a-z]+))?(\*)?$/.exec(word) ?? [];
    if (!name) return [];
    const type = FIELD_TYPES.find((each) => each === own) ?? TYPES[name] ?? 'text';
    return [{ name, type, required: !!star }];
  });
}
