import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readImageHeader } from '../../server/uploads/image-header.js';
import { gif, htmlPage, jpeg, png, svg, webpExtended, webpLossless, webpLossy } from './support/sample-images.js';

const kinds = { 'image/png': [png], 'image/gif': [gif], 'image/jpeg': [jpeg], 'image/webp': [webpLossy, webpLossless, webpExtended] };

for (const [mime, makers] of Object.entries(kinds)) {
  for (const make of makers) {
    test(`${mime} is known by its bytes and its size is read (${make.name})`, () => {
      assert.deepEqual(readImageHeader(make(640, 480)), { mime, width: 640, height: 480 });
      assert.deepEqual(readImageHeader(make(5, 4001)), { mime, width: 5, height: 4001 });
    });

    test(`${mime} cut short is no picture (${make.name})`, () => {
      const whole = make(640, 480);
      for (let length = 0; length < 20; length++) {
        const header = readImageHeader(whole.subarray(0, length));
        // A GIF's size ends at byte 10; whatever is read must be right.
        if (header) assert.deepEqual(header, { mime, width: 640, height: 480 });
      }
      assert.equal(readImageHeader(whole.subarray(0, 8)), undefined);
    });

    test(`${mime} without a size is no picture (${make.name})`, () => {
      if (make === webpLossless || make === webpExtended) return; // these cannot say zero
      assert.equal(readImageHeader(make(0, 10)), undefined);
    });
  }
}

test('what browsers would run is no picture', () => {
  assert.equal(readImageHeader(svg), undefined);
  assert.equal(readImageHeader(htmlPage), undefined);
  assert.equal(readImageHeader(new Uint8Array(0)), undefined);
});

test('a JPEG that never comes to its frame ends', () => {
  const endless = new Uint8Array(100_000).fill(0xff);
  endless[1] = 0xd8;
  assert.equal(readImageHeader(endless), undefined);
});
