import type { CSSResult } from 'lit';

/** Adds a sheet to the one shadow root, once; what has left the page meanwhile has none. */
export function adopt(node: Node, { styleSheet }: CSSResult): void {
  const { adoptedStyleSheets = [] } = node.getRootNode() as Partial<ShadowRoot>;
  if (!adoptedStyleSheets.includes(styleSheet!)) adoptedStyleSheets.push(styleSheet!);
}
