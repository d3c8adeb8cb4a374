import { define } from './define.js';

let media: Promise<void> | undefined;

const importMedia = () => import('./media.js');

/** Most conversations have no picture. A chunk that does not come is asked for with the next one. */
export function loadMedia(): void {
  media ??= importMedia()
    .catch(importMedia)
    .then(
      ({ ChatWidgetMedia }) => define('chat-widget-media', ChatWidgetMedia),
      () => (media = undefined),
    );
}

export const loadUploadRules = () => import('./upload-rules.js');
