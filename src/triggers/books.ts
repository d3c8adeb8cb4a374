import type { ChatWidget } from '../chat-widget.js';
import { warnOnce } from '../warn-once.js';
import { flawOf, useRegExp } from './answer.js';
import { pageRules } from './page-rules.js';
import { readRules, type ToOwn } from './read-rules.js';
import { conditionsOf, type RuleBook } from './rule.js';
import { isRecord, toText } from './values.js';

function readOf(given: unknown, whose: string, toOwn: ToOwn | undefined): RuleBook {
  const book = readRules(given, (problem) => warnOnce(`triggers${whose}: ${problem}`), toOwn);
  for (const rule of book.rules) {
    for (const flaw of conditionsOf(rule.when).flatMap((each) => flawOf(each) ?? [])) {
      warnOnce(`triggers${whose}: "${rule.id}" never fires: ${flaw}`);
    }
  }
  return book;
}

/** Code that few rules need: the forms of other systems, and regular expressions. */
async function prepare(all: readonly unknown[]): Promise<ToOwn | undefined> {
  const text = all.map(toText).join('');
  const [foreign, regExp] = await Promise.all([
    /"(conditions|groups)":/.test(text) ? import('./foreign-forms.js') : undefined,
    /"(urlRegExp|page-url)"/.test(text) ? import('./reg-exp.js') : undefined,
  ]);
  if (regExp) useRegExp(regExp.compileAddress);
  return foreign?.toOwnForm;
}

/** The page's rules, then its backend's. Where two have one id the page's counts; `default` is the page's if it has rules. */
export async function bookOf(host: ChatWidget): Promise<RuleBook> {
  const own = pageRules(host);
  const { triggers: theirs, pushed } = host.chat?.state.config ?? {};
  const toOwn = await prepare([own, theirs, pushed]);
  const page = readOf(own, '', toOwn);
  const server = readOf(theirs, ' of the backend', toOwn);
  // What is sent by itself is meant for now, unless it says when; without a name it is known by what it says.
  const sent = readOf(isRecord(pushed) ? [{ id: toText(pushed)?.slice(0, 200), when: { all: [] }, ...pushed }] : undefined, ' of the backend', toOwn);
  const more = [...sent.rules, ...server.rules].filter(({ id }, index, all) => [...page.rules, ...all.slice(0, index)].every((rule) => rule.id !== id));
  return { version: 1, default: own === undefined ? server.default : page.default, rules: [...page.rules, ...more] };
}
