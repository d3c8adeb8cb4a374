import type { CSSResult } from 'lit';

/** Adds a sheet to the one shadow root, once. */
export function adopt(node: Node, { styleSheet }: CSSResult): void {
  const { adoptedStyleSheets } = node.getRootNode() as ShadowRoot | Document;
  if (!adoptedStyleSheets.includes(styleSheet!)) adoptedStyleSheets.push(styleSheet!);
}
