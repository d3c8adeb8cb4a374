import type { Message } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';
import { startOfDay } from '../i18n/formats.js';
import { authorName } from './message-words.js';
import { oneLine, timed, wordsOf } from './transcript-words.js';

export type TranscriptOptions = { title: string; dir: 'ltr' | 'rtl'; localize: Localize };

/** Nothing in the file may ever run or be fetched, wherever it is opened. */
const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'";

type Attributes = Readonly<Record<string, string | undefined>>;
type Make = (name: string, attributes: Attributes, ...content: (Node | string)[]) => HTMLElement;

/** Elements of a document that is never shown: it runs nothing, and its serialiser escapes. */
const createMake =
  (page: Document): Make =>
  (name, attributes, ...content) => {
    const element = page.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };

function article(message: Message, make: Make, localize: Localize): HTMLElement {
  const { lines, files } = wordsOf(message, localize);
  const at = new Date(message.createdAt);
  const time = make('time', { datetime: at.toISOString() }, localize.time(message.createdAt));
  const who = make('bdi', {}, oneLine(authorName(message, localize)));
  const words = lines.map((line) => make('p', { dir: 'auto' }, line));
  const list = files.map(({ name, href }) =>
    make('li', { dir: 'auto' }, href ? make('a', { href, rel: 'noopener noreferrer nofollow' }, name) : name),
  );
  return make('article', {}, make('h3', {}, who, ', ', time), ...words, ...(list[0] ? [make('ul', {}, ...list)] : []));
}

/** The conversation as a page of its own: a heading for each day and each message, times, files by name. */
export function toHtmlTranscript(messages: readonly Message[], { title, dir, localize }: TranscriptOptions): string {
  const page = document.implementation.createHTMLDocument(oneLine(title));
  const make = createMake(page);
  const root = page.documentElement;
  root.lang = localize.locale;
  root.dir = dir;
  page.head.prepend(
    make('meta', { charset: 'utf-8' }),
    make('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    make('meta', { name: 'viewport', content: 'width=device-width' }),
    make('meta', { name: 'color-scheme', content: 'light dark' }),
  );
  const main = make('main', {}, make('h1', {}, make('bdi', {}, oneLine(title))));
  const date = new Intl.DateTimeFormat(localize.locale, { dateStyle: 'full' });
  let day = NaN;
  let section = main;
  for (const message of timed(messages)) {
    if (startOfDay(message.createdAt) !== day) {
      day = startOfDay(message.createdAt);
      // "Today" would be wrong tomorrow.
      section = make('section', {}, make('h2', {}, date.format(day)));
      main.append(section);
    }
    section.append(article(message, make, localize));
  }
  page.body.append(main);
  return `<!doctype html>\n${new XMLSerializer().serializeToString(root)}\n`;
}
