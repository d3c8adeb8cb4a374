/** Whether `text` is `pattern`, where `*` stands for anything. Linear but for the distance between two stars. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from++;
      resume = at;
    } else if (pattern[from] === text[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}

/**
 * Whether an address is meant by a pattern: a path (`/pricing*`), host and path (`shop.example/*`), or
 * all of it (`https://…`). Query and fragment count where the pattern has a `?` or a `#`.
 */
export function matchesUrl(pattern: string, address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false; // no address: no referrer, for one
  }
  const { hash, host, origin, pathname, search } = url;
  const hasHash = pattern.includes('#');
  const path = pathname + (pattern.includes('?') || hasHash ? search : '') + (hasHash ? hash : '');
  const before = pattern.startsWith('/') ? '' : /^\*|:\/\//.test(pattern) ? origin : host;
  // An address without a path has the path `/`, which nobody writes.
  return [before + path, ...(path === '/' ? [before] : [])].some((text) => matchesWildcard(pattern, text));
}
