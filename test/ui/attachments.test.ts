import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { ChatAction } from '../../src/core/actions.js';
import type { ChatWidgetTray } from '../../src/ui/attachments/tray.js';
import { maya } from '../../stories/support/people.js';
import { own, picture, said, talking } from '../../stories/support/say.js';
import { minutesAgo, NOW } from '../../stories/support/time.js';
import { createFakeChat } from '../../stories/support/fake-chat.js';
import { until } from '../support/until.js';
import { listen } from './support/announcements.js';
import { asFile, bytesOf, latin, painted, photo, PLACE } from './support/image-files.js';
import { onTouch } from './support/on-touch.js';
import { closeStages, frames, openStage } from './support/open-stage.js';
import type { TestStage } from './support/open-stage.js';
import { checked, pick, png, transferEvent, transferOf } from './support/pick.js';
import { resize } from './support/viewport.js';

const start = talking(maya, [said(maya, 'Hello', minutesAgo(3))]);
const field = (stage: TestStage): HTMLTextAreaElement => stage.part<HTMLTextAreaElement>('textarea');
type Sent = { text?: string; files?: File[] };
const sent = (stage: TestStage): Sent[] => stage.chat.calls.filter(([name]) => name === 'send').map(([, content]) => content as Sent);
const names = (stage: TestStage): string[] => stage.parts('thumb').map((thumb) => thumb.querySelector('img')?.alt ?? thumb.textContent.trim());
const plain = (words: string | null | undefined): string => (words ?? '').replace(/[\u2068\u2069]/g, '').trim();
const limits = (accept: string[], maxBytes?: number): ChatAction => ({
  type: 'config/received',
  config: { upload: { accept, ...(maxBytes && { maxBytes }) } },
});

