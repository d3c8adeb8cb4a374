/** The global fetch, and how many of its answers are still coming in. */
export function countingFetch(): { fetch: typeof fetch; readonly open: number } {
  const open = new Set<object>();
  return {
    get open() {
      return open.size;
    },
    async fetch(input, init) {
      const request = {};
      const done = (): void => void open.delete(request);
      open.add(request);
      init?.signal?.addEventListener('abort', done);
      try {
        const response = await globalThis.fetch(input, init);
        if (response.body && response.status !== 204) return watch(response, response.body, done);
        done();
        return response;
      } catch (error) {
        done();
        throw error;
      }
    },
  };
}

function watch(response: Response, body: ReadableStream<Uint8Array>, done: () => void): Response {
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done: over, value } = await reader.read();
        if (!over) return controller.enqueue(value);
        done();
        controller.close();
      } catch (error) {
        done();
        controller.error(error);
      }
    },
    cancel(reason) {
      done();
      return reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(stream, { status, statusText, headers });
}
