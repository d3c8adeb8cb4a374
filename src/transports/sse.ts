/** One event of a stream, as the HTML standard dispatches it. */
export type SseEvent = {
  /** `message` where the stream names none. */
  type: string;
  data: string;
  /** The newest `id:` seen so far, if any. */
  id: string | undefined;
};

/** Characters; what is longer is no event of a chat, and keeping it would fill the memory. */
const MAX = 8_000_000;

/**
 * An incremental parser of `text/event-stream`: feed it decoded text in pieces of any size. The
 * decoder has taken off the byte order mark, as TextDecoder does.
 * Total: it never throws, and ignores what the standard tells to ignore (comments, unknown fields,
 * an event that the end of the stream cuts short) and `retry`, since the core times every reconnect.
 */
export function createSseParser(onEvent: (event: SseEvent) => void): (text: string) => void {
  let rest = '';
  let afterReturn = false;
  let type = '';
  let data: string | undefined;
  let id: string | undefined;

  const dispatch = (): void => {
    const event = data === undefined ? undefined : { type: type || 'message', data, id };
    type = '';
    data = undefined;
    if (event) onEvent(event);
  };

  const takeLine = (line: string): void => {
    if (!line) return dispatch();
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?/s.exec(line) ?? [];
    if (name === 'data' && (data?.length ?? 0) < MAX) data = data === undefined ? value : `${data}\n${value}`;
    if (name === 'event') type = value;
    if (name === 'id' && !value.includes('\0')) id = value;
  };

  return (text) => {
    if (!text) return;
    // The other half of a CRLF that was cut in two.
    const piece = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    afterReturn = text.endsWith('\r');
    const lines = (rest + piece).split(/\r\n?|\n/);
    rest = lines.pop() ?? '';
    if (rest.length > MAX) rest = ':'; // the rest of the line is a comment
    lines.forEach(takeLine);
  };
}
