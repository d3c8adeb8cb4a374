import { found } from './panel-story.js';
import { mugUrl } from './people.js';

async function mugs(...names: string[]): Promise<DataTransfer> {
  const blob = await (await fetch(mugUrl)).blob();
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File([blob], name, { type: 'image/webp' }));
  return transfer;
}

async function pick(panel: ShadowRoot, { files }: DataTransfer): Promise<void> {
  const input = await found<HTMLInputElement>(panel, '.attach input');
  input.files = files;
  input.dispatchEvent(new Event('change'));
}

/** Two pictures in the tray, and words beneath. */
export async function fillTray(panel: ShadowRoot): Promise<void> {
  await pick(panel, await mugs('ember-mug.webp', 'with-a-much-longer-name.webp'));
  await found(panel, '.thumb + .thumb');
  const field = await found<HTMLTextAreaElement>(panel, 'textarea');
  field.value = 'Do you have it in';
  field.dispatchEvent(new Event('input'));
}

/** A document and a picture. */
export async function fillWithDocument(panel: ShadowRoot): Promise<void> {
  const transfer = await mugs('ember-mug.webp');
  transfer.items.add(new File(['%PDF-1.7'], 'invoice-20418.pdf', { type: 'application/pdf' }));
  await pick(panel, transfer);
  await found(panel, '.thumb-name');
}

/** What is no picture, and one that is broken. */
export async function refuseFiles(panel: ShadowRoot): Promise<void> {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['words'], 'notes.txt', { type: 'text/plain' }));
  transfer.items.add(new File(['RIFF\x08\0\0\0WEBP'], 'broken.webp', { type: 'image/webp' }));
  await pick(panel, transfer);
  await found(panel, '#problem');
}

/** Files over the panel, as long as somebody looks. */
export async function dragOver(panel: ShadowRoot): Promise<void> {
  await found(panel, '.attach');
  const log = await found(panel, '.log');
  const dataTransfer = await mugs('a.webp');
  const say = (target: Element, type: string): void =>
    void target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  say(log, 'dragenter');
  const cover = await found(panel, '.drop');
  const timer = setInterval(() => (cover.isConnected ? say(cover, 'dragover') : clearInterval(timer)), 300);
  await found(panel, '.drop b');
}

/** Opens the newest picture. */
export async function openPicture(panel: ShadowRoot): Promise<void> {
  await found(panel, '.image a[role]');
  [...panel.querySelectorAll<HTMLElement>('.image a[role]')].at(-1)!.click();
  await found(panel, '.lightbox[open] img');
}
