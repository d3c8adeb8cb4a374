import type { OnFrame } from '../wire/rest/rest-feed.js';
import { toResume } from '../wire/rest/rest-caller.js';
import { id, shape } from '../wire/readers.js';
import { toEvent } from './chatgonow-event-mapper.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

const toCursor = shape({}, { cursor: id });

/** What comes in, streamed or polled, becomes events; the cursor goes along in the resume token. */
export function createChatgonowFeed({ session, connection, uploads, mapping }: ChatgonowTools): OnFrame {
  return (type, data, streamed) => {
    // A stream repeats the id of an earlier event where one has none; what the event itself says is its own.
    const cursor = toCursor(data, mapping())?.cursor ?? streamed;
    if (cursor) session.cursor = cursor;
    let event = toEvent(type, data, mapping());
    if (event.type === 'conversation') {
      session.conversation = { ...session.conversation, state: 'ended' };
      event = { type: 'conversation', conversation: session.conversation };
    }
    const isOwnFile = event.type === 'message' && uploads.own.has(event.message.localId ?? '');
    if (isOwnFile) event = { type: 'raw', name: 'own-file', data };
    connection.emit(event, cursor ? toResume(session) : undefined);
  };
}
