/** What is known of a fact; undefined: not known (yet). */
export type Truth = boolean | undefined;

/** False beats unknown, unknown beats true. */
export const and = (values: readonly Truth[]): Truth =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;

export const not = (value: Truth): Truth => (value === undefined ? undefined : !value);

/** True beats unknown, unknown beats false. */
export const or = (values: readonly Truth[]): Truth => not(and(values.map(not)));
