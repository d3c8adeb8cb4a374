const warned = new Set<string>();

/** Says something about the page's own mistakes, once each. Never throws. */
export function warnOnce(message: string): void {
  if (!warned.has(message)) console.warn(`<chat-widget>: ${message}`);
  warned.add(message);
}
