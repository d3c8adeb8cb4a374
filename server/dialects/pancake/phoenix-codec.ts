import { isObject } from '../../http/json-body.js';
import { parseJson } from '../../http/parse-json.js';
import { decodeBinary, encodeBinary } from './phoenix-binary.js';
import { type FrameVersion, type PhoenixFrame, type Ref, Reply } from './phoenix-frame.js';

/**
 * What a client sent.
 * @throws Error for anything that is no frame of that version: the socket must be closed
 */
export function decodeFrame(data: Uint8Array, isBinary: boolean, version: FrameVersion): PhoenixFrame {
  if (isBinary && version === 2) return decodeBinary(data);
  const value = parseJson(new TextDecoder().decode(data));
  return version === 2 ? fromList(value) : fromObject(value);
}

/**
 * A frame for the wire: text, or bytes where the payload is bytes. Members stand in the order of a real server.
 * @throws RangeError when bytes cannot be framed: names too long, or a client of V1
 */
export function encodeFrame(frame: PhoenixFrame, version: FrameVersion): string | Uint8Array {
  const { joinRef, ref, topic, event, payload } = frame;
  const content = payload instanceof Reply ? payload.response : payload;
  if (content instanceof Uint8Array) {
    if (version === 1) throw new RangeError('the old frames carry no bytes');
    return encodeBinary(frame, content);
  }
  const body = payload instanceof Reply ? { response: payload.response, status: payload.status } : payload;
  // The old frames have no join_ref of their own.
  if (version === 1) return JSON.stringify({ event, payload: body, ref, topic });
  return JSON.stringify([joinRef, ref, topic, event, body]);
}

function fromList(value: unknown): PhoenixFrame {
  if (!Array.isArray(value) || value.length < 5) throw new TypeError('not a frame');
  const [joinRef, ref, topic, event, payload] = value as unknown[];
  return { joinRef: toRef(joinRef), ref: toRef(ref), topic: toName(topic), event: toName(event), payload };
}

function fromObject(value: unknown): PhoenixFrame {
  if (!isObject(value)) throw new TypeError('not a frame');
  const { join_ref: joinRef = null, ref = null, topic, event, payload } = value;
  return { joinRef: toRef(joinRef), ref: toRef(ref), topic: toName(topic), event: toName(event), payload };
}

function toRef(value: unknown): Ref {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError('not a ref');
}

function toName(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('not a name');
}
