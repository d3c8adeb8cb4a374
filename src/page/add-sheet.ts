const sheets = new Map<string, CSSStyleSheet>();

/** Gives the element one more style sheet, once; all elements of a page share it. */
export function addSheet(host: Element, text: string): void {
  const root = host.shadowRoot!;
  const sheet = sheets.get(text) ?? new CSSStyleSheet();
  if (!sheets.has(text)) sheet.replaceSync(text);
  sheets.set(text, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
