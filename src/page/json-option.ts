const warned = new Set<string>();

/** What stands in the script that `#id` names, or `place` itself where it names none. */
function textAt(place: string, host: Element): string {
  if (!place.startsWith('#')) return place;
  // An element that has been taken out has no document for a root.
  const root = host.getRootNode() as Partial<Document>;
  const id = place.slice(1);
  const script = root.getElementById?.(id) ?? document.getElementById(id);
  return script ? (script.textContent ?? '') : place;
}

/**
 * An option that is no text: a property of the element, or the JSON in the `<script type="application/json">` that
 * the attribute of that name points to with `#id`. What cannot be read is said once, and counts as not there.
 */
export function readJson(host: Element, name: string): unknown {
  const own = (host as unknown as Record<string, unknown>)[name];
  const isText = typeof own === 'string';
  if (own !== undefined && own !== null && !isText) return own;
  // Frameworks set the property where there is one, whatever they were given.
  const place = (isText ? own : host.getAttribute(name))?.trim();
  if (!place) return undefined;
  try {
    return JSON.parse(textAt(place, host)) as unknown;
  } catch {
    const message = `<chat-widget>: ${name}="${place}" is no JSON, and no #id of a script with JSON`;
    // Not by warnOnce: that is the entry's, and this is a chunk's of the panel.
    // eslint-disable-next-line no-console
    if (!warned.has(message)) console.warn(message);
    warned.add(message);
    return undefined;
  }
}
