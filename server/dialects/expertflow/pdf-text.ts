/**
 * What the bytes 128 to 159 show in WinAnsi (Windows-1252), where it differs from Latin-1; five are free.
 * Written out, since Node's TextDecoder takes windows-1252 for Latin-1.
 */
const letters = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const special = new Map([...letters].map((letter, index) => [letter, String.fromCharCode(128 + index)]));

/** A line in WinAnsi, one letter for each byte; what it cannot show is a question mark. */
export function toPdfText(line: string): string {
  return [...line.normalize('NFC').replaceAll('\t', '    ')].map(toByte).join('');
}

function toByte(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 32 || code === 127) return '';
  if (code < 127 || (code >= 160 && code <= 255)) return letter;
  return special.get(letter) ?? '?';
}