describe('the tray', () => {
  afterEach(closeStages);

  it('shows what was picked, in order, and sends it with the words as one message', async () => {
    const stage = await openStage(start);
    await pick(stage, [await png('a.png'), await png('b.png')]);
    await pick(stage, [await png('c.png')]);
    expect(names(stage)).to.deep.equal(['a.png', 'b.png', 'c.png']);
    const { width, height } = stage.parts('thumb')[0]!.querySelector('img')!.getBoundingClientRect();
    expect([Math.round(width), Math.round(height)]).to.deep.equal([72, 72]);
    expect(sent(stage)).to.deep.equal([]);
    field(stage).focus();
    await sendKeys({ type: 'Like these?' });
    await sendKeys({ press: 'Enter' });
    await stage.settle();
    expect(sent(stage).map(({ text, files }) => [text, files?.map(({ name }) => name)])).to.deep.equal([['Like these?', ['a.png', 'b.png', 'c.png']]]);
    expect(stage.part('tray')).to.equal(undefined);
    expect(field(stage).value).to.equal('');
  });

  it('lets pictures go without words', async () => {
    const stage = await openStage(start);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('true');
    await pick(stage, [await png('a.png')]);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('false');
    stage.part('send').click();
    expect(sent(stage)[0]?.text).to.equal('');
    expect(sent(stage)[0]?.files).to.have.length(1);
    await stage.settle();
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('true');
  });

  it('sends a photo without its place', async () => {
    const stage = await openStage(start);
    await pick(stage, [asFile(photo(await painted('image/jpeg', 40, 20)), 'a.jpg', 'image/jpeg')]);
    stage.part('send').click();
    const bytes = latin(await bytesOf(sent(stage)[0]!.files![0]!));
    expect(bytes).not.to.include(PLACE);
  });

  it('shows a file before it has been looked into, and sends it when that is done', async () => {
    const stage = await openStage(start);
    await pick(stage, [await png('first.png')]);
    const large = asFile(await painted('image/jpeg', 2600, 2600), 'b.jpg', 'image/jpeg');
    const input = stage.root.querySelector<HTMLInputElement>('input[type=file]')!;
    input.files = transferOf(large).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    // A fast engine may be through with it before anybody has looked.
    let label = '';
    await until(() => {
      label ||= plain(stage.root.querySelector('.thumb .spinner')?.getAttribute('aria-label'));
      return stage.parts('thumb').length === 2;
    }, 'two thumbnails');
    expect(['', 'Preparing b.jpg']).to.include(label);
    field(stage).value = 'Both';
    const isBusy = Boolean(stage.root.querySelector('.thumb .spinner'));
    stage.part('send').click();
    if (isBusy) {
      expect(sent(stage)).to.deep.equal([]);
      expect(field(stage).value).to.equal('Both');
    }
    await until(() => sent(stage).length, 'sent by itself');
    expect(sent(stage).map(({ text, files }) => [text, files?.length])).to.deep.equal([['Both', 2]]);
  });

  it('takes ten files, and says so to the eleventh', async () => {
    const stage = await openStage(start);
    const one = await png('x.png');
    await pick(stage, Array.from({ length: 12 }, (_, index) => new File([one], `${index}.png`, { type: one.type })));
    expect(names(stage)).to.have.length(10);
    expect(stage.part('error').textContent).to.include('Attach up to 10 files');
    const [tray, last] = [stage.part('tray'), stage.parts('remove').at(-1)!.firstElementChild!].map((it) => it.getBoundingClientRect());
    expect(last!.right, 'the last one is in sight with its button').to.be.at.most(tray!.right);
    await pick(stage, [await png('more.png')]);
    expect(names(stage)).not.to.include('more.png');
  });

  it('leaves the field and its button within reach at 400 %, whatever else stands there', async function () {
    if (!(await resize(320, 256))) this.skip();
    try {
      const stage = await openStage([...start, { type: 'connection/changed', connection: { status: 'waiting', lostAt: minutesAgo(1), offline: true } }]);
      await pick(stage, [await png('a.png'), await png('b.png'), new File(['x'], 'bad.exe')]);
      await until(() => stage.part('panel').matches(':modal'), 'the code for small screens');
      field(stage).value = 'several lines\n'.repeat(9);
      await frames();
      for (const element of [stage.part('banner-button'), field(stage), stage.part('send')]) {
        element.focus();
        await frames();
        const { top, bottom } = element.getBoundingClientRect();
        expect([top, bottom], element.getAttribute('part')!).to.satisfy(() => top >= 0 && bottom <= innerHeight);
      }
    } finally {
      await resize(800, 600);
    }
  });

  it('removes by a button that names the file, and moves the focus on', async () => {
    const stage = await openStage(start);
    await pick(stage, [await png('a.png'), await png('b.png')]);
    const spoken = listen(stage);
    const buttons = (): HTMLElement[] => stage.parts('thumb').map((thumb) => thumb.querySelector('button')!);
    expect(buttons().map((button) => plain(button.getAttribute('aria-label')))).to.deep.equal(['Remove a.png', 'Remove b.png']);
    for (const button of buttons()) expect(Math.min(button.offsetWidth, button.offsetHeight)).to.be.at.least(24);
    buttons()[1]!.click();
    await stage.settle();
    expect(stage.active()).to.equal(buttons()[0]);
    expect(spoken.map(({ text }) => text)).to.deep.equal(['b.png removed']);
    buttons()[0]!.click();
    await stage.settle();
    expect(stage.active()).to.equal(stage.part('attach'));
    expect(stage.part('tray')).to.equal(undefined);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('true');
  });

  it('says near the composer and aloud what cannot go, with the limit', async () => {
    const stage = await openStage([...start, limits(['image/png', 'image/jpeg'], 2_000)]);
    const spoken = listen(stage);
    expect(stage.root.querySelector<HTMLInputElement>('input[type=file]')!.accept).to.equal('image/png,image/jpeg');
    await pick(stage, [asFile(new TextEncoder().encode('x') as Uint8Array<ArrayBuffer>, 'notes.txt', 'text/plain')]);
    expect(plain(stage.part('error').textContent)).to.equal('notes.txt isn’t a supported image (PNG and JPG, up to 2 kB)');
    expect(field(stage).getAttribute('aria-describedby')).to.equal(stage.part('error').id);
    expect(spoken.at(-1)).to.deep.equal({ how: 'assertive', text: plain(stage.part('error').textContent) });
    await pick(stage, [asFile(await painted('image/jpeg', 1200, 1200), 'big.jpg', 'image/jpeg')]);
    expect(plain(stage.part('error').textContent)).to.equal('big.jpg is larger than 2 kB');
    expect(stage.part('tray')).to.equal(undefined);
    await pick(stage, [await png('fine.png')]);
    expect(stage.part('error')).to.equal(undefined);
    expect(names(stage)).to.deep.equal(['fine.png']);
  });

  it('waits for the visitor where one of the files was refused on the way out', async () => {
    const stage = await openStage(start);
    const broken = asFile((await painted('image/png', 40, 40)).slice(0, 40), 'cut.png', 'image/png');
    const input = stage.root.querySelector<HTMLInputElement>('input[type=file]')!;
    input.files = transferOf(await png('a.png', 1500), broken).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => stage.parts('thumb').length, 'thumbnails');
    stage.part('send').click();
    await checked(stage);
    expect(sent(stage)).to.deep.equal([]);
    expect(names(stage)).to.deep.equal(['a.png']);
    expect(plain(stage.part('error').textContent)).to.equal('cut.png can’t be opened');
  });

  it('keeps its files while the panel is closed, after the end, and while uploads are away', async () => {
    const stage = await openStage(start);
    await pick(stage, [await png('a.png')]);
    await stage.dispatch({ type: 'panel/closed' }, { type: 'panel/opened' });
    expect(names(stage)).to.deep.equal(['a.png']);
    await stage.dispatch({ type: 'conversation/changed', conversation: { state: 'ended' } }, { type: 'conversation/changed', conversation: { state: 'active' } });
    expect(names(stage)).to.deep.equal(['a.png']);
    await stage.dispatch({ type: 'capabilities/changed', change: { upload: false } });
    expect(stage.part('tray').checkVisibility()).to.equal(false);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('true');
    await stage.dispatch({ type: 'capabilities/changed', change: { upload: true } });
    expect(stage.part('tray').checkVisibility()).to.equal(true);
    expect(stage.part('send').getAttribute('aria-disabled')).to.equal('false');
  });

  it('gets its files back where the page keeps the message', async () => {
    const chat = createFakeChat(start, { send: () => Promise.reject(new Error('kept back')) });
    const stage = await openStage([], { chat });
    await pick(stage, [await png('a.png')]);
    field(stage).value = 'words';
    stage.part('send').click();
    await stage.settle();
    await until(() => stage.part('tray'), 'it is back');
    expect(names(stage)).to.deep.equal(['a.png']);
    expect(field(stage).value).to.equal('words');
  });

  it('takes no more where some came back to a full one', async () => {
    const stage = await openStage(start);
    const one = await png('x.png');
    const many = (count: number): File[] => Array.from({ length: count }, (_, index) => new File([one], `${index}.png`, { type: one.type }));
    await pick(stage, many(10));
    stage.root.querySelector<ChatWidgetTray>('chat-widget-tray')!.restore(many(3));
    await stage.settle();
    await pick(stage, many(5));
    expect(names(stage)).to.have.length(13);
  });

  it('lets go of every thumbnail', async () => {
    const made: string[] = [];
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      made.push(createObjectURL.call(URL, blob));
      return made.at(-1)!;
    };
    URL.revokeObjectURL = (url) => void (made.splice(made.indexOf(url), 1), revokeObjectURL.call(URL, url));
    try {
      const stage = await openStage(start);
      await pick(stage, [await png('a.png'), await png('b.png'), await png('c.png')]);
      expect(made).to.have.length(3);
      stage.host.remove();
      expect(made).to.have.length(0);
      document.body.append(stage.host); // moved in the page
      await stage.settle();
      expect(made).to.have.length(3);
      stage.parts('thumb')[0]!.querySelector('button')!.click();
      await stage.settle();
      expect(made).to.have.length(2);
      stage.part('send').click();
      await stage.settle();
      expect(made).to.have.length(0);
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    }
  });

  it('shows files without a picture by name, without tricks', async () => {
    const stage = await openStage([...start, limits(['.pdf', 'image/*'])]);
    expect(stage.part('attach').getAttribute('aria-label')).to.equal('Attach a file');
    await pick(stage, [asFile(new TextEncoder().encode('%PDF-1.4') as Uint8Array<ArrayBuffer>, 'a\u202efdp.pdf', 'application/pdf')]);
    expect(names(stage)).to.deep.equal(['afdp.pdf']);
  });
});

