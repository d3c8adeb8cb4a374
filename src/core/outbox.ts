import type { MediaPart, Message } from './model.js';
import type { Storage } from './storage.js';

const KEY = 'outbox';
const blobKey = (localId: string, index: number): string => `blob:${localId}:${index}`;

/** One message that has not been acknowledged, as it lies in storage. Files lie under `localKey`. */
export type OutboxEntry = Message & { localId: string };

const localKeys = (entry: OutboxEntry): string[] =>
  entry.parts.flatMap((part) => ('localKey' in part && part.localKey ? [part.localKey] : []));

/**
 * Own messages until the backend has them. Storage is the truth, shared by all tabs and changed
 * only by atomic updates; `entries` is this tab's copy, the oldest first.
 */
export class Outbox {
  #storage: Storage;
  #entries: OutboxEntry[] = [];
  /** Files of this session, so that a preview or an upload needs no way through the device. */
  #files = new Map<string, Blob>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** Reads what the device holds; entries that only this tab knows stay. */
  async load(): Promise<void> {
    const stored = (await this.#storage.get<OutboxEntry[]>(KEY)) ?? [];
    const fresh = this.#entries.filter((entry) => !stored.some((it) => it.localId === entry.localId));
    this.#entries = [...stored, ...fresh];
  }

  /** Resolves when the message and its files are on the device (or in memory, where it refuses). */
  async add(entry: OutboxEntry, files: readonly Blob[]): Promise<void> {
    this.#hold(entry, files);
    // Blobs first: an entry must never name a file that is not there.
    for (const key of localKeys(entry)) await this.#storage.set(key, this.#files.get(key));
    await this.#write((entries) => [...entries.filter((it) => it.localId !== entry.localId), entry]);
  }

  /** Takes over an entry of another tab, which has stored it already. */
  adopt(entry: OutboxEntry, files: readonly Blob[]): void {
    this.#hold(entry, files);
    if (!this.#entries.some((it) => it.localId === entry.localId)) this.#entries.push(entry);
  }

  /** Another tab has settled the entry. */
  forget(localId: string): void {
    const entry = this.#entries.find((it) => it.localId === localId);
    this.#entries = this.#entries.filter((it) => it !== entry);
    for (const key of entry ? localKeys(entry) : []) this.#files.delete(key);
  }

  async change(localId: string, change: (entry: OutboxEntry) => OutboxEntry): Promise<void> {
    await this.#write((entries) => entries.map((it) => (it.localId === localId ? change(it) : it)));
  }

  /** Takes the entry and its files away. */
  async remove(localId: string): Promise<void> {
    const entry = this.#entries.find((it) => it.localId === localId);
    await this.#write((entries) => entries.filter((it) => it.localId !== localId));
    for (const key of entry ? localKeys(entry) : []) {
      this.#files.delete(key);
      await this.#storage.delete(key);
    }
  }

  /** Forgets everything, on the device too. */
  async clear(): Promise<void> {
    for (const { localId } of [...this.#entries]) await this.remove(localId);
  }

  async file(localKey: string): Promise<Blob | undefined> {
    return this.#files.get(localKey) ?? this.#storage.get<Blob>(localKey);
  }

  #hold(entry: OutboxEntry, files: readonly Blob[]): void {
    localKeys(entry).forEach((key, index) => {
      const file = files[index];
      if (file) this.#files.set(key, file);
    });
  }

  async #write(change: (entries: OutboxEntry[]) => OutboxEntry[]): Promise<void> {
    this.#entries = change(this.#entries);
    await this.#storage.update<OutboxEntry[]>(KEY, (stored) => change(stored ?? []));
  }
}

/** Parts for picked files; the files themselves go to `Outbox.add` in the same order. */
export function toLocalParts(localId: string, files: readonly File[]): MediaPart[] {
  return files.map((file, index) => ({
    type: file.type.startsWith('image/') ? 'image' : 'file',
    name: file.name,
    mime: file.type,
    size: file.size,
    localKey: blobKey(localId, index),
  }));
}
