/** One character, a class of them, or an escape, with how often it may come. */
const ATOM = /\\[dDwWsS.\-+*?()[\]{}|^$/\\]|\[\^?(?:\\.|[^\]\\])+\]|[^\\[\](){}|^$*+?]/y;
const COUNT = /[*+?]|\{\d{1,3}(?:,\d{0,3})?\}/y;

/** More open ends than these make even a flat pattern slow on a long text. */
const MAX_OPEN_ENDS = 3;

/**
 * A regular expression that came from a server, if it is of a kind that cannot run for long: a row
 * of atoms with their counts, without groups or alternatives.
 * @returns an expression that must match the whole text, or undefined for everything else
 */
export function toSafePattern(source: string): RegExp | undefined {
  const body = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (body.length > 200) return undefined;
  let at = 0;
  let openEnds = 0;
  while (at < body.length) {
    ATOM.lastIndex = at;
    const atom = ATOM.exec(body);
    if (!atom) return undefined;
    COUNT.lastIndex = at += atom[0].length;
    const count = COUNT.exec(body)?.[0] ?? '';
    at += count.length;
    if (/^[*+]|,\}$/.test(count)) openEnds++;
  }
  if (openEnds > MAX_OPEN_ENDS) return undefined;
  try {
    return new RegExp(`^(?:${body})$`, 'u');
  } catch {
    return undefined; // a range the wrong way round, for one
  }
}
