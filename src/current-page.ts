import type { Page } from './core/model.js';

/**
 * Where the visitor is, as `send-page-url` lets the backend know. By default without query and
 * fragment: they carry search words, tokens and other people's secrets.
 */
export function currentPage(host: Element): Page {
  const { href, origin, pathname } = location;
  const asked = host.getAttribute('send-page-url') || 'path';
  const url = { path: origin + pathname, full: href }[asked];
  // Whoever writes another word than these wants nothing told.
  return url ? { url, title: document.title } : { url: '', title: '' };
}