describe('the attach button', () => {
  afterEach(closeStages);

  it('is there only where uploads are in effect', async () => {
    const stage = await openStage(start);
    expect(stage.part('attach')).not.to.equal(undefined);
    await stage.dispatch({ type: 'capabilities/changed', change: { upload: false } });
    expect(stage.part('attach')).to.equal(undefined);
  });

  it('opens the file dialog at once with a mouse', async () => {
    const stage = await openStage(start);
    const inputs = stage.root.querySelectorAll<HTMLInputElement>('input[type=file]');
    expect(inputs).to.have.length(1);
    let opened = 0;
    inputs[0]!.addEventListener('click', (event) => (event.preventDefault(), (opened += 1)));
    stage.part('attach').click();
    expect(opened).to.equal(1);
    expect(stage.part('attach').hasAttribute('aria-haspopup')).to.equal(false);
  });

  it('offers the camera as well on touch, with the keys of a menu', async () => {
    await onTouch(async () => {
      const stage = await openStage(start);
      const [files, camera] = stage.root.querySelectorAll<HTMLInputElement>('input[type=file]');
      expect(camera!.getAttribute('capture')).to.equal('environment');
      expect(camera!.accept).to.equal(files!.accept);
      const opened: string[] = [];
      files!.addEventListener('click', (event) => (event.preventDefault(), opened.push('files')));
      camera!.addEventListener('click', (event) => (event.preventDefault(), opened.push('camera')));
      stage.part('attach').click();
      await stage.settle();
      const items = stage.parts('menu-item').filter((item) => item.closest('.attach'));
      expect(items.map((item) => item.textContent.trim())).to.deep.equal(['Choose from this device', 'Take a photo']);
      expect(stage.active()).to.equal(items[0]);
      await sendKeys({ press: 'ArrowDown' });
      expect(stage.active()).to.equal(items[1]);
      await sendKeys({ press: 'Enter' });
      await stage.settle();
      expect(opened).to.deep.equal(['camera']);
      expect(stage.active()).to.equal(stage.part('attach'));
      stage.part('attach').click();
      await stage.settle();
      await sendKeys({ press: 'Escape' });
      await stage.settle();
      expect(stage.part('attach').getAttribute('aria-expanded')).to.equal('false');
      expect(stage.chat.state.open, 'Escape went no further').to.equal(true);
      await pick(stage, [await png('shot.png')], 1);
      expect(names(stage)).to.deep.equal(['shot.png']);
    });
  });
});

