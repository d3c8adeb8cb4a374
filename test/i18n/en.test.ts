import { expect } from 'chai';
import { tables } from '../../src/i18n/tables.js';

const en = Object.assign({}, ...tables) as Record<string, string | Record<string, string>>;

const forms = Object.entries(en).flatMap(([key, entry]) =>
  typeof entry === 'string' ? [[key, entry]] : Object.entries(entry).map(([form, text]) => [`${key}.${form}`, text]),
) as [string, string][];

describe('English', () => {
  it('says each thing in one table only', () => {
    expect(Object.keys(en)).to.have.length(tables.reduce((sum, table) => sum + Object.keys(table).length, 0));
  });

  it('has no stray spaces, straight quotes or dots for an ellipsis', () => {
    for (const [key, text] of forms) {
      expect(text, key).to.equal(text.trim());
      expect(text, key).not.to.match(/'|"|\.\.\.|\s{2}/);
      expect(text, key).to.equal(text.normalize('NFC'));
    }
  });

  it('keeps one and the same placeholders in all plural forms', () => {
    for (const [key, entry] of Object.entries(en)) {
      if (typeof entry === 'string') continue;
      for (const text of Object.values(entry)) expect(text, key).to.include('{count}');
    }
  });
});
