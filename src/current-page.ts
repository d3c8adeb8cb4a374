import type { Page } from './core/model.js';

/** Without query and fragment: they carry search words, tokens and other people's secrets. */
export const currentPage = (): Page => ({
  url: location.origin + location.pathname,
  title: document.title,
});
