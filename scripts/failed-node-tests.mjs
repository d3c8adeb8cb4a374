// A reporter for node:test that says nothing, and notes which files failed.
import { noteFailed } from './second-try.mjs';

export default async function* failedNodeTests(events) {
  const files = new Set();
  // A file stands as a test above its own, which may be written in a helper.
  for await (const { type, data } of events) if (type === 'test:complete' && data.name === data.file && !data.details.passed) files.add(data.file);
  noteFailed(files);
  yield '';
}
