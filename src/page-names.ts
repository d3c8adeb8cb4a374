import type { MORE, MoreOption } from './more-attributes.js';
import type { LateMethod } from './page/define-more.js';
import type { Facts } from './page/facts.js';
import type { Page } from './page/page.js';

/** Attributes whose code, `page/`, is fetched as soon as one of them is there. */
export const LATER = 'launcher triggers hours consent when-offline teaser'.split(' ');

/** Methods of the element that are those of `page/page.ts`, whose code their first call fetches. */
export const METHODS =
  'show hide connect destroy identify setFields setLabels reset forget exportData grantConsent revokeConsent runTrigger showTeaser compose showMessage'.split(
    ' ',
  ) as EarlyMethod[];

export type EarlyMethod =
  | 'show'
  | 'hide'
  | 'connect'
  | 'destroy'
  | 'identify'
  | 'setFields'
  | 'setLabels'
  | 'reset'
  | 'forget'
  | 'exportData'
  | 'grantConsent'
  | 'revokeConsent'
  | 'runTrigger'
  | 'showTeaser'
  | 'compose'
  | 'showMessage';

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;
/** Those that are objects as well are declared by the class. */
type TextOption = Exclude<MoreOption, 'forms' | 'prompts' | 'triggers' | 'hours' | 'identity-token'>;
type Widen<T> = T extends boolean ? boolean : string;

/** What the code of `page/` gives the element: methods, and the properties of the options in `more-attributes.ts`. */
export type PageApi = {
  [M in EarlyMethod | LateMethod]: (...args: Parameters<Page[M]>) => Promise<Awaited<ReturnType<Page[M]>>>;
} & { [K in TextOption as Camel<K>]: Widen<(typeof MORE)[K]> } & Facts;
