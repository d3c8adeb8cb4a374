// A reporter for node:test that says nothing, and notes which files failed.
import { noteFailed } from './second-try.mjs';

export default async function* failedNodeTests(events) {
  const files = new Set();
  for await (const { type, data } of events) if (type === 'test:fail' && data.file) files.add(data.file);
  noteFailed(files);
  yield '';
}