describe('files dragged over the panel', () => {
  afterEach(closeStages);

  const drag = (target: Element, type: string, data: DataTransfer): Event => {
    const event = transferEvent(DragEvent, type, data);
    target.dispatchEvent(event);
    return event;
  };

  it('bring an overlay with the limits, and land in the tray', async () => {
    const stage = await openStage([...start, limits(['image/png'], 10_000_000)]);
    const data = transferOf(await png('a.png'));
    const log = stage.part('log');
    expect(drag(log, 'dragenter', data).defaultPrevented).to.equal(true);
    const overlay = stage.part('drop-overlay');
    await until(() => overlay.textContent, 'its words');
    expect(plain(overlay.textContent)).to.match(/Drop to attach\s*PNG, up to 10 MB/);
    const { width, height } = overlay.getBoundingClientRect();
    expect(width).to.be.greaterThan(300);
    expect(height).to.be.greaterThan(300);
    expect(drag(overlay, 'dragover', data).defaultPrevented).to.equal(true);
    drag(log, 'dragleave', data);
    expect(stage.part('drop-overlay'), 'from the log to the overlay').to.equal(overlay);
    expect(drag(overlay, 'drop', data).defaultPrevented).to.equal(true);
    expect(stage.part('drop-overlay')).to.equal(undefined);
    await checked(stage);
    expect(names(stage)).to.deep.equal(['a.png']);
  });

  it('take it away again, whichever way they leave', async () => {
    const stage = await openStage(start);
    const data = transferOf(await png('a.png'));
    const log = stage.part('log');
    for (let turn = 0; turn < 3; turn++) {
      drag(log, 'dragenter', data);
      drag(stage.part('drop-overlay'), 'dragenter', data);
      drag(log, 'dragleave', data);
      drag(stage.part('drop-overlay'), 'dragleave', data);
      expect(stage.part('drop-overlay')).to.equal(undefined);
    }
    drag(log, 'dragenter', data);
    await stage.pass(600);
    drag(stage.part('drop-overlay'), 'dragover', data);
    await stage.pass(600);
    expect(stage.part('drop-overlay')).not.to.equal(undefined);
    await stage.pass(1_100); // no word about it
    expect(stage.part('drop-overlay')).to.equal(undefined);
  });

  it('are no business of the page, which may have drop zones of its own', async () => {
    const stage = await openStage(start);
    const heard: string[] = [];
    const hear = (event: Event): void => void heard.push(event.type);
    for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) document.addEventListener(type, hear);
    try {
      const data = transferOf(await png('a.png'));
      const log = stage.part('log');
      for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) drag(log, type, data);
      expect(heard).to.deep.equal([]);
      expect(drag(document.body, 'dragover', data).defaultPrevented).to.equal(false);
      expect(heard).to.deep.equal(['dragover']);
      expect(stage.part('drop-overlay')).to.equal(undefined);
    } finally {
      for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) document.removeEventListener(type, hear);
    }
  });

  it('do not make the browser leave the page where they are not taken', async () => {
    const stage = await openStage(start);
    const data = transferOf(await png('a.png'));
    for (const action of [
      { type: 'conversation/changed', conversation: { state: 'ended' } },
      { type: 'capabilities/changed', change: { upload: false } },
    ] as const) {
      await stage.dispatch(action);
      for (const type of ['dragover', 'drop']) expect(drag(stage.part('log'), type, data).defaultPrevented).to.equal(true);
      expect(stage.part('drop-overlay')).to.equal(undefined);
    }
    await stage.settle();
    expect(stage.part('tray')).to.equal(undefined);
  });

  it('are told from words, which are dragged as ever', async () => {
    const stage = await openStage(start);
    const words = new DataTransfer();
    words.setData('text/plain', 'words');
    expect(drag(field(stage), 'dragenter', words).defaultPrevented).to.equal(false);
    expect(drag(field(stage), 'drop', words).defaultPrevented).to.equal(false);
    expect(stage.part('drop-overlay')).to.equal(undefined);
  });
});

