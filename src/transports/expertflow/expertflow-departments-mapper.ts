import { folded, known } from './expertflow-wire.js';

/** The names and ids of `departments`: `sales:Sales, support:Support`, or JSON. */
export function toDepartments(text: string | undefined): { id: string; name: string }[] {
  const list = (text ?? '').trim();
  if (/^[[{]/.test(list)) return fromJson(list);
  return list.split(',').flatMap((item) => {
    const [, id, name] = /^\s*([^:]+?)\s*(?::\s*(.*?)\s*)?$/.exec(item) ?? [];
    return id ? [{ id, name: name || id }] : [];
  });
}

function fromJson(text: string): { id: string; name: string }[] {
  try {
    const parsed: unknown = JSON.parse(text);
    // `{"sales": "Sales"}` says the same.
    const items: unknown[] = Array.isArray(parsed)
      ? parsed
      : Object.entries(parsed as object).map(([id, name]: [string, unknown]) => ({ id, name }));
    return items.flatMap((item) => {
      const { id, name } = typeof item === 'string' ? { id: item, name: item } : folded(item);
      const own = known(id);
      return own ? [{ id: own, name: known(name) ?? own }] : [];
    });
  } catch {
    return []; // a mistake of the page; the chat goes on without a choice
  }
}
