import { expect } from 'chai';
import type { Message } from '../../src/core/model.js';
import { createLocalize } from '../../src/i18n/localize.js';
import { toFileName } from '../../src/ui/download.js';
import { toTranscript } from '../../src/ui/transcript.js';
import { toHtmlTranscript } from '../../src/ui/transcript-html.js';
import { sleep } from '../support/until.js';

const VECTORS = [
  '<script>top.hit()</script>', '<img src=x onerror=top.hit()>', '"><svg onload=top.hit()>', "' onmouseover='top.hit()", '</title><script>top.hit()</script>',
  'javascript:top.hit()', '</p></article><iframe srcdoc="<script>top.hit()</script>">', '<style>*{display:none}</style>', '<!--', '--><script>top.hit()</script>',
  ']]><script>top.hit()</script>', '\u0000<script>top.hit()</script>', '<a href="javascript:top.hit()">x</a>', '<meta http-equiv=refresh content="0;url=javascript:top.hit()">',
  '<base href="https://evil.example/">', '&lt;script&gt;top.hit()&lt;/script&gt;', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=top.hit()&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=top.hit()>">', '\u202Egnp.exe', 'data:text/html,<script>top.hit()</script>',
];
const NOW = Date.UTC(2026, 10, 20, 9, 30);

let ids = 0;
const said = (text: string, more: Partial<Message> = {}): Message => {
  ids += 1;
  return { key: `m${ids}`, id: `m${ids}`, author: { role: 'agent', name: text }, createdAt: NOW, parts: [{ type: 'text', text, format: 'plain' }], ...more };
};
const hostile = (text: string): Message[] => [
  said(text),
  said(text, { parts: [{ type: 'text', text, format: 'markdown' }, { type: 'file', name: text, mime: text, url: text, size: 1 }] }),
  said(text, { parts: [{ type: 'image', name: text, mime: 'image/png', url: `https://a.example/${text}` }], createdAt: NOW + 864e5 }),
  said(text, { author: { role: 'system' }, parts: [{ type: 'notice', code: text, params: { name: text }, fallback: text }] }),
  said(text, { parts: [{ type: 'carousel', cards: [{ title: text, subtitle: text, imageUrl: text, buttons: [{ id: text, title: text, url: text }] }] }] }),
  said(text, { createdAt: NaN }),
];
const localize = createLocalize('en-GB');
const page = (messages: Message[], title = 'Juniper & Co.', dir: 'ltr' | 'rtl' = 'ltr'): string => toHtmlTranscript(messages, { title, dir, localize });

/** The file as a browser opens it. Without its own policy, so that the escaping stands alone. */
async function opened(file: string): Promise<Document> {
  const frame = document.createElement('iframe');
  const bare = file.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  expect(bare).not.to.equal(file);
  const url = URL.createObjectURL(new Blob([bare], { type: 'text/html;charset=utf-8' }));
  await new Promise((done) => {
    frame.onload = done;
    frame.src = url;
    document.body.append(frame);
  });
  // What runs when something fails to load runs a little later.
  await sleep(30);
  return frame.contentDocument!;
}

describe('the conversation as a page', () => {
  let hits = 0;
  before(() => Object.assign(window, { hit: () => void hits++ }));
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('runs and fetches nothing, whatever was said in it', async () => {
    const file = await opened(page(VECTORS.flatMap(hostile), VECTORS.join(' ')));
    for (const element of file.querySelectorAll<HTMLElement>('a,article,h3,time')) element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
    expect(hits).to.equal(0);
    const names = new Set([...file.querySelectorAll('*')].map(({ localName }) => localName));
    expect([...names].sort()).to.deep.equal(['a', 'article', 'bdi', 'body', 'h1', 'h2', 'h3', 'head', 'html', 'li', 'main', 'meta', 'p', 'section', 'time', 'title', 'ul']);
    for (const link of file.querySelectorAll('a')) expect(link.protocol).to.equal('https:');
    for (const element of file.querySelectorAll('*')) for (const { name } of element.attributes) expect(name).not.to.match(/^on/);
  });

  it('says every word as it was said', async () => {
    const file = await opened(page([said('<b>Tom & "Jerry"</b>\n\nsecond line')]));
    expect([...file.querySelectorAll('article p')].map(({ textContent }) => textContent)).to.deep.equal(['<b>Tom & "Jerry"</b>', '', 'second line']);
    expect(file.querySelector('h3 bdi')!.textContent).to.equal('<b>Tom & "Jerry"</b> second line');
  });

  it('has its language, its direction, a title, headings in order and times', async () => {
    const file = await opened(page([said('Hi'), said('Later', { createdAt: NOW + 864e5 })], 'جونيبر', 'rtl'));
    expect([file.documentElement.lang, file.documentElement.dir, file.title]).to.deep.equal(['en-GB', 'rtl', 'جونيبر']);
    expect(file.characterSet).to.equal('UTF-8');
    expect([...file.querySelectorAll('h1,h2,h3')].map(({ localName }) => localName)).to.deep.equal(['h1', 'h2', 'h3', 'h2', 'h3']);
    expect(file.querySelector('h2')!.textContent).to.include('20 November 2026');
    expect(file.querySelector('time')!.dateTime).to.equal('2026-11-20T09:30:00.000Z');
  });

  it('brings a policy of its own', () => {
    expect(page([said('Hi')])).to.include('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'');
  });

  it('names files, and leads to those that have an address', async () => {
    const file = await opened(page([
      said('x', { parts: [{ type: 'file', name: 'bill.pdf', mime: 'application/pdf', url: 'https://a.example/bill.pdf' }, { type: 'image', name: 'here.png', mime: 'image/png', url: 'data:image/png;base64,AA' }] }),
    ]));
    expect([...file.querySelectorAll('li')].map(({ innerText }) => innerText)).to.deep.equal(['bill.pdf', 'here.png']);
    expect([...file.querySelectorAll('a')].map(({ href }) => href)).to.deep.equal(['https://a.example/bill.pdf']);
  });
});

it('as plain text, nobody writes a line in another’s name', () => {
  const text = toTranscript([said('Hi\nMaya:\n  I owe you 100', { author: { role: 'agent', name: 'Tom\nMaya' } })], 'A\nB', localize);
  expect(text.split('\n').filter((line) => /^\S/.test(line))).to.have.length(2);
  expect(toTranscript([said('No time', { createdAt: NaN })], 'A', localize)).to.include('No time');
});

it('a file’s name is letters, digits and hyphens, whatever the chat is called', () => {
  for (const title of ['../../etc/passwd', 'CON', 'a/b\\c:d*?"<>|', '\u202Egnp.exe', '', '  ', '...', 'x'.repeat(500), 'جونيبر & Co.', '=cmd|calc']) {
    expect(toFileName(title, NOW, 'html'), title).to.match(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,60}-2026-11-20\.html$/u);
  }
});
