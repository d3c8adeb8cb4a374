import type { ChatService } from '../../conversation/chat-service.js';
import type { ChatgonowOptions, ChatgonowTheme } from './chatgonow-options.js';

/** Images that the document names. */
const images = ['image/png', 'image/jpeg', 'image/gif'];

/** Which images a visitor may send now, and how large. */
export function imageRules(service: ChatService, { imageMaxBytes = Infinity }: ChatgonowOptions) {
  const { accept, maxBytes } = service.context.site.config.upload;
  return { accept: images.filter((type) => accept.includes(type)), maxBytes: Math.min(maxBytes, imageMaxBytes) };
}

/** Messages per minute: the stricter one of this dialect's and the site's. */
export function maxPerMinuteOf(service: ChatService, { maxPerMinute = Infinity }: ChatgonowOptions): number {
  return Math.min(service.context.site.config.maxPerMinute, maxPerMinute);
}

/** `config` of `init` and of the event; a theme of the dialect's options beats the site's config. */
export function toWireConfig(service: ChatService, options: ChatgonowOptions) {
  const { position, messages } = service.context.site.config;
  const { theme = {} } = options;
  const { accept, maxBytes } = imageRules(service, options);
  return {
    theme: theme.theme ?? 'classic',
    colors: toColors(service, theme),
    position: theme.position ?? position ?? 'bottom-right',
    welcome_text: theme.welcomeText ?? messages['welcome'] ?? null,
    max_per_minute: maxPerMinuteOf(service, options),
    accept,
    max_bytes: maxBytes,
  };
}

function toColors(service: ChatService, { colors = {} }: ChatgonowTheme) {
  const { primary = service.context.site.config.color, text = null, header = null } = colors;
  return { primary, text, header };
}
