import { toPdfText } from './pdf-text.js';

/** A4 in points, Courier 9 on 12: every letter is 0.6 of its size wide, so lines can be counted out. */
const page = { width: 595, height: 842, margin: 50, size: 9, leading: 12 };
const perLine = Math.floor((page.width - 2 * page.margin) / (page.size * 0.6));
const perPage = Math.floor((page.height - 2 * page.margin) / page.leading);

const catalog = 1;
const pages = 2;
const font = 3;
const file = 4;
const fileSpec = 5;
const firstPage = 6;

/**
 * Lines of text as a PDF (1.7), long ones wrapped.
 * The font is one that every reader has and no script but Latin; so the text itself is attached as well.
 */
export function writePdf(lines: readonly string[], attached: { name: string; text: string }): Uint8Array<ArrayBuffer> {
  const wrapped = lines.flatMap((line) => wrap(toPdfText(line)));
  const sheets = Array.from({ length: Math.max(1, Math.ceil(wrapped.length / perPage)) }, (_, index) =>
    wrapped.slice(index * perPage, (index + 1) * perPage),
  );
  const objects = [...frame(sheets.length, attached), ...sheets.flatMap(writeSheet)];
  return assemble(objects);
}

/** The objects 1 to 5, in Latin-1 with one letter for each byte. */
function frame(count: number, { name, text }: { name: string; text: string }): string[] {
  const kids = Array.from({ length: count }, (_, index) => `${firstPage + 2 * index} 0 R`).join(' ');
  const literal = toLiteral(toPdfText(name));
  const bytes = Buffer.from(text).toString('latin1');
  return [
    `<< /Type /Catalog /Pages ${pages} 0 R /Names << /EmbeddedFiles << /Names [${literal} ${fileSpec} 0 R] >> >> >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    `<< /Type /EmbeddedFile /Subtype /text#2Fplain /Length ${bytes.length} >>\nstream\n${bytes}\nendstream`,
    `<< /Type /Filespec /F ${literal} /UF ${literal} /EF << /F ${file} 0 R >> >>`,
  ];
}

function writeSheet(lines: readonly string[], index: number): string[] {
  const { width, height, margin, size, leading } = page;
  const shown = lines.map((line) => `${toLiteral(line)} Tj T*`).join('\n');
  const content = `BT /F1 ${size} Tf ${leading} TL ${margin} ${height - margin - size} Td\n${shown}\nET`;
  const own = firstPage + 2 * index;
  return [
    `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${width} ${height}] ` +
      `/Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${own + 1} 0 R >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
}

/** Puts the objects, the table of where each begins, and the trailer one after another. */
function assemble(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  // The letters above 127 tell programs that the file is not text.
  let body = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`;
  const trailer = `trailer\n<< /Size ${size} /Root ${catalog} 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body + table + trailer, 'latin1'));
}

function toLiteral(text: string): string {
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}

/** Breaks at the last blank that fits, or through a word that is too long. */
function wrap(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > perLine) {
    const blank = rest.lastIndexOf(' ', perLine);
    const end = blank > 0 ? blank : perLine;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}
