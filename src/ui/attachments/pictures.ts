import type { MediaPart, Message } from '../../core/model.js';
import { safeUrl } from '../../core/safe-url.js';
import { mayShow } from '../foreign.js';
import type { ChatWidgetMedia } from '../media.js';
import type { PanelScope } from '../panel-scope.js';

/** One picture of the conversation. */
export type Picture = {
  /** The message's key and the place of the part in it. */
  id: string;
  part: MediaPart;
  message: Message;
  /** In full size. */
  src: string;
  /** What the list shows of it; it will do where the large one does not come. */
  thumbnail: string | undefined;
};

const toId = (message: Message, part: MediaPart): string => `${message.key} ${message.parts.indexOf(part)}`;

export const pictureId = ({ message, source }: ChatWidgetMedia): string => toId(message, source);

/**
 * All pictures that can be shown, and may be fetched, the oldest first.
 * @param views what of them is on screen; one of this device has its address there
 */
export function toPictures(views: readonly ChatWidgetMedia[], scope: PanelScope): Picture[] {
  const seen = new Map(views.map((view) => [pictureId(view), view]));
  return scope.chat.state.messages.flatMap((message) =>
    [message.parts ?? []].flat().flatMap((part): Picture[] => {
      if (part?.type !== 'image' || message.deleted) return [];
      const id = toId(message, part);
      const view = seen.get(id);
      const remote = part.url && safeUrl('image', part.url);
      const src = view?.preview ?? (remote && mayShow(remote, scope) ? remote : view?.shown);
      return src ? [{ id, part, message, src, thumbnail: view?.shown }] : [];
    }),
  );
}
