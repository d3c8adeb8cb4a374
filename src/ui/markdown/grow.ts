import type { MarkedToken } from 'marked';
import { lex } from './lex.js';

type Lexed = { text: string; tokens: MarkedToken[] };

/** Answers that are written at the same time. */
const KEPT = 3;
/** What follows may still become part of so many blocks: the last one, a gap, and the one before it. */
const OPEN = 3;

/** Blocks that stay what they are, whatever is written behind them. */
const closedOf = ({ tokens }: Lexed): MarkedToken[] => tokens.slice(0, -OPEN);

/**
 * Reads texts that grow at their end: of the next state of a text only the end is read, or an answer
 * of n pieces would be read n times. The same blocks are the same objects.
 */
export function createLexer(): (text: string) => MarkedToken[] | undefined {
  let recent: Lexed[] = [];
  return (text) => {
    const before = recent.find((it) => text.length > it.text.length && text.startsWith(it.text));
    // A definition at the end changes links everywhere before it, and the lexer normalises line ends.
    const isPlain = before && !/\]:|\r/.test(text);
    const closed = isPlain ? closedOf(before) : [];
    const read = closed.reduce((sum, { raw }) => sum + raw.length, 0);
    const rest = lex(text.slice(read), text.length);
    if (!rest) return undefined;
    const tokens = [...closed, ...rest];
    recent = [{ text, tokens }, ...recent.filter((it) => it !== before)].slice(0, KEPT);
    return tokens;
  };
}