describe('pasting', () => {
  afterEach(closeStages);

  const paste = (stage: TestStage, fill: (data: DataTransfer) => void): boolean => {
    const data = new DataTransfer();
    fill(data);
    return field(stage).dispatchEvent(transferEvent(ClipboardEvent, 'paste', data));
  };

  it('puts pictures into the tray and leaves the words alone', async () => {
    const stage = await openStage(start);
    const shot = await png('shot.png');
    field(stage).value = 'so far';
    expect(paste(stage, (data) => data.items.add(shot))).to.equal(false);
    await checked(stage);
    expect(names(stage)).to.deep.equal(['shot.png']);
    expect(field(stage).value).to.equal('so far');
    expect(sent(stage)).to.deep.equal([]);
  });

  it('leaves words to the field, also where a picture of them comes along', async () => {
    const stage = await openStage(start);
    const cells = await png('cells.png');
    expect(paste(stage, (data) => data.setData('text/plain', 'words'))).to.equal(true);
    expect(
      paste(stage, (data) => {
        data.setData('text/html', '<b>1</b>');
        data.setData('text/plain', '1');
        data.items.add(cells);
      }),
    ).to.equal(true);
    expect(
      paste(stage, (data) => {
        data.setData('text/html', '<img src="cat.png">');
        data.items.add(cells);
      }),
      'an image copied from a page',
    ).to.equal(false);
  });

  it('makes plain text of HTML', async function () {
    const stage = await openStage(start);
    field(stage).focus();
    if (!document.queryCommandEnabled('insertHTML')) this.skip(); // Firefox, where only pages that are edited know it
    document.execCommand('insertHTML', false, '<b>bold</b> <i>words</i>');
    expect(field(stage).querySelector('*')).to.equal(null);
    expect(field(stage).value).to.equal('bold words');
  });

  it('of files is left to the browser where there are no uploads', async () => {
    const stage = await openStage([...start, { type: 'capabilities/changed', change: { upload: false } }]);
    const shot = await png('shot.png');
    expect(paste(stage, (data) => data.items.add(shot))).to.equal(true);
  });
});

