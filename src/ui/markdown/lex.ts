import { Marked, type MarkedToken } from 'marked';

/** Without autolinks: one of them is quadratic, and ours are linear. */
const marked = new Marked({
  gfm: true,
  tokenizer: { url: () => undefined, autolink: () => undefined },
});

/** Longer than any answer that is meant to be read. */
const MAX_LENGTH = 50_000;
/** Deeper quotes and lists than these overflow the lexer's stack. */
const MAX_DEPTH = 20;
const TOO_DEEP = new RegExp(`^[ \\t]*(?:(?:>|[-*+]|\\d+[.)])[ \\t]*){${MAX_DEPTH},}`, 'm');

/**
 * @param length of the whole that `text` ends
 * @returns the blocks of a text, or nothing when it is better shown as it is
 */
export function lex(text: string, length = text.length): MarkedToken[] | undefined {
  if (length > MAX_LENGTH || TOO_DEEP.test(text)) return undefined;
  try {
    return marked.lexer(text) as MarkedToken[];
  } catch {
    return undefined; // the words are still there
  }
}
