import type { MediaPart, Message } from '../../core/model.js';
import { safeUrl } from '../../core/safe-url.js';
import type { ChatWidgetMedia } from '../media.js';

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
 * All pictures that can be shown, the oldest first.
 * @param views what of them is on screen; one of this device has its address there
 */
export function toPictures(messages: readonly Message[], views: readonly ChatWidgetMedia[]): Picture[] {
  const seen = new Map(views.map((view) => [pictureId(view), view]));
  return messages.flatMap((message) =>
    message.parts.flatMap((part): Picture[] => {
      if (part.type !== 'image' || message.deleted) return [];
      const id = toId(message, part);
      const view = seen.get(id);
      const src = view?.preview ?? (part.url && safeUrl('image', part.url)) ?? view?.shown;
      return src ? [{ id, part, message, src, thumbnail: view?.shown }] : [];
    }),
  );
}
