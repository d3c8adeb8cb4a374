import type { Uploader } from '../core/config.js';
import { ChatError } from '../core/errors.js';
import type { OnProgress } from '../core/transport.js';
import { toHttpError } from './http-error.js';
import {
  requestJson, toAnswer, toNetworkError, type HttpEdges, type HttpRequest,
} from './http.js';
import { limited } from './limited.js';

/** Milliseconds without progress, and for an upload that tells none. */
const STALLED_MS = 30_000;
const BLIND_MS = STALLED_MS * 4;

/**
 * Posts one file as the multipart member `file`, behind those of the request's own form; resolves with the JSON answer. Progress is told
 * where XMLHttpRequest exists, since fetch tells none of its request body.
 * @throws ChatError as `requestJson` does; `timeout` after 30 s without progress.
 */
export function uploadFile(
  edges: HttpEdges,
  request: HttpRequest,
  file: File,
  onProgress: OnProgress,
): Promise<unknown> {
  const { form = new FormData() } = request;
  form.append('file', file, file.name);
  if (typeof XMLHttpRequest !== 'function') {
    // Without progress nobody can tell slow from stalled.
    return requestJson(edges, { ...request, method: 'POST', form, timeoutMs: BLIND_MS });
  }
  const limits = { timeoutMs: STALLED_MS, signals: request.signals ?? [], write: true };
  return limited(edges.clock, limits, (signal, restart) =>
    sendByXhr(edges, request, form, signal, (sent, total) => {
      restart();
      onProgress(sent, total);
    }),
  );
}

/**
 * The page's own upload, which tells no progress.
 * @returns what it answered, which should be an address
 * @throws ChatError: what it threw, `server` for all that is none; `timeout`, `aborted`
 */
export function uploadByPage(
  { clock }: Pick<HttpEdges, 'clock'>,
  uploader: Uploader,
  file: File,
  signals: readonly (AbortSignal | undefined)[],
): Promise<unknown> {
  return limited(clock, { timeoutMs: BLIND_MS, signals, write: true }, async (signal) => {
    try {
      return await uploader(file, signal);
    } catch (cause) {
      throw cause instanceof ChatError ? cause : new ChatError('server', 'the upload of the page failed', { cause });
    }
  });
}

function sendByXhr(
  edges: HttpEdges,
  request: HttpRequest,
  form: FormData,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', request.url);
    for (const [name, value] of Object.entries(request.headers ?? {})) xhr.setRequestHeader(name, value);
    if (request.token) xhr.setRequestHeader('authorization', `Bearer ${request.token}`);
    xhr.upload.onprogress = (event) => {
      // The last events may come after the abort.
      if (!signal.aborted) onProgress(event.loaded, event.total);
    };
    xhr.onerror = () => reject(toNetworkError(true));
    xhr.onload = () => {
      const { status, responseText: text } = xhr;
      if (status >= 200 && status < 300) return resolve(new Promise((done) => done(toAnswer(text))));
      const retryAfter = toRetryAfter(xhr.getAllResponseHeaders());
      reject(toHttpError({ status, retryAfter, text }, request.readRefusal, true, edges.clock.now()));
    };
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(form);
  });
}

/** Read from the whole list: asking for one header that CORS hides logs an error in Chromium. */
function toRetryAfter(headers: string): string | null {
  return /^retry-after: *(.*?)\r?$/im.exec(headers)?.[1] ?? null;
}
