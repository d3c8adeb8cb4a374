import type { ChatErrorCode } from '../../core/errors.js';
import type { HttpAnswer, Refusal } from '../http-error.js';
import { shape, text } from '../wire/readers.js';
import { parse } from './pancake-settings.js';

/** Codes of the platform: ours, and what they mean in words. */
const CODES: Readonly<Record<string, readonly [ChatErrorCode, string]>> = {
  100: ['forbidden', 'an admin cannot be banned'],
  103: ['auth', 'the session has expired'],
  104: ['config', 'no page has this page-id'],
  105: ['forbidden', 'no permission'],
  108: ['forbidden', 'the conversation is assigned to somebody else'],
  123: ['forbidden', 'the page is disconnected'],
  125: ['forbidden', 'the page is deactivated'],
  126: ['forbidden', 'the page is in safe mode'],
  136: ['auth', 'the customer is unknown'],
  145: ['ended', 'the conversation is unknown'],
};

const said = shape({}, { message: text, error_code: text });

/** How Pancake refuses: `{success: false, message, error_code}`; other bodies leave it to the status. */
export function toRefusal(body: unknown, status: number): Refusal {
  const { message, error_code: code = '' } = said(body, { base: '', now: 0 }) ?? {};
  const [known, words] = (Object.hasOwn(CODES, code) && CODES[code]) || [];
  // There is nothing optional here that a 404 could be about.
  const otherwise = status === 404 ? 'not-found' : status < 400 ? 'invalid' : undefined;
  return { code: known ?? otherwise, message: words ? `Pancake: ${words} (${code})` : message };
}

/** The body of a refused request. */
export function readRefusal({ status, text: body }: HttpAnswer): Refusal {
  return toRefusal(parse(body), status);
}
