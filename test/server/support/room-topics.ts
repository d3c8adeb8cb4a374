import type { Channel, ChannelLine, JoinTopic, PushResult } from '../../../server/dialects/pancake/phoenix-channel.js';
import { Reply } from '../../../server/dialects/pancake/phoenix-frame.js';

/** The channel that the real server had when its frames were written down: `room:*`. */
export const joinRoom: JoinTopic = (topic, payload, line) => {
  const id = /^room:(.*)$/.exec(topic)?.[1];
  if (id === undefined) return undefined;
  if (id === 'deny') return { refused: new Reply('error', { reason: 'denied' }) };
  return { channel: createRoom(line), reply: new Reply('ok', { id, params: payload }) };
};

function createRoom(line: ChannelLine): Channel {
  const answers: Record<string, (payload: unknown) => PushResult> = {
    echo: (payload) => ({ reply: new Reply('ok', payload) }),
    fail: (payload) => ({ reply: new Reply('error', payload) }),
    shout: (payload) => (line.broadcast('shout', payload), {}),
    push_bin: () => (line.push('bin_evt', Uint8Array.of(1, 2, 3)), {}),
    bin: (payload) => ({ reply: new Reply('ok', Uint8Array.of(...(payload as Uint8Array), 0xff)) }),
    silent: () => ({}),
    stop: () => ({ reply: new Reply('ok', { bye: true }), stop: true }),
  };
  return {
    push: (event, payload) => {
      const answer = Object.hasOwn(answers, event) ? answers[event] : undefined;
      if (!answer) throw new Error(`no ${event} here`);
      return answer(payload);
    },
    left: () => undefined,
  };
}
