import { writePdf } from './pdf-writer.js';

/** A transcript as PDF, the same text attached to it. */
export function writeTranscriptPdf(text: string): Uint8Array<ArrayBuffer> {
  return writePdf(text.trimEnd().split('\n'), { name: 'conversation.txt', text });
}
