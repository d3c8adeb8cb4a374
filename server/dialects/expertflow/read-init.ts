import { invalid } from '../../conversation/service-error.js';

/** What `POST /api/customer/init` says, each word under its documented name. */
export type InitRequest = {
  channel: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
  refId?: string;
  language?: string;
  url?: string;
  comment?: string;
  subject?: string;
  requestId?: string;
  /** Everything else: developers may add what they like. */
  extra: Record<string, unknown>;
};

/** Longest value of each documented word. */
const words = {
  channel: 40,
  firstName: 200,
  lastName: 200,
  email: 254,
  phone: 50,
  refId: 200,
  language: 35,
  url: 2000,
  comment: 10_000,
  subject: 200,
  requestId: 200,
  timestamp: 100,
} as const;

type Word = keyof typeof words;

const maxExtra = 16_384;

/** The table spells one member wrongly and capitalises others, so case tells nothing. */
const wordOf = new Map<string, Word>([
  ...Object.keys(words).map((word) => [word.toLowerCase(), word as Word] as const),
  ['reqestid', 'requestId'],
]);

/**
 * Reads the body. @throws ServiceError `invalid` without channel or any of phone, email and refId,
 * for a wrong type, and for what is too long
 */
export function readInit(body: Record<string, unknown>): InitRequest {
  const known: Partial<Record<Word, string>> = {};
  const extra: [string, unknown][] = [];
  for (const [name, value] of Object.entries(body)) {
    const word = wordOf.get(name.toLowerCase());
    if (word === undefined) extra.push([name, value]);
    else known[word] ??= readText(word, value);
  }
  const { channel, timestamp: _, ...rest } = known;
  if (!channel) throw invalid({ channel: 'required' });
  if (!(rest.phone ?? rest.email ?? rest.refId)) throw invalid({ identifier: 'required' }, 'phone, email or refId is needed');
  if (JSON.stringify(extra).length > maxExtra) throw invalid({ parameters: 'too_long' });
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { channel: channel.toLowerCase(), ...Object.fromEntries(given), extra: Object.fromEntries(extra) };
}

/** A blank word counts as absent, a number as its digits: phone numbers come like that. */
function readText(word: Word, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') throw invalid({ [word]: 'invalid' });
  // SQLite's text ends at a zero byte.
  const text = String(value).replaceAll('\u0000', '').trim();
  if (text.length > words[word]) throw invalid({ [word]: 'too_long' });
  return text === '' ? undefined : text;
}
