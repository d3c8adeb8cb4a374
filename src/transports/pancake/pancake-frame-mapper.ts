import { isWire } from '../wire/readers.js';
import { parse } from './pancake-settings.js';

/** A text frame of Phoenix Channels V2, `[join_ref, ref, topic, event, payload]`. */
export type PhoenixFrame = {
  join_ref: string | null;
  ref: string | null;
  topic: string;
  event: string;
  /** An empty one where the frame has none: the official client takes it apart unseen. */
  payload: object;
};

/** The frame, or undefined for what is none; binary frames are not what this protocol has. */
export function toFrame(raw: unknown): PhoenixFrame | undefined {
  const frame = parse(raw);
  if (!Array.isArray(frame)) return undefined;
  const [joinRef, ref, topic, event, payload] = frame as unknown[];
  if (typeof topic !== 'string' || typeof event !== 'string') return undefined;
  return { join_ref: toRef(joinRef), ref: toRef(ref), topic, event, payload: isWire(payload) ? payload : {} };
}

/** References are texts; servers answer numbers to whoever sent numbers. */
function toRef(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : null;
}
