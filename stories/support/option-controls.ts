import { DEFAULTS } from '../../src/attributes.js';
import type { OptionName, Options } from '../../src/attributes.js';

/** One line of `src/attributes.ts`, with its sentence; Storybook's config brings the table in. */
export type OptionLine = {
  option: OptionName;
  attribute: string;
  type: string;
  words: string[];
  default: string | boolean;
  sentence: string;
  /** Of `src/more-attributes.ts`. */
  isLate: boolean;
};

declare const OPTION_TABLE: readonly OptionLine[];

const toControl = ({ option, words, type }: OptionLine): object => {
  if (words.length) return { control: 'select', options: words };
  if (option === 'accent') return { control: 'color' };
  return { control: type === 'boolean' ? 'boolean' : 'text' };
};

const toArgType = (line: OptionLine) => ({
  ...toControl(line),
  name: line.attribute,
  description: line.sentence,
  table: {
    category: 'attributes',
    type: { summary: line.type },
    defaultValue: { summary: String(line.default) },
  },
});

/** Storybook's controls: one for each option of the table. */
export const argTypes = Object.fromEntries(OPTION_TABLE.map((line) => [line.option, toArgType(line)]));

/** What each option is when nobody sets it. */
export const defaultArgs: Options = { ...DEFAULTS };
