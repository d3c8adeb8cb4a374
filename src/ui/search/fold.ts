/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; what other scripts hang on a letter is one. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** As somebody types who is in a hurry: `Größe` is found by `grosse`, `Đà Nẵng` by `da nang`. */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ').replace(/[đð]/g, 'd').replace(/ø/g, 'o').replace(/\s/g, ' ');

/** A letter with all that hangs on it: some become another letter only together. */
const SIGN = /\P{M}\p{M}*|\p{M}+/gsu;

/** A pathological message must not cost more than the eye can use. */
const MOST = 500;

/** Where in `text` the folded `query` stands: begin and end of each place. */
export function findIn(text: string, query: string): [from: number, to: number][] {
  let folded = '';
  const places: number[] = [];
  for (const { 0: sign, index } of text.matchAll(SIGN)) {
    const piece = /^[ -~]$/.test(sign) ? sign.toLowerCase() : fold(sign); // most are, and it is hot
    for (let i = 0; i < piece.length; i++) places.push(index);
    folded += piece;
  }
  places.push(text.length);
  const found: [number, number][] = [];
  for (let at = folded.indexOf(query); at >= 0 && found.length < MOST; at = folded.indexOf(query, at + query.length)) {
    let end = at + query.length;
    // A letter is found as a whole.
    while (places[end] === places[end - 1]) end++;
    found.push([places[at]!, places[end] ?? text.length]);
  }
  return found;
}
