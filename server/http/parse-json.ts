/** More than any document here needs; beyond some thousands whatever walks through the value would break off. */
const mostDepth = 100;

/** JSON of strangers. @throws SyntaxError for what is none, and for what is nested absurdly deep */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError('nested too deeply');
  return JSON.parse(text) as unknown;
}

/** Letter by letter: a pattern runs out of stack in the Base64 of a large picture. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInWords = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isInWords && letter === '\\') at++;
    else if (letter === '"') isInWords = !isInWords;
    else if (isInWords) continue;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > mostDepth) return true;
  }
  return false;
}
