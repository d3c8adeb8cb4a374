import { ApiFailure, type OperatorApi } from './operator-api.js';

export type FeedHandlers = {
  event(type: string, data: unknown): void;
  /** True while events arrive; false while the feed tries to come back. */
  live(live: boolean): void;
  refused(): void;
};

/** Twice the server's ping: a connection this quiet is dead, whatever the browser thinks. */
const silenceMs = 35_000;
const longestPauseMs = 10_000;

/** Follows the operator feed for as long as the signal allows, through restarts and bad networks. */
export async function followFeed(api: OperatorApi, handlers: FeedHandlers, signal: AbortSignal): Promise<void> {
  let pause = 500;
  while (!signal.aborted) {
    try {
      await readOnce(api, signal, (type, data) => {
        pause = 500;
        if (type === 'ready') handlers.live(true);
        handlers.event(type, data);
      });
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 401) return handlers.refused();
      // Anything else is the network or a restart: try again.
    }
    if (signal.aborted) return;
    handlers.live(false);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, longestPauseMs);
  }
}

async function readOnce(
  api: OperatorApi,
  signal: AbortSignal,
  handle: (type: string, data: unknown) => void,
): Promise<void> {
  const silence = new AbortController();
  let watchdog = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await api.events(AbortSignal.any([signal, silence.signal]));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => silence.abort(), silenceMs);
      buffer += next.value;
      const frames = buffer.split('\n\n');
      buffer = frames.pop() ?? '';
      for (const frame of frames) parse(frame, handle);
    }
  } finally {
    clearTimeout(watchdog);
  }
}

function parse(frame: string, handle: (type: string, data: unknown) => void): void {
  const type = /^event: (.*)$/m.exec(frame)?.[1];
  const data = /^data: (.*)$/m.exec(frame)?.[1];
  if (type !== undefined && data !== undefined) handle(type, JSON.parse(data));
}