describe('files on their way', () => {
  afterEach(closeStages);

  const two: ChatAction[] = [
    ...start,
    {
      type: 'message/saving',
      message: own('l1', [picture('a.png', { localKey: 'k:a' }), picture('b.png', { localKey: 'k:b' }), { type: 'text', text: 'Both', format: 'plain' }], NOW),
    },
    { type: 'message/queued', localId: 'l1' },
    { type: 'message/sending', localId: 'l1' },
    { type: 'upload/progressed', localId: 'l1', done: 0.5 },
  ];
  const rings = (stage: TestStage): (string | null)[] => stage.parts('progress').map((ring) => ring.getAttribute('aria-valuenow'));

  async function sending(): Promise<TestStage> {
    const chat = createFakeChat(two, { discard: () => Promise.resolve('Both') });
    chat.files.set('k:a', await png('a.png'));
    chat.files.set('k:b', await png('b.png'));
    return openStage([], { chat });
  }

  it('tell their progress one by one', async () => {
    const stage = await sending();
    expect(rings(stage)).to.deep.equal(['50', '0']);
    await stage.dispatch(
      { type: 'message/uploaded', localId: 'l1', index: 0, part: picture('a.png', { localKey: 'k:a', uploadId: 'u1' }) },
      { type: 'upload/progressed', localId: 'l1', done: 0.25 },
    );
    expect(rings(stage)).to.deep.equal(['25']);
    expect(plain(stage.part('progress').getAttribute('aria-label'))).to.equal('Uploading b.png, 25%');
  });

  it('are each announced by name: start, half, done', async () => {
    const stage = await openStage(two.slice(0, -1));
    const spoken = listen(stage);
    const uploaded = (index: number, name: string): ChatAction => ({
      type: 'message/uploaded', localId: 'l1', index, part: picture(name, { localKey: `k:${name}`, uploadId: name }),
    });
    for (const [index, name] of ['a.png', 'b.png'].entries()) {
      await stage.dispatch({ type: 'upload/progressed', localId: 'l1', done: 0.1 });
      await stage.dispatch({ type: 'upload/progressed', localId: 'l1', done: 0.6 });
      await stage.dispatch(uploaded(index, name));
      await stage.dispatch({ type: 'upload/progressed', localId: 'l1', done: null });
    }
    expect(spoken.map(({ text }) => text)).to.deep.equal([
      'Uploading a.png, 10%', 'Uploading a.png, 60%', 'a.png uploaded', 'Uploading b.png, 10%', 'Uploading b.png, 60%', 'b.png uploaded',
    ]);
  });

  it('can be called back by a button that names them; the rest is the visitor’s again', async () => {
    const stage = await sending();
    field(stage).value = 'and more';
    const buttons = stage.parts('cancel');
    expect(buttons.map((button) => plain(button.getAttribute('aria-label')))).to.deep.equal(['Cancel sending a.png', 'Cancel sending b.png']);
    buttons[0]!.click();
    await until(() => stage.part('tray'), 'the other one is in the tray');
    await stage.settle();
    expect(stage.chat.calls.filter(([name]) => name === 'discard')).to.deep.equal([['discard', 'l1']]);
    expect(names(stage)).to.deep.equal(['b.png']);
    expect(field(stage).value).to.equal('Both\nand more');
    expect(stage.active()).to.equal(field(stage));
  });

  it('stay where the core does not let them go', async () => {
    const chat = createFakeChat(two, { discard: () => Promise.reject(new Error('too late')) });
    const stage = await openStage([], { chat });
    stage.parts('cancel')[0]!.click();
    await stage.settle();
    expect(stage.part('tray')).to.equal(undefined);
    expect(field(stage).value).to.equal('');
  });

  it('have no button any more when they have arrived', async () => {
    const stage = await sending();
    await stage.dispatch({ type: 'message/acked', localId: 'l1', id: 'm1' });
    expect(stage.part('cancel')).to.equal(undefined);
    expect(stage.part('progress')).to.equal(undefined);
  });
});
