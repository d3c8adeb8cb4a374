import { nothing } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { ChildPart, DirectiveParameters } from 'lit/directive.js';
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

/** A view of the picture at `url`, where it may be fetched unasked. */
export const ifNear = directive(
  class extends Directive {
    override render(_url: string, view: unknown): unknown {
      return view;
    }

    override update({ options }: ChildPart, [url, view]: DirectiveParameters<this>): unknown {
      return isNear(url, (options!.host as unknown as { scope: PanelScope }).scope) ? view : nothing;
    }
  },
);
