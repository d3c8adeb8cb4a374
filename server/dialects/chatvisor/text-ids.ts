/** The same body with numbers under these names written out: third parties number their customers and agents. */
export function withTextIds(body: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
  const numbers = names.filter((name) => Number.isFinite(body[name]));
  return { ...body, ...Object.fromEntries(numbers.map((name) => [name, String(body[name])])) };
}
