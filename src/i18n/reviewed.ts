/** Whether somebody who grew up with the language has read its words. Said in docs/options.md; set it when it is true. */
export const REVIEWED: Readonly<Record<string, boolean>> = {
  ar: false,
  de: false,
  es: false,
  fr: false,
  ja: false,
  vi: false,
};
