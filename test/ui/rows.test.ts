import { expect } from 'chai';
import type { Message } from '../../src/core/model.js';
import { reuseRows, toRows } from '../../src/ui/rows.js';
import { maya, tom, visitor } from '../../stories/support/people.js';

const at = (hour: number, minute: number, day = 10): number => new Date(2026, 2, day, hour, minute).getTime();

let counter = 0;
const message = (author: Message['author'], createdAt: number): Message => ({
  key: `k${++counter}`, author, createdAt, parts: [{ type: 'text', text: 'x', format: 'plain' }],
});

const shape = (messages: Message[]): string =>
  toRows(messages)
    .map((row) => (row.kind === 'message' ? `${row.first ? '[' : ''}m${row.last ? ']' : ''}` : row.kind))
    .join(' ');

describe('rows', () => {
  it('group one author within five minutes', () => {
    const talk = [maya, maya, maya, tom, visitor].map((author, i) => message(author, at(9, i * 2)));
    expect(shape(talk)).to.equal('day [m m m] [m] [m]');
    expect(shape([message(maya, at(9, 0)), message(maya, at(9, 6))])).to.equal('day [m] [m]');
  });

  it('tell two people of one role apart, by id or by name', () => {
    const nameless = (name: string): Message['author'] => ({ role: 'agent', name });
    expect(shape([message(nameless('A'), at(9, 0)), message(nameless('B'), at(9, 1))])).to.equal('day [m] [m]');
  });

  it('begin anew at local midnight and after notices', () => {
    expect(shape([message(maya, at(23, 58, 9)), message(maya, at(0, 1))])).to.equal('day [m] day [m]');
    const notice = message({ role: 'system' }, at(9, 1));
    expect(shape([message(maya, at(9, 0)), notice, message(maya, at(9, 2))])).to.equal('day [m] notice [m]');
  });

  it('put one divider before the first unread message', () => {
    const talk = [message(maya, at(9, 0)), message(maya, at(9, 1))];
    const rows = toRows(talk, talk[1]!.key, 1);
    expect(rows.map(({ kind }) => kind)).to.deep.equal(['day', 'message', 'unread', 'message']);
  });

  it('keep their identity while they say the same', () => {
    const talk = [message(maya, at(9, 0)), message(maya, at(9, 1))];
    const before = toRows(talk);
    const after = reuseRows(toRows([...talk, message(maya, at(9, 2))]), before);
    expect(after[1]).to.equal(before[1]);
    expect(after[2]).not.to.equal(before[2]); // no longer the last of its group
  });

  it('survive messages without author, parts or time, and parts that throw', () => {
    const thrown = { get type(): never { throw new Error('no kind'); } };
    const broken = [
      { key: 'a' }, { key: 'b', author: maya, createdAt: Number.NaN }, { key: 'c', author: maya, parts: [thrown] },
      { key: 'd', author: maya, parts: [{ type: 'notice', code: 'joined', params: {} }, null] },
    ] as unknown as Message[];
    expect(toRows(broken).map(({ key }) => key)).to.deep.equal(['a', 'b', 'c', 'd']);
  });
});
