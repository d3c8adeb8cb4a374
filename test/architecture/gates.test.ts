import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { INVENTORY } from '../../src/privacy/inventory.js';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') }));
const found = (pattern: RegExp): string[] => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('what no file does', () => {
  it('no window hears or says messages of other windows', () => {
    assert.deepEqual(found(/(window|parent|top|opener)\??\.postMessage|addEventListener\(\s*'message'|window\.onmessage|postMessage\([^)]*'\*'/).filter((name) => name !== 'privacy/tab-storage.ts'), []);
    // A BroadcastChannel: same origin only.
    assert.match(files.find(({ name }) => name === 'privacy/tab-storage.ts')!.text, /channel\?\.addEventListener\('message'/);
  });

  it('no id is made of Math.random or the time', () => {
    // Nor anything else but pauses, and what tells tabs apart for some seconds.
    assert.deepEqual(found(/Math\.random/).filter((name) => !/^testing\/|attend\.ts$/.test(name)), ['system-clock.ts']);
    assert.match(files.find(({ name }) => name === 'system-clock.ts')!.text, /randomId: \(\) =>\s*\[\.\.\.crypto\.getRandomValues\(new Uint8Array\(16\)\)\]/);
  });

  it('nothing is kept but through the rooms for it', () => {
    const allowed = /^(storage\/|privacy\/|transports\/chatgonow\/ocs-external-id\.ts$|triggers\/memory\.ts$)/;
    assert.deepEqual(found(/\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b(?!: \{\})/).filter((name) => !allowed.test(name)), []);
  });

  it('every name under which a text is kept is in the inventory', () => {
    const documented = new Set(INVENTORY.map(({ name }) => name));
    const names = files
      .filter(({ text }) => text.includes('createKeep('))
      .flatMap(({ text }) => [
        ...[...text.matchAll(/\bkeep\)?\.(?:get|set|remove)\('([^']+)'/gi), ...text.matchAll(/createKeep\([^)]*\)\)?\.(?:get|set|remove)\('([^']+)'/g)].map(([, name]) => name!),
        ...[...text.matchAll(/\.(?:get|set|remove)\(([A-Z]{3,})\b/g)].map(([, constant]) => new RegExp(`const ${constant} = '([^']+)'`).exec(files.map((it) => it.text).find((it) => new RegExp(`const ${constant} =`).test(it) && it === text) ?? files.map((it) => it.text).join('\n'))?.[1] ?? constant!),
      ]);
    assert.ok(names.length > 5, names.join());
    assert.deepEqual([...new Set(names)].filter((name) => !documented.has(name)), []);
  });
});
