import { loadTray } from '../../../src/ui/attachments/load-tray.js';
import { until } from '../../support/until.js';
import { asFile, painted } from './image-files.js';
import type { TestStage } from './open-stage.js';

export async function png(name: string, side = 8): Promise<File> {
  return asFile(await painted('image/png', side, side), name, 'image/png');
}

export function transferOf(...files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

/** The tray has looked into all that lies in it. */
export async function checked(stage: TestStage): Promise<void> {
  await loadTray();
  await stage.settle();
  await until(() => !stage.root.querySelector('.thumb .spinner'), 'the files are ready');
  await stage.settle();
}

/** As the file dialog does; `index` 1 is the camera's. */
export async function pick(stage: TestStage, files: readonly File[], index = 0): Promise<void> {
  await until(() => stage.root.querySelector('input[type=file]'), 'the button is there');
  const input = stage.root.querySelectorAll<HTMLInputElement>('input[type=file]')[index]!;
  input.files = transferOf(...files).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await checked(stage);
}

/** Firefox takes no data in the constructor of the event. */
export function transferEvent(Kind: typeof DragEvent | typeof ClipboardEvent, type: string, data: DataTransfer): Event {
  const event = new Kind(type, { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, Kind === ClipboardEvent ? 'clipboardData' : 'dataTransfer', { value: data });
  return event;
}
