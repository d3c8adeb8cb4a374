import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const dist = join(import.meta.dirname, '../../dist');

describe('the npm build', () => {
  it('is there', () => {
    for (const file of ['index.js', 'testing.js']) assert.ok(existsSync(join(dist, file)), file);
  });

  it('registers the element when it is imported', () => {
    // A bundler drops a side effect that package.json does not name.
    assert.match(readFileSync(join(dist, 'index.js'), 'utf8'), /define\(["']chat-widget["']/);
  });

  it('imports in Node without a browser around it', async () => {
    const { ChatWidget, registerTransport } = (await import(join(dist, 'index.js'))) as Record<string, unknown>;
    assert.equal(typeof ChatWidget, 'function');
    assert.equal(typeof registerTransport, 'function');
    const testing = (await import(join(dist, 'testing.js'))) as Record<string, unknown>;
    assert.equal(typeof testing['describeTransport'], 'function');
  });

  it('leaves its dependencies to the page’s bundler', () => {
    const text = readFileSync(join(dist, 'index.js'), 'utf8');
    assert.doesNotMatch(text, /litHtmlVersions/);
  });
});
