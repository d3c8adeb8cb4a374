import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import type { Author, MediaPart, MessageStatus, Part } from '../../src/core/model.js';
import { createFakeChat } from '../../stories/support/fake-chat.js';
import { maya, visitor } from '../../stories/support/people.js';
import { own, picture, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { sleep } from '../support/until.js';
import { listen } from './support/announcements.js';
import { onTouch } from './support/on-touch.js';
import { closeStages, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';

const plain = (text: string | null | undefined): string =>
  (text ?? '').replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();

const row = (stage: TestStage, key: string): HTMLElement =>
  stage.root.querySelector<HTMLElement>(`[data-key=${key}]`)!;

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('messages', () => {
  afterEach(closeStages);

  it('name the author first, and show avatar and time last', async () => {
    const stage = await openStage(
      talking(maya, ['a', 'b', 'c'].map((id, i) => said(maya, `Line ${id}`, minutesAgo(3 - i), { id }))),
    );
    const has = (key: string, part: string): boolean =>
      [...row(stage, key).querySelectorAll(`[part~=${part}]`)].some((element) => element.clientHeight > 1);
    expect(['a', 'b', 'c'].map((key) => has(key, 'name'))).to.deep.equal([true, false, false]);
    expect(['a', 'b', 'c'].map((key) => has(key, 'avatar'))).to.deep.equal([false, false, true]);
    expect(['a', 'b', 'c'].map((key) => has(key, 'meta'))).to.deep.equal([false, false, true]);
    expect(row(stage, 'b').getAttribute('aria-label')).to.equal('Maya Okafor, Line b, 09:14');
  });

  it('say their status in words, too', async () => {
    const words: Partial<Record<MessageStatus, string>> = {
      saving: 'Sending', sent: 'Sent', delivered: 'Delivered', read: 'Read',
    };
    for (const [status, word] of Object.entries(words)) {
      const message = said(visitor, 'Hello', minutesAgo(1), { id: 'a', status: status as MessageStatus });
      const stage = await openStage(talking(maya, [message]));
      expect(plain(row(stage, 'a').getAttribute('aria-label'))).to.equal(`You, Hello, 09:15, ${word}`);
      expect(plain(stage.part(status).textContent)).to.equal(word);
      expect(stage.part<HTMLElement>('meta').querySelector('time')?.dateTime).to.equal(new Date(minutesAgo(1)).toISOString());
    }
  });

  it('offer to try again or delete what was not, or may not have been, sent', async () => {
    const start: ChatAction[] = [...talking(maya), { type: 'message/saving', message: own('l1', 'Mine', NOW) }];
    const failure: ChatAction = { type: 'message/failed', localId: 'l1', error: { code: 'x', message: '', retryable: false } };
    for (const [action, words] of [
      [failure, 'Not sent'],
      [{ type: 'message/unconfirmed', localId: 'l1' }, 'May not have been sent'],
    ] as const) {
      const stage = await openStage([...start, action], { respond: { discard: () => Promise.resolve('Mine') } });
      expect(plain(row(stage, 'l1').textContent)).to.include(`${words} Try again · Edit · Delete`);
      expect(stage.part('bubble').getAttribute('part')).to.include('failed');
      const [retry, edit, remove] = row(stage, 'l1').querySelectorAll('button');
      retry!.click();
      edit!.click();
      await stage.settle();
      const field = stage.part('textarea') as HTMLTextAreaElement;
      expect(field.value, 'back to be edited').to.equal('Mine');
      field.value = '';
      remove!.click();
      await stage.settle();
      expect(field.value, 'gone for good').to.equal('');
      const calls = stage.chat.calls.filter(([name]) => name === 'retry' || name === 'discard');
      expect(calls).to.deep.equal([['retry', 'l1'], ['discard', 'l1'], ['discard', 'l1']]);
    }
  });

  it('keep their node through save, queue, send, acknowledgement and echo', async () => {
    const stage = await openStage(talking(maya));
    await stage.dispatch({ type: 'message/saving', message: own('l1', 'Mine', NOW) });
    const nodes = (): Element[] => [row(stage, 'l1'), stage.part('bubble')];
    const before = nodes();
    await stage.dispatch({ type: 'message/queued', localId: 'l1' });
    await stage.dispatch({ type: 'message/sending', localId: 'l1' });
    await stage.dispatch({ type: 'message/acked', localId: 'l1', id: 's1', createdAt: NOW + 40 });
    await stage.dispatch({
      type: 'message/received',
      message: said(visitor, 'Mine', NOW + 40, { id: 's1', localId: 'l1' }),
    });
    await stage.dispatch({ type: 'receipt/received', upTo: 's1', state: 'read' });
    expect(nodes()).to.deep.equal(before);
    expect(stage.parts('message')).to.have.length(1);
    expect(stage.part('read')).not.to.equal(undefined);
  });

  it('touch only the rows that changed', async () => {
    const stage = await openStage(
      talking(maya, Array.from({ length: 20 }, (_, i) => said(maya, `${i}`, minutesAgo(200 - i * 9), { id: `h${i}` }))),
    );
    const changed = new Set<Node>();
    new MutationObserver((records) => {
      for (const { target } of records) changed.add(target);
    }).observe(stage.part('log'), { subtree: true, attributes: true, characterData: true, childList: true });
    await stage.dispatch({ type: 'message/received', message: said(maya, 'New', NOW) });
    for (const key of ['h0', 'h10', 'h18']) {
      expect([...changed].some((node) => row(stage, key).contains(node))).to.equal(false);
    }
  });

  it('are called removed and edited', async () => {
    const stage = await openStage(
      talking(maya, [said(maya, 'Secret', minutesAgo(9), { id: 'a' }), said(maya, 'Fixed', minutesAgo(2), { id: 'b', editedAt: NOW })]),
    );
    await stage.dispatch({ type: 'message/deleted', id: 'a' });
    expect(stage.root.textContent).not.to.include('Secret');
    expect(plain(row(stage, 'a').textContent)).to.include('Message removed');
    expect(plain(row(stage, 'b').textContent)).to.include('Edited');
  });

  it('about the conversation have our words for a known code, else the backend’s', async () => {
    const system: Author = { role: 'system' };
    const notice = (code: string, params: Record<string, string>, fallback?: string): Part[] => [
      { type: 'notice', code, params, ...(fallback ? { fallback } : {}) },
    ];
    const stage = await openStage(
      talking(maya, [
        said(system, notice('transfer', { from: 'Tom', to: 'Maya' }), minutesAgo(9), { id: 'a' }),
        said(system, notice('transfer', {}, 'You are being moved'), minutesAgo(8), { id: 'b' }),
        said(system, notice('constructor', {}, 'Odd'), minutesAgo(7), { id: 'c' }),
        said(system, 'Just text', minutesAgo(6), { id: 'd' }),
        said(system, notice('joined', { name: '' }), minutesAgo(5), { id: 'e' }),
      ]),
    );
    expect(stage.parts('system-message').map((line) => plain(line.textContent))).to.deep.equal([
      'Tom passed you to Maya', 'You are being moved', 'Odd', 'Just text', 'Support joined the conversation',
    ]);
    expect(row(stage, 'a').querySelectorAll('bdi')).to.have.length(2);
  });

  it('name a file that cannot be shown, alone and beside words', async () => {
    const file: Part = { type: 'notice', code: 'unsupported', params: { name: 'a.doc' } };
    const words: Part = { type: 'text', text: 'Look at this', format: 'plain' };
    const stage = await openStage(
      talking(maya, [
        said(maya, [file], minutesAgo(9), { id: 'a' }),
        said(maya, [words, file], minutesAgo(2), { id: 'b' }),
        said(maya, [file, words], minutesAgo(1), { id: 'c' }),
      ]),
    );
    const named = 'a.doc: This message can’t be shown here';
    expect(stage.parts('system-message').map((line) => plain(line.textContent))).to.deep.equal([named]);
    for (const id of ['b', 'c']) {
      expect(plain(row(stage, id).textContent), id).to.include('Look at this').and.to.include(named);
      expect(plain(row(stage, id).getAttribute('aria-label')), id).to.include('Look at this').and.to.include(named);
    }
  });

  it('that cannot be shown never cost more than their own row', async () => {
    const broken = { id: 'b', createdAt: minutesAgo(5) };
    const stage = await openStage(
      talking(maya, [
        said(maya, 'Before', minutesAgo(9), { id: 'a' }),
        { ...broken, author: maya, parts: undefined as unknown as Part[] },
        { ...broken, id: 'c', author: maya, parts: [null as unknown as Part] },
        { ...broken, id: 'd', author: maya, parts: [{ type: 'text', text: Symbol('x') as unknown as string, format: 'plain' }] },
        { ...broken, id: 'e', author: maya, parts: [{ type: 'custom', name: 'future', data: {} }] },
        { ...broken, id: 'g', author: maya, parts: [{ type: 'carousel', cards: null } as unknown as Part] },
        { ...broken, id: 'h', author: maya, parts: [{ type: 'card' } as unknown as Part] },
        { ...broken, id: 'i', author: maya, parts: [{ type: 'image', url: 7, thumbnailUrl: {} } as unknown as Part] },
        { ...broken, id: 'j', author: maya, parts: [{ type: 'video' } as unknown as Part] },
        { ...broken, id: 'k', author: null as unknown as Author, parts: [{ type: 'file', name: null } as unknown as Part] },
        { ...broken, id: 'l', author: maya, createdAt: NaN, parts: [{ type: 'text', text: 'When?', format: 'markdown' }] },
        said(maya, 'After', minutesAgo(1), { id: 'f' }),
      ]),
    );
    expect(stage.root.textContent).to.include('Before').and.to.include('After');
    for (const key of ['b', 'c', 'e', 'g', 'h']) {
      expect(plain(row(stage, key).textContent)).to.include('This message can’t be shown here');
    }
    const timeless = row(stage, 'l');
    expect([plain(timeless.querySelector('[part~=bubble]')!.textContent), timeless.querySelector('time')]).to.deep.equal(['When?', null]);
    expect(plain(timeless.ariaLabel)).to.equal('Maya Okafor, When?');
  });

  it('have sixteen accents on a letter at most, whoever asks the browser for more', async () => {
    const tower = (count: number): string => `Z${'\u0351'.repeat(count)}e`;
    const stage = await openStage(talking(maya, [
      said(maya, tower(500_000), minutesAgo(3), { id: 'a' }),
      said(maya, [{ type: 'text', text: `**${tower(500_000)}**`, format: 'markdown' }], minutesAgo(2), { id: 'b' }),
      said({ role: 'system' }, tower(500_000), minutesAgo(1), { id: 'c' }),
      said(maya, 'ཧཱུྃ ḗ שׁ֫', minutesAgo(1), { id: 'd' }),
    ]));
    for (const key of ['a', 'b', 'c']) expect(row(stage, key).textContent, key).to.include(tower(16)).and.not.include(tower(17).slice(0, -1));
    expect(row(stage, 'd').textContent, 'as languages have them').to.include('ཧཱུྃ ḗ שׁ֫');
  });

  it('have a name of four lines at most, whatever somebody calls themselves', async () => {
    const author = { ...maya, name: 'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(60) };
    const stage = await openStage(talking(author, [said(author, 'Hello', minutesAgo(1), { id: 'a' })]));
    const name = row(stage, 'a').querySelector<HTMLElement>('.name')!;
    expect(name.offsetHeight).to.be.below(5 * parseFloat(getComputedStyle(name).fontSize) * 1.5);
    expect(row(stage, 'a').ariaLabel, 'all of it').to.include('kapitän '.trim()).and.have.length.above(1_000);
  });

  it('are cut where their accents pile up, so that they cover nobody else', async () => {
    const stage = await openStage(talking(maya, [said(maya, `Z${'\u0351'.repeat(400)}`, minutesAgo(1))]));
    expect(getComputedStyle(stage.part('bubble')).overflowY).to.equal('clip');
    expect(stage.part('bubble').clientHeight).to.be.lessThan(100);
  });

  it('name today anew when midnight passes', async () => {
    const stage = await openStage(talking(maya, [said(maya, 'Late', minutesAgo(1))]));
    const days = (): string[] => stage.parts('day-separator').map((day) => plain(day.textContent));
    expect(days()).to.deep.equal(['Today']);
    await stage.pass(15 * 3_600_000);
    expect(days()).to.deep.equal(['Yesterday']);
    await stage.pass(24 * 3_600_000);
    expect(days()).to.deep.equal(['Tuesday']);
  });

  it('show dots while somebody types, and no longer than told', async () => {
    const stage = await openStage(talking(maya, [said(maya, 'Hm', minutesAgo(1))]));
    await stage.dispatch({ type: 'typing/changed', author: maya, until: NOW + 8_000 });
    expect(plain(stage.part('typing').textContent)).to.include('Maya Okafor is typing');
    const [dot] = stage.part('typing').querySelectorAll('.dots i');
    const { animationIterationCount, animationDuration } = getComputedStyle(dot!);
    expect(Number(animationIterationCount) * parseFloat(animationDuration)).to.be.at.most(5);
    await stage.pass(8_000);
    expect(stage.part('typing')).to.equal(undefined);
  });
});

describe('pictures and files', () => {
  afterEach(closeStages);

  const withImage = (more: Partial<MediaPart>): Promise<TestStage> =>
    openStage(talking(maya, [said(maya, [picture('p.png', more)], minutesAgo(1), { id: 'a' })]));

  it('come only from http, https and raster data', async () => {
    for (const url of [
      'javascript:alert(1)', 'data:image/svg+xml,<svg onload=alert(1)/>', 'data:text/html,x', 'file:///etc/passwd',
      'blob:https://example.com/1', ' java\nscript:alert(1)', '//no-scheme', 'https://user:pw@evil.test/a.png', '',
    ]) {
      const stage = await withImage({ url, thumbnailUrl: url });
      expect(!stage.root.querySelector('[part=image] img'), url).to.equal(true);
      expect(!stage.root.querySelector('a[href]'), url).to.equal(true);
      expect(plain(stage.part('image').textContent)).to.equal('Image from Maya Okafor');
      closeStages();
    }
    const stage = await withImage({ url: PIXEL });
    expect(stage.part('image').querySelector('img')?.src).to.equal(PIXEL);
    expect(stage.root.querySelector('a[href]')).to.equal(null);
  });

  it('open in a new tab, where one wishes so, that learns nothing', async () => {
    const stage = await withImage({ url: 'https://files.test/p.png', thumbnailUrl: PIXEL });
    const link = stage.part('image').querySelector('a')!;
    expect(link.href).to.equal('https://files.test/p.png');
    expect(link.rel).to.equal('noopener noreferrer nofollow ugc');
    expect(link.target).to.equal('_blank');
    expect(plain(link.getAttribute('aria-label'))).to.equal('Image from Maya Okafor, open full size');
    expect(link.querySelector('img')?.alt.replace(/[\u2068\u2069]/g, '')).to.equal('Image from Maya Okafor');
  });

  it('reserve their room before they load', async () => {
    const stage = await withImage({ url: 'https://files.test/p.png' });
    const { width, height } = stage.part('image').getBoundingClientRect();
    expect(width / height).to.be.closeTo(4 / 3, 0.01);
  });

  it('are previewed from this device, with a ring, and let go afterwards', async () => {
    const revoked: string[] = [];
    const { revokeObjectURL } = URL;
    URL.revokeObjectURL = (url) => void (revoked.push(url), revokeObjectURL.call(URL, url));
    const chat = createFakeChat([
      ...talking(maya),
      { type: 'message/saving', message: own('l1', [picture('cup.png', { localKey: 'blob:1' })], NOW) },
      { type: 'upload/progressed', localId: 'l1', done: 0.25 },
    ]);
    chat.files.set('blob:1', await (await fetch(PIXEL)).blob());
    const stage = await openStage([], { chat });
    await stage.settle();
    const image = stage.part('image').querySelector('img')!;
    expect(image.src).to.match(/^blob:/);
    const ring = stage.part('progress');
    expect(ring.getAttribute('role')).to.equal('progressbar');
    expect(ring.getAttribute('aria-valuenow')).to.equal('25');
    expect(plain(ring.getAttribute('aria-label'))).to.equal('Uploading cup.png, 25%');
    await stage.dispatch({ type: 'upload/progressed', localId: 'l1', done: null });
    await stage.dispatch({
      type: 'message/uploaded', localId: 'l1', index: 0, part: picture('cup.png', { localKey: 'blob:1', url: 'https://files.test/c.png' }),
    });
    expect(stage.part('progress')).to.equal(undefined);
    expect(stage.part('image').querySelector('img') === image, 'no flicker').to.equal(true);
    expect(image.src).to.match(/^blob:/);
    await stage.dispatch({ type: 'visitor/forgotten' });
    URL.revokeObjectURL = revokeObjectURL;
    expect(revoked).to.have.length(1);
  });

  it('are previewed again when the chat comes back from elsewhere in the page', async () => {
    const chat = createFakeChat([...talking(maya), { type: 'message/saving', message: own('l1', [picture('cup.png', { localKey: 'blob:1' })], NOW) }]);
    chat.files.set('blob:1', await (await fetch(PIXEL)).blob());
    const stage = await openStage([], { chat });
    await stage.settle();
    stage.host.remove();
    await sleep(0); // a framework takes its time
    document.body.append(stage.host);
    await stage.settle();
    await sleep(0);
    expect(stage.part('image').querySelector('img')?.src).to.match(/^blob:/);
  });

  it('that are files are cards with their true name', async () => {
    const file = { type: 'file', name: 'invoice\u202efdp.exe', mime: 'application/pdf', size: 48_200 } as const;
    const stage = await openStage(
      talking(maya, [
        said(maya, [{ ...file, url: 'https://files.test/i.pdf' }], minutesAgo(2), { id: 'a' }),
        said(maya, [{ ...file, url: 'javascript:alert(1)' }], minutesAgo(1), { id: 'b' }),
      ]),
    );
    const [good, bad] = stage.parts('card');
    expect(good!.textContent).to.include('invoicefdp.exe').and.to.include('48 kB');
    expect(good!.querySelector('a')!.href).to.equal('https://files.test/i.pdf');
    expect(bad!.querySelector('a')!.hasAttribute('href')).to.equal(false);
  });
});

describe('a message that is pointed at, focused or touched', () => {
  const { clipboard } = navigator;
  let copied: string[] = [];
  const setClipboard = (value: unknown): void => void Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
  beforeEach(() => {
    copied = [];
    setClipboard({ writeText: async (text: string) => void copied.push(text) });
  });
  afterEach(closeStages);
  after(() => setClipboard(clipboard));

  const AT = minutesAgo(3);
  const talk = talking(maya, [
    said(maya, 'First\n  line', minutesAgo(4), { id: 'm1' }),
    said(maya, [{ type: 'text', text: 'It is **here**', format: 'markdown' }], AT, { id: 'm2' }),
    said(maya, [picture('cup.webp', { url: `${location.origin}/none.webp` })], minutesAgo(2), { id: 'm3' }),
    said({ role: 'system' }, 'Maya joined', minutesAgo(1), { id: 'm4' }),
  ]);
  const tools = ({ root }: TestStage): HTMLElement | null => root.querySelector('.message-tools');
  const at = (stage: TestStage): string | undefined => tools(stage)?.closest('li')?.dataset['key'];

  async function point(stage: TestStage, key: string, pointerType = 'mouse'): Promise<void> {
    (row(stage, key).firstElementChild ?? row(stage, key)).dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType }));
    await import('../../src/ui/list/message-tools.js');
    await sleep(0);
  }

  async function focus(stage: TestStage, key: string): Promise<void> {
    row(stage, key).focus();
    await import('../../src/ui/list/message-tools.js');
    await sleep(0);
  }

  it('shows when it was written, exactly, without moving anything', async () => {
    const stage = await openStage(talk);
    const before = stage.part('log').scrollHeight;
    await point(stage, 'm2');
    expect(at(stage)).to.equal('m2');
    const time = tools(stage)!.querySelector('time')!;
    expect(time.dateTime).to.equal(new Date(AT).toISOString());
    expect(time.title).to.match(/20\d\d.*\d:\d\d/);
    expect(stage.part('log').scrollHeight).to.equal(before);
    await point(stage, 'm1');
    expect(at(stage), 'one at a time').to.equal('m1');
    expect(stage.parts('message-tools')).to.have.length(1);
    await focus(stage, 'm2');
    expect(tools(stage)!.querySelector('time')!.textContent, 'nothing to point at the rest with').to.match(/20\d\d/);
    expect(stage.part('log').scrollHeight).to.equal(before);
    stage.part('textarea').focus();
    expect(tools(stage) === null).to.equal(true);
  });

  it('is copied as it was written, and says so', async () => {
    const stage = await openStage(talk);
    const spoken = listen(stage);
    await point(stage, 'm1');
    const button = (): HTMLButtonElement => tools(stage)!.querySelector('button')!;
    expect(button().ariaLabel).to.equal('Copy');
    const mousedown = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    button().dispatchEvent(mousedown);
    expect(mousedown.defaultPrevented, 'the focus stays where it was').to.equal(true);
    button().click();
    await sleep(0);
    expect(copied).to.deep.equal(['First\n  line']);
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Copied']);
    expect(button().ariaLabel).to.equal('Copied');
    await stage.pass(1_500);
    expect(button().ariaLabel).to.equal('Copy');
    await point(stage, 'm3');
    expect(at(stage)).to.equal('m3');
    expect(tools(stage)!.querySelector('button') === null, 'a picture has no words').to.equal(true);
  });

  it('is copied while the pointer goes on, and the next one has its own words', async () => {
    let isDone = (): void => undefined;
    setClipboard({ writeText: () => new Promise<void>((done) => (isDone = done)) });
    const stage = await openStage(talk);
    await point(stage, 'm1');
    tools(stage)!.querySelector('button')!.click();
    await point(stage, 'm2');
    isDone();
    await sleep(0);
    expect(tools(stage)!.querySelector('time')!.dateTime).to.equal(new Date(AT).toISOString());
    expect(tools(stage)!.querySelector('button')!.ariaLabel).to.equal('Copy');
  });

  it('is copied where there is no clipboard, as on plain http, or says nothing', async () => {
    setClipboard(undefined);
    const { execCommand } = document;
    const stage = await openStage(talk);
    const spoken = listen(stage);
    let given = '';
    for (const isAllowed of [true, false]) {
      document.execCommand = () => {
        if (!isAllowed) return false;
        const event = new Event('copy', { cancelable: true });
        const setData = (type: string, text: string): void => void (given = `${type}: ${text}`);
        Object.defineProperty(event, 'clipboardData', { value: { setData } });
        dispatchEvent(event);
        return true;
      };
      await point(stage, 'm1');
      tools(stage)!.querySelector('button')!.click();
      await sleep(0);
    }
    document.execCommand = execCommand;
    expect(given).to.equal('text/plain: First\n  line');
    expect(spoken.map(({ text }) => text)).to.deep.equal(['Copied']);
  });

  it('keeps its tools while they are used by keyboard, behind its own controls', async () => {
    const stage = await openStage(talk);
    await focus(stage, 'm2');
    row(stage, 'm2').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    expect(stage.active()!.getAttribute('part')).to.equal('copy');
    await point(stage, 'm1');
    expect(at(stage)).to.equal('m2');
    expect(tools(stage)!.className).to.include('full');
    await stage.dispatch({ type: 'message/received', message: said(maya, 'More', NOW, { id: 'm9' }) });
    expect(at(stage), 'though the row was drawn anew').to.equal('m2');
    await focus(stage, 'm3');
    row(stage, 'm3').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    expect(stage.active()!.closest('chat-widget-media') === null, 'the picture comes first').to.equal(false);
  });

  it('does not answer a finger that only scrolls', async () => {
    const stage = await openStage(talk);
    await point(stage, 'm2', 'mouse');
    await point(stage, 'm1', 'touch');
    expect(at(stage)).to.equal('m2');
  });

  it('answers a finger that taps it, and leaves its links alone', () =>
    onTouch(async () => {
      const stage = await openStage(talk);
      await point(stage, 'm1', 'touch');
      expect(tools(stage) === null, 'only scrolled').to.equal(true);
      row(stage, 'm2').querySelector<HTMLElement>('.bubble')!.click();
      expect(at(stage)).to.equal('m2');
      expect(tools(stage)!.querySelector('time')!.textContent).to.match(/20\d\d/);
      row(stage, 'm3').querySelector('a')!.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      expect(at(stage)).to.equal('m2');
    }));

  it('shows nothing of a line about the conversation', async () => {
    const stage = await openStage(talk);
    await point(stage, 'm2');
    await point(stage, 'm4');
    expect(at(stage)).to.equal('m2');
  });
});
