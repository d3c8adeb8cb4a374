/** The only own member of an object is this one. */
function isSole(value: unknown, name: string): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const names = Object.keys(value);
  return names.length === 1 && names[0] === name;
}

/**
 * EJSON text as a value: `{"$date": ms}` anywhere becomes a Date, `$escape` is taken off what it
 * protects, and types of which nothing is known stay as they came.
 * @throws SyntaxError for what is not JSON, RangeError for an absurd depth
 */
export function parseEjson(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (isSole(value, '$escape')) return value['$escape'];
    if (key === '$escape' || !isSole(value, '$date') || typeof value['$date'] !== 'number') return value;
    return new Date(value['$date']);
  }) as unknown;
}
