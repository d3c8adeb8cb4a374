import { define } from './define.js';

const importMedia = () => import('./media.js').then(({ ChatWidgetMedia }) => ChatWidgetMedia);
const importRich = () => import('./rich-part.js').then(({ ChatWidgetRich }) => ChatWidgetRich);

const loading = new Set<string>();

/** Most conversations need none of these. A chunk that does not come is asked for with the next use. */
function load(tag: string, importPart: () => Promise<CustomElementConstructor>): void {
  if (loading.has(tag)) return;
  loading.add(tag);
  importPart()
    .catch(importPart)
    .then(
      (part) => define(tag, part),
      () => loading.delete(tag),
    );
}

export const loadMedia = (): void => load('chat-widget-media', importMedia);
export const loadRich = (): void => load('chat-widget-rich', importRich);

export const loadUploadRules = () => import('./upload-rules.js');
