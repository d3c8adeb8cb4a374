import { toResume } from './rest-caller.js';
import { toCapabilities } from './rest-config-mapper.js';
import { toEvent } from './rest-event-mapper.js';
import type { OnFrame } from './rest-feed.js';
import type { RestTools } from './rest-tools.js';

/** Makes events of the frames of `GET /events`, and emits them with the cursor in the resume token. */
export function createFrames({ connection, feed, mapping, session }: RestTools): OnFrame {
  return (type, data, cursor) => {
    if (cursor) session.cursor = cursor;
    let event = toEvent(type, data, mapping());
    // Before the event itself, whose resume token says that all of the frame has been told.
    if (event.type === 'config') feed.allow(toCapabilities(data, mapping()));
    if (event.type === 'conversation') feed.note(event.conversation);
    if ('message' in event) {
      if (feed.isForeign(event.message)) event = { type: 'raw', name: 'foreign', data };
      else feed.own([event.message]);
    }
    connection.emit(event, cursor ? toResume(session) : undefined);
  };
}
