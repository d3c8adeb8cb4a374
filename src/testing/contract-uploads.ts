import { assert, equal, eventually, fails, wait, within } from './contract-assert.js';
import type { CaseOf } from './contract-case.js';
import { never, offered } from './contract-visit.js';

/** Files. */
export const uploadCases: readonly CaseOf[] = [
  {
    name: 'upload: the file arrives and can be sent by its id',
    needs: ['upload'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const file = backend.file(100);
      const part = await within(offered(visitor, 'upload')(file, () => undefined, never()));
      assert(part.uploadId, 'no upload id');
      equal([part.name, part.mime], [file.name, file.type], 'part');
      assert(/^(https?|data):/.test(part.url ?? ''), 'the URL is not absolute');
      await visitor.transport.send({ localId: 'local-u', parts: [part] }, never());
      equal((await backend.stored(visitor.id)).at(-1)?.files, 1, 'files');
    },
  },
  {
    name: 'upload: progress grows to the end',
    needs: ['upload', 'uploadProgress'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const sent: number[] = [];
      const onProgress = (done: number, total: number): void => void sent.push(done / total);
      await within(offered(visitor, 'upload')(backend.file(500_000), onProgress, never()));
      equal([...sent].sort((a, b) => a - b), sent, 'order');
      equal(sent.at(-1), 1, 'last');
    },
  },
  {
    name: 'upload: giving up rejects with aborted, leaves nothing open and no message',
    needs: ['upload', 'hang'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      await backend.fail(visitor.id, 'upload', 'hang');
      const control = new AbortController();
      const upload = offered(visitor, 'upload');
      const failed = fails(upload(backend.file(100), () => undefined, control.signal), 'aborted');
      await wait(50);
      control.abort();
      await failed;
      equal((await backend.stored(visitor.id)).map(({ text }) => text), ['hello'], 'stored');
      await visitor.transport.disconnect();
      await eventually('closed requests', () => backend.countOpen() === 0);
      equal(visitor.clock.pending, 0, 'timers');
    },
  },
  {
    name: 'upload: too large and of a wrong type are told apart',
    needs: ['upload', 'fileRules'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const { large, wrong } = backend.refusedFiles();
      const upload = offered(visitor, 'upload');
      await fails(upload(large, () => undefined, never()), 'too-large');
      await fails(upload(wrong, () => undefined, never()), 'bad-type');
    },
  },
  {
    name: 'send: a file that was not uploaded is refused, not left out',
    needs: ['upload'],
    async run({ backend, visit }) {
      const visitor = visit();
      await visitor.begin();
      const part = { type: 'file', name: 'a.txt', mime: 'text/plain', localKey: 'k' } as const;
      const words = { type: 'text', text: 'see the file', format: 'plain' } as const;
      const sending = visitor.transport.send({ localId: 'local-n', parts: [words, part] }, never());
      await fails(sending, 'invalid');
      equal((await backend.stored(visitor.id)).length, 1, 'stored');
    },
  },
];
