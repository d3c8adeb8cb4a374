import { mugUrl } from './people.js';

const panelOf = (canvas: HTMLElement): ShadowRoot => canvas.querySelector('.stage')!.shadowRoot!;

/** Waits, for ten seconds at most, until there is what these stories act on. */
async function found<E extends Element>(canvas: HTMLElement, selector: string): Promise<E> {
  for (let tries = 0; tries < 500; tries++) {
    const element = panelOf(canvas).querySelector<E>(selector);
    if (element) return element;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`no ${selector}`);
}

async function mugs(...names: string[]): Promise<DataTransfer> {
  const blob = await (await fetch(mugUrl)).blob();
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File([blob], name, { type: 'image/webp' }));
  return transfer;
}

async function pick(canvas: HTMLElement, { files }: DataTransfer): Promise<void> {
  const input = await found<HTMLInputElement>(canvas, '.attach input');
  input.files = files;
  input.dispatchEvent(new Event('change'));
}

/** Two pictures in the tray, and words beneath. */
export async function fillTray(canvas: HTMLElement): Promise<void> {
  await pick(canvas, await mugs('ember-mug.webp', 'with-a-much-longer-name.webp'));
  await found(canvas, '.thumb + .thumb');
  const field = await found<HTMLTextAreaElement>(canvas, 'textarea');
  field.value = 'Do you have it in';
  field.dispatchEvent(new Event('input'));
}

/** A document and a picture. */
export async function fillWithDocument(canvas: HTMLElement): Promise<void> {
  const transfer = await mugs('ember-mug.webp');
  transfer.items.add(new File(['%PDF-1.7'], 'invoice-20418.pdf', { type: 'application/pdf' }));
  await pick(canvas, transfer);
  await found(canvas, '.thumb-name');
}

/** What is no picture, and one that is broken. */
export async function refuseFiles(canvas: HTMLElement): Promise<void> {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['words'], 'notes.txt', { type: 'text/plain' }));
  transfer.items.add(new File(['RIFF\x08\0\0\0WEBP'], 'broken.webp', { type: 'image/webp' }));
  await pick(canvas, transfer);
  await found(canvas, '#problem');
}

/** Files over the panel, as long as somebody looks. */
export async function dragOver(canvas: HTMLElement): Promise<void> {
  await found(canvas, '.attach');
  const log = await found(canvas, '.log');
  const dataTransfer = await mugs('a.webp');
  const say = (target: Element, type: string): void =>
    void target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  say(log, 'dragenter');
  const cover = await found(canvas, '.drop');
  const timer = setInterval(() => (cover.isConnected ? say(cover, 'dragover') : clearInterval(timer)), 300);
  await found(canvas, '.drop b');
}

/** Opens the newest picture. */
export async function openPicture(canvas: HTMLElement): Promise<void> {
  await found(canvas, '.image a[role]');
  const all = panelOf(canvas).querySelectorAll<HTMLElement>('.image a[role]');
  all[all.length - 1]!.click();
  await found(canvas, '.lightbox[open] img');
}
