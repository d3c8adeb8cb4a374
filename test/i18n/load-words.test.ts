import { expect } from 'chai';
import { loadWords, LOCALES, toCandidates } from '../../src/i18n/load-words.js';
import type { Strings } from '../../src/i18n/load-words.js';
import { createLocalize } from '../../src/i18n/localize.js';

const page = (strings?: unknown, script?: string): Element & { strings?: Strings } => {
  const element = document.createElement('i') as Element & { strings?: Strings };
  if (strings !== undefined) element.strings = strings as Strings;
  if (script !== undefined) {
    const child = document.createElement('script');
    child.type = 'application/json';
    child.slot = 'strings';
    child.textContent = script;
    element.append(document.createElement('b'), child);
  }
  return element;
};

const say = async (tag: string, strings?: unknown, script?: string) => {
  const words = await loadWords(tag, page(strings, script));
  return { ...words, ...createLocalize(tag, words.find), lang: words.lang };
};

describe('the words of a language', () => {
  it('are looked for from the nearest to the farthest, never in another script', () => {
    expect(toCandidates('zh-HK')).to.deep.equal(['zh-HK', 'zh-Hant']);
    expect(toCandidates('zh')).to.deep.equal(['zh-CN', 'zh-Hans', 'zh']);
    expect(toCandidates('de-AT')).to.deep.equal(['de-AT', 'de-Latn', 'de']);
    expect(toCandidates('sr-Latn')).to.deep.equal(['sr-RS', 'sr-Latn']);
    expect(toCandidates('pt')[0]).to.equal('pt-BR');
    for (const tag of ['', 'xx_YY', '!', 'e'.repeat(300)]) expect(toCandidates(tag), tag).to.deep.equal([]);
  });

  it('come for every region', async () => {
    for (const [tag, sent] of [['de-AT', 'Gesendet'], ['DE', 'Gesendet'], ['fr-CA', 'Envoyé'], ['es-419', 'Enviado'], ['ar-EG', 'أُرسلت'], ['ja-JP', '送信済み'], ['vi-VN', 'Đã gửi']] as const) {
      const { t, lang } = await say(tag);
      expect([t('msg.sent'), lang]).to.deep.equal([sent, tag]);
    }
  });

  it('are English where we have no others, and say that they are', async () => {
    for (const [tag, lang] of [['pl', 'en'], ['de-Grek', 'en'], ['en-NZ', 'en-NZ'], ['xx_YY', 'en'], ['toString', 'en']] as const) {
      const words = await say(tag);
      expect([words.t('msg.sent'), words.lang], tag).to.deep.equal(['Sent', lang]);
      expect(words.toLauncherName('Chat with Juniper', 'Juniper', 1)).to.equal('Chat with Juniper, 1 unread message');
    }
  });

  it('count by the rules of the language, with its own digits', async () => {
    const arabic = await say('ar-EG');
    const told = [1, 2, 3, 11, 100].map((count) => arabic.t('msg.newCount', { count }));
    expect(told).to.deep.equal(['رسالة جديدة واحدة', 'رسالتان جديدتان', '٣ رسائل جديدة', '١١ رسالة جديدة', '١٠٠ رسالة جديدة']);
    const french = await say('fr');
    expect([0, 1, 2, 1e6].map((count) => french.t('msg.newCount', { count }).replace(/\s/g, ' '))).to.deep.equal([
      '0 nouveau message', '1 nouveau message', '2 nouveaux messages', '1 000 000 de nouveaux messages',
    ]);
  });

  it('name the launcher', async () => {
    const name = async (tag: string, brand: string, unread: number, strings?: unknown): Promise<string> =>
      (await say(tag, strings)).toLauncherName('Chat', brand, unread);
    expect(await name('de', 'Juniper', 0)).to.equal('Chat mit Juniper');
    expect(await name('de', 'Juniper $& Co.', 1)).to.equal('Chat mit Juniper $& Co., 1 ungelesene Nachricht');
    expect(await name('fr', '', 2)).to.equal('Discussion, 2 messages non lus');
    expect(await name('ar-EG', '', 3)).to.equal('الدردشة, ٣ رسائل غير مقروءة');
    expect(await name('en', 'Juniper', 2, { 'launcher.label': 'Ask {brand}' })).to.equal('Ask Juniper, 2 unread messages');
  });

  it('can be the page’s own, in a property or in a script', async () => {
    const script = JSON.stringify({ 'msg.sent': 'Off it goes', 'msg.read': 'Seen', 'msg.newCount': { one: '{count} fresh', other: '{count} freshes' } });
    const { t, lang } = await say('en', { 'msg.sent': 'Gone' }, script);
    expect([t('msg.sent'), t('msg.read'), t('msg.failed')]).to.deep.equal(['Gone', 'Seen', 'Not sent']);
    expect([t('msg.newCount', { count: 1 }), t('msg.newCount', { count: 2 })]).to.deep.equal(['1 fresh', '2 freshes']);
    expect(lang).to.equal('en');
    const german = await say('de', { 'msg.sent': 'Weg' });
    expect([german.t('msg.sent'), german.t('msg.read')]).to.deep.equal(['Weg', 'Gelesen']);
    expect((await say('pl', { 'msg.sent': 'Wysłano' })).lang).to.equal('pl');
  });

  it('are ours where the page’s are no words', async () => {
    for (const bad of [1, null, true, [], {}, { one: 'x' }, { other: 1 }, { other: 'x', one: 5 }]) {
      expect((await say('de', { 'msg.newCount': bad })).t('msg.newCount', { count: 1 }), JSON.stringify(bad)).to.equal('1 neue Nachricht');
    }
    for (const bad of ['', 'no json', '[]', 'null', '"x"', '{']) {
      expect((await say('de', undefined, bad)).t('msg.sent'), bad).to.equal('Gesendet');
    }
    for (const bad of ['text', 5, null, []]) expect((await say('de', bad)).t('msg.sent')).to.equal('Gesendet');
    expect((await say('de', {}, '{"__proto__": {"msg.sent": "x"}}')).t('msg.sent')).to.equal('Gesendet');
  });

  it('are asked for twice before they are given up', async () => {
    const { de } = LOCALES;
    let asked = 0;
    const change = (load: () => Promise<never>): unknown => Object.assign(LOCALES, { de: load });
    try {
      change(() => Promise.reject(new Error(`offline ${(asked += 1)}`)));
      const { t, lang } = await say('de', { 'msg.read': 'Weg' });
      expect([t('msg.sent'), t('msg.read'), asked]).to.deep.equal(['Sent', 'Weg', 2]);
      expect(lang).to.equal('de'); // the page's own words are
      expect((await say('de')).lang).to.equal('en');
    } finally {
      Object.assign(LOCALES, { de });
    }
  });
});
