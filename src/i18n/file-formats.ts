const number = (locale: string, value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale, options).format(value);

/** The size of a file: "48 kB". */
export function toBytes(locale: string, size: number): string {
  const [value, unit] = size < 1e6 ? [size / 1e3, 'kilobyte'] : [size / 1e6, 'megabyte'];
  return number(locale, value, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** A share of one: "50%". */
export const toPercent = (locale: string, share: number): string => number(locale, share, { style: 'percent' });
