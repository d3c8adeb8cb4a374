import { expect } from 'chai';
import { REVIEWED } from '../../src/i18n/reviewed.js';
import { tables } from '../../src/i18n/tables.js';
import { english, keyed, locales, texts } from './support/all-words.js';
import type { Entry } from './support/all-words.js';

/** Keys of what people press: it has the least room. */
const BUTTONS =
  /^(?!offline\.mail)(panel\.(minimise|options|back|expand|collapse)|composer\.(send|attach)|msg\.(retry|delete|edit|copy)|consent\.(agree|decline)|home\.(start|leave)|(end|form|offline)\.(new|mail|download|submit|sending|sendRating|again)|net\.retry|menu\.(?!\w+(Sure|ailed)$)\w+|code\.\w+)$/;

/** Words that are the same in both languages. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: ['launcher.labelGeneric', 'panel.label', 'status.online', 'status.offline', 'form.name'],
  es: ['launcher.labelGeneric', 'panel.label'],
  fr: ['msg.log', 'form.message', 'panel.options', 'upload.images', 'menu.notifications'],
  vi: ['form.email'],
};

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
};

const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
/** What a translator may not touch: holes, addresses. */
const plain = (text: string): string => text.replace(/\{\w+\}|name@example\.com|https:\/\//g, '');
const letters = (text: string): string[] => plain(text).match(/\p{L}/gu) ?? [];
const english0 = (key: string): string => texts(english.get(key)!).at(-1)!;

/** The sign a sentence ends with, as English has it. */
const ending = (text: string): string =>
  text.at(-1)!.replace(/[.。]/, '.').replace(/[?？؟]/, '?').replace(/[^.?…:]/u, '');

/** A category that stands for one number alone may say it in a word. */
function isOneNumber(rules: Intl.PluralRules, category: string): boolean {
  const numbers = Array.from({ length: 1000 }, (_, i) => i / 2).filter((n) => rules.select(n) === category);
  return numbers.length === 1;
}

for (const [locale, words] of locales) {
  const own = keyed(words);
  const each = (check: (text: string, key: string) => void): void =>
    own.forEach((entry, key) => texts(entry).forEach((text) => check(text, key)));

  describe(`the locale ${locale}`, () => {
    it('has every word of every table, and no more', () => {
      expect([...own.keys()]).to.deep.equal([...english.keys()]);
      const lengths = tables.map((table): [string, number] => [Object.keys(table)[0]!, Object.keys(table).length]);
      expect(Object.entries(words).map(([table, values]) => [table, values.length])).to.deep.equal(lengths);
    });

    it('has a plural where English has one, in just the categories of the language', () => {
      const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
      for (const [key, entry] of own) {
        const isPlural = typeof english.get(key) !== 'string';
        expect(typeof entry, key).to.equal(isPlural ? 'object' : 'string');
        if (isPlural) expect(Object.keys(entry), key).to.have.members(pluralCategories);
      }
    });

    it('leaves the same holes to fill, in each plural too', () => {
      const rules = new Intl.PluralRules(locale);
      const check = (entry: Entry, key: string): void => {
        if (typeof entry === 'string') return void expect(holes(entry), key).to.deep.equal(holes(english0(key)));
        for (const [category, text] of Object.entries(entry)) {
          const isWord = !text.includes('{count}') && isOneNumber(rules, category);
          const wanted = holes(english0(key)).filter((hole) => hole !== '{count}' || !isWord);
          expect(holes(text), `${key}.${category}`).to.deep.equal(wanted);
        }
      };
      own.forEach(check);
    });

    it('says nothing in English', () => {
      const same = [...own].filter(([key, entry]) => letters(texts(entry)[0]!).length && texts(entry).some((text) => texts(english.get(key)!).includes(text)));
      expect(same.map(([key]) => key)).to.deep.equal(SAME[locale] ?? []);
    });

    it('says the same thing by the same words', () => {
      const told = new Map<string, string>();
      for (const [key, entry] of own) {
        const [source, text] = [JSON.stringify(english.get(key)), JSON.stringify(entry)];
        expect(text, key).to.equal(told.get(source) ?? text);
        told.set(source, text);
      }
    });

    it('is written in its script', () => {
      const script = SCRIPTS[locale];
      if (!script) return;
      each((text, key) => {
        if (letters(text).length) expect(letters(text).some((letter) => script.test(letter)), `${key}: ${text}`).to.equal(true);
      });
      const all = [...own.values()].flatMap(texts).flatMap(letters);
      expect(all.filter((letter) => script.test(letter)).length / all.length).to.be.at.least(0.6);
    });

    it('keeps buttons short', () => {
      const buttons = [...own].filter(([key]) => BUTTONS.test(key));
      expect(buttons).to.have.length.above(20);
      for (const [key, entry] of buttons) {
        const { length } = texts(entry)[0]!;
        expect(length, key).to.be.at.most(Math.max(8, Math.min(40, english0(key).length * 2.2)));
      }
    });

    it('has no stray spaces, straight quotes or dots for an ellipsis, and is composed', () => {
      each((text, key) => {
        expect(text, key).to.equal(text.trim());
        expect(text, key).not.to.match(/'|"|\.\.\.|\s{2}/);
        expect(text, key).to.equal(text.normalize('NFC'));
      });
    });

    it('has no direction controls but isolates, each of them closed', () => {
      each((text, key) => {
        expect(text, key).not.to.match(/[\u061c\u200e\u200f\u202a-\u202e]/);
        expect(text.replace(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g, ''), key).not.to.match(/[\u2066-\u2069]/);
      });
    });

    it('ends its sentences as English does', () => {
      each((text, key) => expect(ending(text), `${key}: ${text}`).to.equal(ending(english0(key))));
    });

    it('says whether somebody who speaks it has read it', () => {
      expect(REVIEWED).to.have.own.property(locale);
    });
  });
}

describe('the spelling of a locale', () => {
  const all = (locale: string): string[] => [...keyed(locales.find(([name]) => name === locale)![1]).values()].flatMap(texts);

  it('has French spaces', () => {
    for (const text of all('fr')) {
      expect(text).not.to.match(/[^\u202f][?!;]/);
      expect(text).not.to.match(/[^\u00a0]:(?!\/\/)/);
      expect(text).not.to.match(/(?<!\p{L})(tu|toi|ton|ta|tes)(?!\p{L})/iu);
    }
  });

  it('has a German space before an ellipsis, and says Sie', () => {
    for (const text of all('de')) {
      expect(text).not.to.match(/[^\u00a0]…/);
      expect(text).not.to.match(/(?<!\p{L})(du|dein|deine|dich|dir|euch)(?!\p{L})/iu);
    }
  });

  it('opens Spanish questions, and says usted', () => {
    for (const text of all('es')) {
      expect(text.includes('?'), text).to.equal(text.includes('¿'));
      expect(text).not.to.match(/(?<!\p{L})(tú|tu|tus|te|vos)(?!\p{L})/iu);
    }
  });

  it('has Arabic commas and questions', () => {
    for (const text of all('ar')) expect(text).not.to.match(/[,;?]/);
  });

  it('has wide Japanese signs', () => {
    for (const text of all('ja')) expect(text.replace(/https:\/\//, ''), text).not.to.match(/[,?!:()]|\.$/);
  });

  it('counts as Arabs do', () => {
    const entry = keyed(locales.find(([name]) => name === 'ar')![1]).get('launcher.unread') as Record<string, string>;
    const rules = new Intl.PluralRules('ar');
    const said = [0, 1, 2, 3, 11, 100].map((count) => entry[rules.select(count)]);
    expect(new Set(said)).to.have.property('size', 5); // "رسالة" after 11 and after 100
    expect(said[2]).to.include('رسالتان');
  });
});
