/**
 * Where the core keeps the session, the outbox and file blobs. Keys are relative; the
 * implementation prefixes them with transport, tenant and identity.
 * Every call may reject; the core then goes on in memory and says so once.
 */
export interface Storage {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  /** Atomic over all tabs: `change` sees what the last writer left, and answers what is to be kept. */
  update<T>(key: string, change: (value: T | undefined) => T): Promise<void>;
  delete(key: string): Promise<void>;
  /** Removes every key of this scope. */
  clear(): Promise<void>;
}
