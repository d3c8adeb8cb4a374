import { expect } from 'chai';
import fc from 'fast-check';
import { createSseParser, type SseEvent } from '../../src/transports/sse.js';

function parse(...pieces: string[]): Partial<SseEvent>[] {
  const events: Partial<SseEvent>[] = [];
  const feed = createSseParser((event) => events.push(JSON.parse(JSON.stringify(event))));
  pieces.forEach(feed);
  return events;
}

describe('the SSE parser', () => {
  it('reads type, data and id', () => {
    expect(parse('id: 7\nevent: typing\nretry: 2000\ndata: {"on":true}\n\n')).to.deep.equal([
      { type: 'typing', data: '{"on":true}', id: '7' },
    ]);
  });

  it('joins lines of data and takes one space only', () => {
    expect(parse('data:a\ndata:  b\ndata\ndata: c\n\n')).to.deep.equal([
      { type: 'message', data: 'a\n b\n\nc' },
    ]);
  });

  it('takes CRLF, LF and CR, cut anywhere', () => {
    const wanted = [{ type: 'message', data: 'a\nb' }, { type: 'message', data: 'c' }];
    for (const end of ['\r\n', '\n', '\r']) {
      const stream = ['data: a', 'data: b', '', 'data: c', '', ''].join(end);
      for (let at = 0; at <= stream.length; at += 1) {
        expect(parse(stream.slice(0, at), stream.slice(at)), `${end} ${at}`).to.deep.equal(wanted);
      }
    }
  });

  it('keeps nothing of a line or an event without end, and reads on behind it', () => {
    const much = 'x'.repeat(3_000_000);
    const next = { type: 'message', data: 'next' };
    expect(parse('data: ', much, much, much, 'data: tail\n\n', 'data: next\n\n')).to.deep.equal([next]);
    const events = parse(...Array.from({ length: 6 }, () => `data: ${much}\n`), '\n', 'data: next\n\n');
    expect(events[0]!.data!.length).to.be.lessThan(12_000_000);
    expect(events[1]).to.deep.equal(next);
  });

  it('passes over comments, unknown fields and an unfinished event', () => {
    expect(parse(': hi\nfoo: bar\ndata: a\n\n:\n\nevent: x\n\ndata: cut')).to.deep.equal([
      { type: 'message', data: 'a' },
    ]);
  });

  it('needs a decoder that takes off the byte order mark, as TextDecoder does', () => {
    const bytes = new TextEncoder().encode('\uFEFFdata: a\n\n');
    const decoder = new TextDecoder();
    const pieces = [...bytes].map((byte) => decoder.decode(Uint8Array.of(byte), { stream: true }));
    expect(parse(...pieces)).to.deep.equal([{ type: 'message', data: 'a' }]);
  });

  it('keeps the id over events, and refuses one with a NUL', () => {
    const ids = parse('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n').map(({ id }) => id);
    expect(ids).to.deep.equal(['1', '1', '']);
  });

  it('gives the same events however the stream is cut, and never throws', () => {
    const line = fc.constantFrom(
      'data: x', 'data', 'data:', 'event: e', 'id: 1', 'retry: 5', 'retry: no', ': c', '', '', 'é: 😀',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const stream = fc.array(fc.oneof(fc.tuple(line, end).map((both) => both.join('')), fc.string()));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200)), (parts, cuts) => {
        const text = parts.join('');
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length];
        at.sort((a, b) => a - b);
        const pieces = at.slice(1).map((to, n) => text.slice(at[n], to));
        expect(parse(...pieces)).to.deep.equal(parse(text));
      }),
      { numRuns: 2000 },
    );
  });
});
