import type { FormValues } from '../forms/validate.js';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What the page said of the visitor on the element: in its options, or later by `identify`. */
export function knownValues(part: Element): FormValues {
  // Drawn once more while it is taken out of the page.
  const { host } = part.getRootNode() as Partial<ShadowRoot>;
  return host ? knownOf(host) : {};
}

export function knownOf(host: Element): FormValues {
  const told = host as unknown as Partial<Record<string, unknown>>;
  const visitor = Object(told['visitor']) as Record<string, unknown>;
  const said = { ...(visitor['fields'] as object) } as Record<string, unknown>;
  for (const name of ['name', 'email', 'phone']) said[name] = text(visitor[name]) || said[name];
  for (const name of ['name', 'email']) said[name] = text(told[name]) || host.getAttribute(name) || said[name];
  return Object.fromEntries(Object.entries(said).flatMap(([name, value]) => (text(value) ? [[name, text(value)]] : [])));
}
