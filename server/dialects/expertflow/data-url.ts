/** The bytes of a `data:` address, in base64 or percent-encoded; undefined for anything else. */
export function readDataUrl(url: string): Uint8Array | undefined {
  const comma = url.indexOf(',');
  if (!/^data:/i.test(url) || comma < 0) return undefined;
  // One letter for each byte; what is no escape stands for itself.
  const body = url.slice(comma + 1).replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return new Uint8Array(Buffer.from(body, /;\s*base64\s*$/i.test(url.slice(0, comma)) ? 'base64' : 'latin1'));
}
