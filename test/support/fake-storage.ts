import type { Clock } from '../../src/core/clock.js';
import type { Storage } from '../../src/core/storage.js';

export type StorageFault = 'none' | 'throws' | 'hangs' | 'full';

/** What lies on the device, shared by all tabs; it outlives them. */
export class FakeDevice {
  values = new Map<string, unknown>();
  writes: string[] = [];

  get<T>(key: string): T | undefined {
    return structuredClone(this.values.get(key)) as T | undefined;
  }
}

export type FakeStorageOptions = {
  device: FakeDevice;
  clock: Clock;
  fault?: () => StorageFault;
  latency?: () => number;
  /** A dead tab writes nothing more, and hears nothing. */
  isDead?: () => boolean;
};

/** Asynchronous storage over a shared device that may throw, hang or be full. */
export function createFakeStorage(options: FakeStorageOptions): Storage {
  const { device, clock, fault = () => 'none', latency = () => 0, isDead = () => false } = options;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, as transactions on one store are. */
  function run<T>(isWrite: boolean, work: () => T): Promise<T> {
    const kind = fault();
    const mine = last.then(async () => {
      const ms = latency();
      if (ms) await new Promise<void>((resolve) => clock.setTimer(resolve, ms));
      if (isDead() || kind === 'hangs') return new Promise<T>(() => {});
      if (kind === 'throws' || (kind === 'full' && isWrite)) throw new Error(kind);
      return work();
    });
    if (kind !== 'hangs') last = mine.catch(() => {});
    return mine;
  }
  const put = (key: string, value: unknown): void => {
    device.values.set(key, value instanceof Blob ? value : structuredClone(value));
    device.writes.push(key);
  };
  const read = <T>(key: string): T | undefined => {
    const value = device.values.get(key);
    return (value instanceof Blob ? value : structuredClone(value)) as T | undefined;
  };

  return {
    get: <T>(key: string) => run<T | undefined>(false, () => read<T>(key)),
    set: (key, value) => run(true, () => put(key, value)),
    update: <T>(key: string, change: (value: T | undefined) => T) => {
      // The transaction reads, calls `change`, and may still fail when it writes.
      const isFull = fault() === 'full';
      if (!isFull) return run(true, () => put(key, change(read<T>(key))));
      return run(false, () => {
        change(read<T>(key));
        throw new Error('full');
      });
    },
    delete: (key) => run(true, () => void device.values.delete(key)),
    clear: () => run(true, () => device.values.clear()),
  };
}
