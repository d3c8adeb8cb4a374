import type { CallTarget, OpenStream, StreamShaper } from '../dialects/stream-shaper.js';
import type { FaultInstruction, RequestFault, StreamFault } from './fault-instruction.js';

/** How a plan reaches into the server. */
export type FaultHooks = {
  now(): number;
  /** Logs an event for one visitor, or for everybody. */
  logEvent(visitorId: string | undefined, type: string, data: unknown): void;
  expireCursors(): void;
};

type Active<T> = { fault: T; left: number };

const requestKinds = new Set(['status', 'delay', 'drop', 'dropAfter', 'hang']);

/** The faults a test asked for, and what is left of them. */
export class FaultPlan implements StreamShaper {
  readonly #hooks: FaultHooks;
  readonly #streams = new Set<OpenStream>();
  #requests: Active<RequestFault>[] = [];
  #events: Active<Extract<StreamFault, { do: 'duplicate' | 'reorder' }>>[] = [];
  #timed: { fault: Extract<StreamFault, { do: 'silence' | 'refuseStreams' }>; until: number }[] = [];
  #reordering: string[] = [];

  constructor(hooks: FaultHooks) {
    this.#hooks = hooks;
  }

  /** Adds instructions; those about open streams happen at once. */
  add(instructions: readonly FaultInstruction[]): void {
    for (const each of instructions) {
      if (isRequestFault(each)) {
        this.#requests.push({ fault: each, left: each.times === 'always' ? Infinity : (each.times ?? 1) });
      } else {
        this.#addStreamFault(each);
      }
    }
  }

  /** Forgets everything that has not happened yet. */
  clear(): void {
    this.#requests = [];
    this.#events = [];
    this.#timed = [];
    this.#reordering = [];
  }

  /** What happens to this call, in order; each answer counts as used. */
  take(target: CallTarget): RequestFault[] {
    const taken: RequestFault[] = [];
    for (const active of this.#requests) {
      if (active.left <= 0 || !meets(active.fault, target)) continue;
      active.left--;
      taken.push(active.fault);
      // A delay leaves the call alive; anything else decides its fate.
      if (active.fault.do !== 'delay') break;
    }
    this.#requests = this.#requests.filter(({ left }) => left > 0);
    return taken;
  }

  /** The status that refuses a new stream at the moment. */
  refusal(visitorId: string | undefined): number | undefined {
    const active = this.#timedFor('refuseStreams', visitorId);
    return active?.fault.do === 'refuseStreams' ? (active.fault.status ?? 503) : undefined;
  }

  opened(stream: OpenStream): () => void {
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  silentFor(visitorId: string): number {
    const active = this.#timedFor('silence', visitorId);
    return active ? active.until - this.#hooks.now() : 0;
  }

  shape(visitorId: string, chunk: string): string[] {
    const active = this.#events.find(({ fault, left }) => left > 0 && concerns(fault, visitorId));
    if (!active) return [chunk];
    active.left--;
    if (active.fault.do === 'duplicate') return [chunk, chunk];
    this.#reordering.unshift(chunk);
    return active.left === 0 ? this.#reordering.splice(0) : [];
  }

  #addStreamFault(fault: StreamFault): void {
    const streams = [...this.#streams].filter((stream) => concerns(fault, stream.visitorId));
    switch (fault.do) {
      case 'dropStreams':
        return streams.forEach((stream) => stream.destroy());
      case 'malformed':
        return streams.forEach((stream) => stream.write(fault.chunk));
      case 'unknown':
        return this.#hooks.logEvent(fault.visitorId, fault.type ?? 'unheard-of', fault.data ?? {});
      case 'expireCursors':
        return this.#hooks.expireCursors();
      case 'silence':
      case 'refuseStreams':
        this.#timed.push({ fault, until: this.#hooks.now() + fault.ms });
        return;
      case 'duplicate':
      case 'reorder':
        this.#events.push({ fault, left: fault.count });
        return;
    }
  }

  #timedFor(kind: 'silence' | 'refuseStreams', visitorId: string | undefined) {
    const now = this.#hooks.now();
    this.#timed = this.#timed.filter(({ until }) => until > now);
    return this.#timed.find(({ fault }) => fault.do === kind && concerns(fault, visitorId));
  }
}

function isRequestFault(instruction: FaultInstruction): instruction is RequestFault {
  return requestKinds.has(instruction.do);
}

function concerns(fault: { visitorId?: string }, visitorId: string | undefined): boolean {
  return fault.visitorId === undefined || fault.visitorId === visitorId;
}

function meets(fault: RequestFault, target: CallTarget): boolean {
  return (
    (fault.method === undefined || fault.method.toUpperCase() === target.method) &&
    (fault.path === undefined || target.path.startsWith(fault.path)) &&
    concerns(fault, target.visitorId)
  );
}
