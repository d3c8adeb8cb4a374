/** More than any document here needs; beyond some thousands whatever walks through the value would break off. */
const mostDepth = 100;

/** JSON of strangers. @throws SyntaxError for what is none, and for what is nested absurdly deep */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('nested too deeply');
  return JSON.parse(text) as unknown;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  // Strings are skipped whole, so that brackets in words do not count; what is left open is no JSON anyway.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > mostDepth) return true;
  }
  return false;
}
