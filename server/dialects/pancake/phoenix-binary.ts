import { type PhoenixFrame, Reply, replyEvent } from './phoenix-frame.js';

/** First byte of a binary frame. */
const kinds = { push: 0, reply: 1, broadcast: 2 } as const;

/**
 * A client's binary push: `00`, the lengths of join_ref, ref, topic and event (a byte each), the four
 * texts, then the payload.
 * @throws RangeError for anything else
 */
export function decodeBinary(bytes: Uint8Array): PhoenixFrame {
  if (bytes[0] !== kinds.push || bytes.length < 5) throw new RangeError('not a binary push');
  let offset = 5;
  const [joinRef = '', ref = '', topic = '', event = ''] = [...bytes.subarray(1, 5)].map((length) => {
    const end = offset + length;
    if (end > bytes.length) throw new RangeError('a binary push cut short');
    const text = new TextDecoder().decode(bytes.subarray(offset, end));
    offset = end;
    return text;
  });
  return { joinRef, ref, topic, event, payload: new Uint8Array(bytes.subarray(offset)) };
}

/**
 * A frame whose payload is bytes. Replies carry their status in place of the event, pushes to one
 * client have no ref, broadcasts neither ref.
 * @throws RangeError when a name is longer than 255 bytes
 */
export function encodeBinary(frame: PhoenixFrame, bytes: Uint8Array): Uint8Array {
  const { joinRef, ref, topic, event, payload } = frame;
  if (event === replyEvent && payload instanceof Reply) {
    return assemble(kinds.reply, [String(joinRef ?? ''), String(ref ?? ''), topic, payload.status], bytes);
  }
  if (joinRef === null) return assemble(kinds.broadcast, [topic, event], bytes);
  return assemble(kinds.push, [String(joinRef), topic, event], bytes);
}

function assemble(kind: number, names: readonly string[], bytes: Uint8Array): Uint8Array {
  const encoded = names.map((name) => Buffer.from(name));
  if (encoded.some(({ length }) => length > 255)) throw new RangeError('a name is too long for a binary frame');
  return Buffer.concat([Buffer.from([kind, ...encoded.map(({ length }) => length)]), ...encoded, bytes]);
}
