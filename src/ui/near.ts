import type { PanelScope } from './panel-scope.js';

function hostOf(address: string): string | undefined {
  try {
    return new URL(address, document.baseURI).host;
  } catch {
    return undefined; // a slip in the page's list
  }
}

/** Whether a picture may be fetched unasked: a stranger's server would learn who reads, where and when. */
export function isNear(url: string, { host, chat }: Pick<PanelScope, 'host' | 'chat'>): boolean {
  const listed = `${host.getAttribute('image-origins') ?? ''} ${chat.state.config.imageOrigins ?? ''}`;
  const { endpoint = host.getAttribute('endpoint') ?? '' } = host as HTMLElement & { endpoint?: string };
  const near = [location.origin, endpoint, ...listed.split(/[\s,]+/)].filter(Boolean);
  // Data and blobs have no host, and are asked of nobody.
  return !/^http/.test(url) || near.some((it) => it === '*' || hostOf(it) === hostOf(url));
}
