export type SseEvent = {
  /** `message` where the stream names none. */
  type: string;
  data: string;
  /** The newest `id:` seen so far, if any. */
  id: string | undefined;
  /** The reconnection time that the server asked for last, in milliseconds. */
  retryMs: number | undefined;
};

/**
 * An incremental parser of `text/event-stream`: feed it decoded text in pieces of any size.
 * Total: it never throws, and ignores what the standard tells to ignore (comments, unknown fields,
 * an event that the end of the stream cuts short).
 */
export function createSseParser(onEvent: (event: SseEvent) => void): (text: string) => void {
  let rest = '';
  let atStart = true;
  let afterReturn = false;
  let type = '';
  let data: string | undefined;
  let id: string | undefined;
  let retryMs: number | undefined;

  const dispatch = (): void => {
    const event = data === undefined ? undefined : { type: type || 'message', data, id, retryMs };
    type = '';
    data = undefined;
    if (event) onEvent(event);
  };

  const takeLine = (line: string): void => {
    if (!line) return dispatch();
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?/s.exec(line) ?? [];
    if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
    if (name === 'event') type = value;
    if (name === 'id' && !value.includes('\0')) id = value;
    if (name === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
  };

  return (text) => {
    if (!text) return;
    // A byte order mark, or the other half of a CRLF that was cut in two.
    const noise = atStart ? '\uFEFF' : '\n';
    const piece = (atStart || afterReturn) && text.startsWith(noise) ? text.slice(1) : text;
    atStart = false;
    afterReturn = text.endsWith('\r');
    const lines = piece.split(/\r\n?|\n/);
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    lines.forEach(takeLine);
  };
}
