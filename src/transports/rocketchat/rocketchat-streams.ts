import { toChatError } from '../../core/errors.js';
import type { TalkTools } from './rocketchat-profile.js';

/** What is heard of a room beside its messages; typing comes in two forms, by the age of the agent's client. */
const TOPICS = ['user-activity', 'typing', 'deleteMessage', 'deleteMessageBulk', 'messagesRead'];

/**
 * Subscribes to everything a visitor may hear of a room, under ids that stay the same on the next line.
 * The end of the connection ends it.
 * @throws ChatError: that of the messages; an older server may refuse the rest
 */
export async function followRoom({ session, line }: TalkTools, rid: string): Promise<void> {
  const { token } = session;
  // One name for each rule that the server checks by.
  const options = { useCollection: false, args: [{ token, visitorToken: token }] };
  const socket = await line.current();
  const follow = (stream: string, key: string): Promise<void> =>
    socket.subscribe(`${stream}/${key}`, stream, [key, options]);
  const maybe = async (stream: string, key: string): Promise<void> => {
    try {
      await follow(stream, key);
    } catch (error) {
      if (toChatError(error).retryable) throw error;
    }
  };
  await Promise.all([
    follow('stream-room-messages', rid),
    maybe('stream-livechat-room', rid),
    ...TOPICS.map((topic) => maybe('stream-notify-room', `${rid}/${topic}`)),
  ]);
}
