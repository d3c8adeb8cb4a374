import { until } from '../../support/until.js';
import type { Json } from './rest-visitor.js';

export type ReadEvent = { id: string | undefined; type: string; data: Json };

/** Reads an event stream by the letter; keeps everything that came. */
export async function openEventReader(url: string, headers: Record<string, string>) {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { Accept: 'text/event-stream', ...headers }, signal: abort.signal });
  const events: ReadEvent[] = [];
  const state = { raw: '', ended: false };
  const finished = pump(response, events, state);

  const comes = (fits: () => boolean, what: string): Promise<boolean> => until(fits, () => `${what}; got ${JSON.stringify(events)}`);

  return {
    response,
    events,
    raw: () => state.raw,
    ended: () => state.ended,
    types: () => events.map(({ type }) => type),
    /** The texts of the messages, in the order they came. */
    texts: () => events.filter(({ type }) => type === 'message').map(({ data }) => String(data['text'])),
    waitForEvent: async (type: string, count = 1): Promise<ReadEvent> => {
      const matching = (): ReadEvent[] => events.filter((event) => event.type === type);
      await comes(() => matching().length >= count, `event ${type} (${count})`);
      return matching()[count - 1] as ReadEvent;
    },
    waitForRaw: (text: string, from = 0) => comes(() => state.raw.includes(text, from), `raw ${text}`),
    waitForEnd: () => comes(() => state.ended, 'the end of the stream'),
    close: async () => {
      abort.abort();
      await finished;
    },
  };
}

async function pump(response: Response, events: ReadEvent[], state: { raw: string; ended: boolean }): Promise<void> {
  let rest = '';
  try {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      state.raw += next.value;
      const frames = (rest + next.value).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) keep(frame, events);
    }
  } catch {
    // Cut by the test or by the server: both are an end.
  }
  state.ended = true;
}

function keep(frame: string, events: ReadEvent[]): void {
  const type = /^event: (.*)$/m.exec(frame)?.[1];
  const data = /^data: (.*)$/m.exec(frame)?.[1];
  if (type === undefined || data === undefined) return;
  events.push({ id: /^id: (.*)$/m.exec(frame)?.[1], type, data: JSON.parse(data) as Json });
}
