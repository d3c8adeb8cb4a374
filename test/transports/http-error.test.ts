import { expect } from 'chai';
import { toHttpError, toRetryAfterMs } from '../../src/transports/http-error.js';
import { readRefusal } from '../../src/transports/wire/rest/rest-refusal.js';

const NOW = Date.UTC(2026, 0, 1);
const error = (status: number, body: unknown = '', write = false) =>
  toHttpError(
    { status, retryAfter: null, text: typeof body === 'string' ? body : JSON.stringify(body) },
    readRefusal,
    write,
    NOW,
  );

describe('HTTP refusals', () => {
  const table: [number, string, boolean][] = [
    [400, 'invalid', false], [401, 'auth', false], [403, 'forbidden', false],
    [404, 'unsupported', false], [405, 'unsupported', false], [406, 'unsupported', false],
    [408, 'server', true], [409, 'ended', false], [410, 'cursor-expired', false],
    [413, 'too-large', false], [415, 'bad-type', false], [418, 'invalid', false],
    [422, 'invalid', false], [429, 'rate-limited', true], [500, 'server', true],
    [501, 'unsupported', false], [502, 'server', true], [503, 'server', true],
  ];
  for (const [status, code, retryable] of table) {
    it(`${status} is ${code}${retryable ? ', for now' : ''}`, () => {
      expect(error(status, '<p>')).to.include({ code, retryable, status });
    });
  }

  it('tells a missing thing from a missing endpoint', () => {
    expect(error(404, { error: { code: 'not_found' } }).code).to.equal('not-found');
    expect(error(500, { error: { code: 'not_found' } })).to.include({ code: 'server', retryable: true });
    for (const body of ['', 'null', '[]', '{"error":"Not Found"}', '{"error":null}', '{"error":{}}']) {
      expect(error(404, body).code, body).to.equal('unsupported');
    }
  });

  it('takes over the words and the fields', () => {
    const body = { error: { code: 'invalid', message: 'check', fields: { name: 'required', n: 1 } } };
    const refused = error(422, body);
    expect(refused.message).to.equal('check');
    expect(refused.fields).to.deep.equal({ name: 'required', n: '1' });
    expect(error(422, { error: { fields: 'all' } }).fields).to.equal(undefined);
  });

  it('leaves out reasons that are no text, and joins several', () => {
    const odd = { toString: 1, valueOf: 1 };
    const fields = { name: ['too short', odd, 'not a name'], email: odd, phone: null, constructor: 'x' };
    const refused = error(422, { error: { message: odd, retryAfter: odd, fields } });
    expect(refused).to.deep.include({ code: 'invalid', message: 'HTTP 422', retryAfterMs: undefined });
    expect(refused.fields).to.deep.equal({ name: 'too short, not a name', email: '', phone: '', constructor: 'x' });
  });

  it('leaves open what a failed write has done', () => {
    expect(error(500, '', true).outcome).to.equal('unknown');
    expect(error(500, '', false).outcome).to.equal('not-sent');
    expect(error(422, '', true).outcome).to.equal('not-sent');
  });

  it('reads Retry-After in every form, between a second and five minutes', () => {
    expect(toRetryAfterMs('7', NOW)).to.equal(7000);
    expect(toRetryAfterMs(7, NOW)).to.equal(7000);
    expect(toRetryAfterMs('0', NOW)).to.equal(1000);
    expect(toRetryAfterMs('-5', NOW)).to.equal(1000);
    expect(toRetryAfterMs('86400', NOW)).to.equal(300_000);
    expect(toRetryAfterMs(new Date(NOW + 60_000).toUTCString(), NOW)).to.equal(60_000);
    expect(toRetryAfterMs(new Date(NOW - 60_000).toUTCString(), NOW)).to.equal(1000);
    for (const garbage of ['soon', '', null, undefined, {}, NaN, true, [], { toString: 1, valueOf: 1 }]) {
      expect(toRetryAfterMs(garbage, NOW), JSON.stringify(garbage)).to.equal(undefined);
    }
  });

  it('falls back to the member retryAfter', () => {
    const text = JSON.stringify({ error: { code: 'rate_limited', retryAfter: 3 } });
    const both = { status: 429, text, retryAfter: 'garbage' };
    expect(toHttpError(both, readRefusal, true, NOW).retryAfterMs).to.equal(3000);
  });
});
