import type { MediaPart, Message } from './model.js';
import type { Storage } from './storage.js';

const KEY = 'outbox';
const blobKey = (localId: string, index: number): string => `blob:${localId}:${index}`;

/** One message that has not been acknowledged, as it lies in storage. Files lie under `localKey`. */
export type OutboxEntry = Message & {
  localId: string;
  /** Id of the newest confirmed message when this one first left; the backend's copy lies behind it. */
  after?: string | null;
};

const localKeys = (entry: OutboxEntry | undefined): string[] =>
  entry?.parts.flatMap((part) => ('localKey' in part && part.localKey) || []) ?? [];

/**
 * Own messages until the backend has them. Storage is the truth, shared by all tabs and changed
 * only by atomic updates; `entries` is this tab's copy, the oldest first.
 */
export class Outbox {
  #storage: Storage;
  /** What has waited longer is not sent any more. */
  #oldest: number;
  #entries: OutboxEntry[] = [];
  /** Files of this session, so that a preview or an upload needs no way through the device. */
  #files = new Map<string, Blob>();
  /** Settled: a tab that has not heard of it must not bring it back. */
  #gone = new Set<string>();
  #adding: Promise<void> = Promise.resolve();

  constructor(storage: Storage, oldest: number) {
    this.#storage = storage;
    this.#oldest = oldest;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  find(localId: string): OutboxEntry | undefined {
    return this.#entries.find((it) => it.localId === localId);
  }

  /**
   * Reads what the device holds: what it does not, another tab has settled.
   * @param isBlind it takes nothing: what other tabs did is known by what they told
   * @returns false where it is clean, or wiped: then this tab's copies are the last ones
   */
  async load(isBlind = false): Promise<boolean> {
    const stored = await this.#storage.get<OutboxEntry[]>(KEY);
    if (!stored) return false;
    const isOpen = ({ localId }: OutboxEntry): boolean => !this.#gone.has(localId);
    this.#entries = stored.filter(isOpen).map((entry) => (isBlind && this.find(entry.localId)) || entry);
    for (const { createdAt, localId } of this.#entries) if (createdAt < this.#oldest) await this.remove(localId);
    return true;
  }

  /** Resolves when the message and its files are on the device (or in memory, where it refuses). */
  add(entry: OutboxEntry, files: readonly Blob[]): Promise<void> {
    // One after the other: a text must not overtake the picture whose bytes take longer to keep.
    this.#adding = this.#adding.then(() => this.#add(entry, files));
    return this.#adding;
  }

  /** Takes over an entry of another tab, which has stored it already. */
  adopt(entry: OutboxEntry, files: readonly (Blob | undefined)[]): void {
    if (this.#gone.has(entry.localId)) return;
    this.#hold(entry, files);
    if (!this.find(entry.localId)) this.#entries = [...this.#entries, entry];
  }

  /** Another tab has settled the entry. */
  forget(localId: string): void {
    const entry = this.find(localId);
    this.#gone.add(localId);
    this.#entries = this.#entries.filter((it) => it !== entry);
    for (const key of localKeys(entry)) this.#files.delete(key);
  }

  /** Forgets everything in this tab; what the device holds is another's affair. */
  reset(): void {
    for (const { localId } of this.#entries) this.forget(localId);
  }

  /** Follows what the leading tab did; only it writes. */
  mirror(localId: string, change: (entry: OutboxEntry) => OutboxEntry): void {
    this.#entries = this.#entries.map((it) => (it.localId === localId ? change(it) : it));
  }

  async change(localId: string, change: (entry: OutboxEntry) => OutboxEntry): Promise<void> {
    await this.#write((entries) => entries.map((it) => (it.localId === localId ? change(it) : it)));
  }

  /** Takes the entry and its files away. */
  async remove(localId: string): Promise<void> {
    const entry = this.find(localId);
    this.forget(localId);
    await this.#write((entries) => entries.filter((it) => it.localId !== localId));
    await this.#dropFiles(entry);
  }

  async file(localKey: string): Promise<Blob | undefined> {
    return this.#files.get(localKey) ?? this.#storage.get<Blob>(localKey);
  }

  /** The files of an entry that this tab holds, for a leader that cannot read them from the device. */
  files(entry: OutboxEntry): (Blob | undefined)[] {
    return localKeys(entry).map((key) => this.#files.get(key));
  }

  async #add(entry: OutboxEntry, files: readonly Blob[]): Promise<void> {
    this.#hold(entry, files);
    // Blobs first: an entry must never name a file that is not there.
    for (const key of localKeys(entry)) await this.#storage.set(key, this.#files.get(key));
    const append = (entries: OutboxEntry[]): OutboxEntry[] =>
      this.#gone.has(entry.localId) ? entries : [...entries, entry];
    // Before it is in storage, the drain must not see it.
    await this.#storage.update<OutboxEntry[]>(KEY, (stored = []) => append(stored));
    if (!this.find(entry.localId)) this.#entries = append(this.#entries);
    // Settled, or its visitor forgotten, while it was written.
    if (this.#gone.has(entry.localId)) await this.#dropFiles(entry);
  }

  async #dropFiles(entry: OutboxEntry | undefined): Promise<void> {
    for (const key of localKeys(entry)) await this.#storage.delete(key);
  }

  #hold(entry: OutboxEntry, files: readonly (Blob | undefined)[]): void {
    localKeys(entry).forEach((key, index) => {
      const file = files[index];
      if (file) this.#files.set(key, file);
    });
  }

  async #write(change: (entries: OutboxEntry[]) => OutboxEntry[]): Promise<void> {
    this.#entries = change(this.#entries);
    await this.#storage.update<OutboxEntry[]>(KEY, (stored = []) => change(stored));
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
