import { expect } from 'chai';
import type { Catalogue, FindWords } from '../../src/i18n/catalogue.js';
import { toBytes, toPercent } from '../../src/i18n/file-formats.js';
import { createFormats, startOfNextDay, toLocale } from '../../src/i18n/formats.js';
import { addEnglish, createLocalize } from '../../src/i18n/localize.js';

const having = (words: Partial<Catalogue>): FindWords => (key) => words[key];
const isolated = (value: string): string => `\u2068${value}\u2069`;

describe('localize', () => {
  it('fills placeholders, each isolated from the text around it', () => {
    const { t } = createLocalize('en');
    expect(t('typing.one', { name: 'نور' })).to.equal(`${isolated('نور')} is typing`);
    expect(t('event.transfer', { from: 'A', to: '{to}' })).to.equal(`${isolated('A')} passed you to ${isolated('{to}')}`);
  });

  it('lets no value break out of its isolate', () => {
    const { t } = createLocalize('en');
    expect(t('typing.one', { name: 'a\u2069\u202eb' })).to.equal(`${isolated('ab')} is typing`);
  });

  it('selects the plural by the locale’s rules and writes numbers its way', () => {
    const polish: Partial<Catalogue> = {
      'msg.newCount': { one: '{count} nowa', few: '{count} nowe', many: '{count} nowych', other: '{count} nowej' },
    };
    const { t } = createLocalize('pl', having(polish));
    expect([1, 3, 5, 22].map((count) => t('msg.newCount', { count }))).to.deep.equal(['1 nowa', '3 nowe', '5 nowych', '22 nowe']);
    expect(createLocalize('ar-EG').t('msg.newCount', { count: 12 })).to.equal('١٢ new messages');
  });

  it('says what a locale lacks in English, with the plural of English', () => {
    const { t } = createLocalize('ja', having({ 'msg.you': 'あなた' }));
    expect(t('msg.you')).to.equal('あなた');
    expect(t('msg.sent')).to.equal('Sent');
    expect(t('msg.newCount', { count: 1 })).to.equal('1 new message');
  });

  it('finds words for a code of the wire only if every value is there', () => {
    const { find } = createLocalize('en');
    expect(find('event.joined', { name: 'Tom' })).to.equal(`${isolated('Tom')} joined the conversation`);
    expect(find('event.joined', {})).to.equal(undefined);
    expect(find('event.joined', { name: '' })).to.equal(undefined);
    expect(find('event.joined', { name: 'T{o}m' })).to.include('T{o}m');
    for (const key of ['event.nothing', 'toString', '__proto__']) expect(find(key, {})).to.equal(undefined);
  });

  it('knows where a locale has the values of each table, whenever its chunk comes', () => {
    const asked: unknown[] = [];
    const { t } = createLocalize('en', (key, place) => void asked.push([key, place]));
    t('panel.label');
    t('code.copied');
    addEnglish({ 'code.copy': 'Copy', 'code.copied': 'Copied' });
    expect(t('code.copied')).to.equal('Copied');
    expect(asked).to.deep.equal([
      ['panel.label', ['launcher.unread', 1]],
      ['code.copied', undefined],
      ['code.copied', ['code.copy', 1]],
    ]);
  });
});

describe('formats', () => {
  const at = (day: number, hour = 12, month = 2, year = 2026): number => new Date(year, month, day, hour).getTime();
  const now = at(10, 9);

  it('name days as people do', () => {
    const { day } = createFormats('en-GB');
    expect(day(at(10, 0), now)).to.equal('Today');
    expect(day(at(9, 23), now)).to.equal('Yesterday');
    expect(day(at(8), now)).to.equal('Sunday');
    expect(day(at(4), now)).to.equal('Wednesday');
    expect(day(at(3), now)).to.equal('3 March');
    expect(day(at(3, 12, 2, 2025), now)).to.equal('3 March 2025');
    expect(day(at(12), now)).to.equal('12 March');
    expect(createFormats('de').day(at(9), now)).to.equal('Gestern');
    expect([day(NaN, now), createFormats('en').time(NaN), createFormats('en').exact(Infinity)], 'no time is no words').to.deep.equal(['', '', '']);
  });

  it('count days, not hours, where clocks change', () => {
    for (let day = 1; day <= 31; day++) {
      expect(createFormats('en').day(at(day, 0), at(day + 1, 23))).to.equal('Yesterday');
      expect(startOfNextDay(at(day, 23))).to.equal(at(day + 1, 0));
    }
  });

  it('use the locale’s own time, numbers and lists', () => {
    expect(createFormats('en-GB').time(at(10, 18))).to.equal('18:00');
    expect(createFormats('fr-CA').time(at(10, 18))).to.match(/18\s?h/);
    const { duration, list } = createFormats('en');
    expect([duration(400), duration(59_001), duration(180_000)]).to.deep.equal(['1 second', '60 seconds', '3 minutes']);
    expect([48_200, 2e6, 1.25e6].map((size) => toBytes('en', size))).to.deep.equal(['48 kB', '2 MB', '1.3 MB']);
    expect(toPercent('en', 0.5)).to.equal('50%');
    expect(list(['A', 'B', 'C'])).to.equal('A, B, and C');
  });

  it('never throw for a tag that is none', () => {
    for (const tag of ['', 'xx_YY', '!', 'english, please', 'e'.repeat(300), '-']) {
      expect(toLocale(tag)).to.equal('en');
      expect(() => createLocalize(tag).time(now)).not.to.throw();
    }
  });
});
