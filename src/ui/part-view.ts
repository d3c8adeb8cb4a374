import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { MediaPart, Message, Part } from '../core/model.js';
import { has, media, rich } from './lazy.js';
import { isOwn, noticePartWords } from './message-words.js';
import type { PanelScope } from './panel-scope.js';

type PartContext = {
  scope: PanelScope;
  message: Message;
  /** Class and `part` alike: `bubble visitor first`. */
  words: string;
  progress: number | undefined;
};

/** No white space inside: the bubble keeps the visitor's own. */
export const bubble = (words: string, text: unknown): TemplateResult =>
  html`<div class=${words} part=${words} dir="auto">${text}</div>`;

/** Its room is reserved by the class, so that nothing moves when the element arrives. */
function mediaView(part: MediaPart, { message, progress, scope }: PartContext): TemplateResult {
  const kind = part.type === 'image' || part.type === 'video' ? 'image' : 'card';
  if (!has('media', media, scope)) return html`<div class=${kind} part=${kind}></div>`;
  return html`<chat-widget-media
    class=${kind}
    part=${kind}
    .source=${part}
    .message=${message}
    .progress=${progress}
  ></chat-widget-media>`;
}

/** Kinds that this version has no room for are named, never dropped. */
export function partView(part: Part, context: PartContext): TemplateResult | typeof nothing {
  switch (part.type) {
    case 'text':
      return bubble(context.words, context.scope.decorate(part, isOwn(context.message)));
    case 'image':
    case 'file':
    case 'audio':
    case 'video':
      return mediaView(part, context);
    case 'quick-replies':
    case 'card':
    case 'carousel':
      if (!has('rich', rich, context.scope)) return nothing;
      return html`<chat-widget-rich .source=${part} .message=${context.message}></chat-widget-rich>`;
    case 'notice':
      return bubble(`${context.words} muted`, noticePartWords(part, context.scope.localize));
    default:
      return bubble(`${context.words} muted`, context.scope.localize.t('msg.unsupported'));
  }
}
