import { expect } from 'chai';
import { parseEjson } from '../../src/transports/wire/ddp/ejson.js';

const parse = (value: unknown): unknown => parseEjson(JSON.stringify(value));

describe('EJSON', () => {
  it('makes dates at any depth', () => {
    expect(parse({ a: [{ ts: { $date: 5 } }], b: { $date: 0 } })).to.deep.equal({ a: [{ ts: new Date(5) }], b: new Date(0) });
  });

  it('leaves types alone of which nothing is known', () => {
    const odd = { x: { $type: 'oid', $value: 'abc' }, y: { $binary: 'AA==' }, z: { $InfNaN: 1 } };
    expect(parse(odd)).to.deep.equal(odd);
  });

  it('leaves what only looks like a date', () => {
    const odd = [{ $date: 'soon' }, { $date: 1, more: 2 }, { $date: null }, { $gt: 1 }];
    expect(parse(odd)).to.deep.equal(odd);
  });

  it('takes off an escape, one level only', () => {
    expect(parse({ a: { $escape: { $date: 7 } } })).to.deep.equal({ a: { $date: 7 } });
    expect(parse({ $escape: { $date: { $date: 7 } } })).to.deep.equal({ $date: new Date(7) });
  });

  it('pollutes no prototype', () => {
    const value = parseEjson('{"__proto__":{"polluted":1}}') as object;
    expect(Object.keys(value)).to.deep.equal(['__proto__']);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });
});
