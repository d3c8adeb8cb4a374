import type { RequestFault } from '../../faults/fault-instruction.js';
import { isObject } from '../../http/json-body.js';
import { CallLimiter } from '../call-limiter.js';
import { type Frame, meteorError, tooManyError, toMeteorError } from './ddp-frames.js';
import { methodOf } from './ddp-methods.js';
import type { Livechat } from './livechat.js';

export type DdpCall = { id: string; name: string; params: readonly unknown[]; visitorId: string };

/** How calls end: by frames, or with the socket. */
export type CallEnds = { send(frame: Frame): void; cut(): void };

const perMethod = { calls: 10, seconds: 10 };

/** The method calls of one socket: limits, faults, answers. */
export class DdpCalls {
  readonly #livechat: Livechat;
  readonly #ends: CallEnds;
  readonly #limiter: CallLimiter;
  readonly #pauses = new Set<ReturnType<typeof setTimeout>>();

  constructor(livechat: Livechat, ends: CallEnds) {
    this.#livechat = livechat;
    this.#ends = ends;
    this.#limiter = new CallLimiter(livechat.service.context.now);
  }

  start(call: DdpCall): void {
    const target = { method: 'SOCKET', path: call.name, visitorId: call.visitorId || undefined };
    this.#suffer(this.#livechat.settings.shaper.take(target), call);
  }

  close(): void {
    for (const pause of this.#pauses) clearTimeout(pause);
  }

  /** Lets faults happen to a call, one after another, and runs it when it survives them. */
  #suffer([fault, ...others]: RequestFault[], call: DdpCall): void {
    switch (fault?.do) {
      case undefined:
        return this.#answer(call.id, this.#run(call));
      case 'delay':
        return this.#later(fault.ms, () => this.#suffer(others, call));
      case 'drop':
        return this.#ends.cut();
      case 'dropAfter':
        this.#run(call);
        return this.#ends.cut();
      case 'hang':
        return;
      case 'status':
        return this.#answer(call.id, outcomeOf(fault));
    }
  }

  #run({ name, params }: DdpCall): Frame {
    const method = methodOf(this.#livechat, name);
    if (!method) return { error: meteorError(404, `Method '${name}' not found`) };
    const waitSeconds = this.#waitFor(name);
    if (waitSeconds > 0) return { error: tooManyError(waitSeconds) };
    try {
      return { result: method({ livechat: this.#livechat, params }) };
    } catch (error) {
      const known = toMeteorError(error);
      if (!known) this.#livechat.settings.onError(error);
      return { error: known ?? meteorError(500, 'Internal server error') };
    }
  }

  #waitFor(name: string): number {
    const { rateLimits } = this.#livechat.options;
    if (rateLimits === false) return 0;
    return this.#limiter.take(name, rateLimits === true ? perMethod : rateLimits).waitSeconds;
  }

  #answer(id: string, outcome: Frame): void {
    this.#ends.send({ msg: 'result', id, ...outcome });
    this.#ends.send({ msg: 'updated', methods: [id] });
  }

  #later(ms: number, work: () => void): void {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      work();
    }, ms);
    this.#pauses.add(pause);
  }
}

/** What a fault answers instead: a result, or an error member of its own. */
function outcomeOf({ status, body }: Extract<RequestFault, { do: 'status' }>): Frame {
  if (status < 400) return { result: body };
  return { error: isObject(body) && 'error' in body ? body['error'] : meteorError(status, 'Refused') };
}
