import { safeUrl } from '../core/safe-url.js';

/** An address of the page's, so it may be relative to it; nothing where no link may lead there. */
export function pageLink(host: Element, option: string): string | undefined {
  const address = host.getAttribute(option)?.trim();
  return address && URL.canParse(address, host.baseURI) ? safeUrl('link', new URL(address, host.baseURI).href) : undefined;
}
