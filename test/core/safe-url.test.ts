import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { safeUrl } from '../../src/core/safe-url.js';

describe('safeUrl', () => {
  it('takes what each use allows, normalised', () => {
    assert.equal(safeUrl('link', 'HTTPS://Shop.test/a b'), 'https://shop.test/a%20b');
    assert.equal(safeUrl('link', 'mailto:a@b.test'), 'mailto:a@b.test');
    assert.equal(safeUrl('link', 'tel:+1'), 'tel:+1');
    assert.equal(safeUrl('file', 'http://shop.test/x.pdf'), 'http://shop.test/x.pdf');
    assert.equal(safeUrl('image', 'data:image/png;base64,AA'), 'data:image/png;base64,AA');
    assert.equal(safeUrl('media', 'data:audio/wav;base64,AA'), 'data:audio/wav;base64,AA');
    assert.equal(safeUrl('media', 'data:image/png;base64,AA'), undefined);
    assert.equal(safeUrl('file', 'data:audio/wav;base64,AA'), undefined);
  });

  it('refuses everything else', () => {
    const bad = ['javascript:alert(1)', ' java\nscript:alert(1)', 'vbscript:x', 'data:text/html,x', 'file:///etc', 'blob:https://x/1', '/relative', '', 'https://bank.com@evil.test', 'data:image/svg+xml,<svg onload=x>'];
    for (const url of bad) for (const kind of ['link', 'image', 'file', 'media'] as const) assert.equal(safeUrl(kind, url), undefined, url);
    assert.equal(safeUrl('image', 'mailto:a@b.test'), undefined);
  });
});
