/** What somebody without a name is called, by language; agents read it. */
const GUEST: Readonly<Record<string, string>> = {
  ar: 'ضيف',
  cs: 'Host',
  da: 'Gæst',
  de: 'Gast',
  el: 'Επισκέπτης',
  es: 'Invitado',
  fa: 'مهمان',
  fi: 'Vieras',
  fr: 'Visiteur',
  he: 'אורח',
  hi: 'अतिथि',
  hu: 'Vendég',
  id: 'Tamu',
  it: 'Ospite',
  ja: 'ゲスト',
  ko: '게스트',
  nb: 'Gjest',
  nl: 'Gast',
  pl: 'Gość',
  pt: 'Visitante',
  ro: 'Vizitator',
  ru: 'Гость',
  sv: 'Gäst',
  tr: 'Misafir',
  uk: 'Гість',
  ur: 'مہمان',
  vi: 'Khách',
  zh: '访客',
};

/** @param language the first part of a BCP 47 tag */
export const guestName = (language: string): string =>
  Object.hasOwn(GUEST, language) ? GUEST[language]! : 'Guest';
