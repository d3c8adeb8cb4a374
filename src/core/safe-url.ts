export type UrlKind = 'link' | 'image' | 'file' | 'media';

const SCHEMES: Record<UrlKind, RegExp> = {
  link: /^(https?|mailto|tel):$/,
  image: /^https?:$/,
  file: /^https?:$/,
  media: /^https?:$/,
};

/** Raster types only: an SVG in a data URL is a document that may carry scripts. */
const IMAGE_DATA = /^data:image\/(png|jpeg|gif|webp)[;,]/i;
const MEDIA_DATA = /^data:(audio|video)\/[\w.+-]+[;,]/i;

/**
 * The one gate for URLs that came from outside.
 * @returns the normalised URL, or undefined when its scheme is not allowed for this use or when it
 * carries a user name (`https://bank.com@evil`), which only ever deceives.
 */
export function safeUrl(kind: UrlKind, url: string): string | undefined {
  if (kind === 'image' && IMAGE_DATA.test(url)) return url;
  if (kind === 'media' && MEDIA_DATA.test(url)) return url;
  try {
    const parsed = new URL(url);
    return SCHEMES[kind].test(parsed.protocol) && !parsed.username ? parsed.href : undefined;
  } catch {
    return undefined; // not absolute, or not a URL at all
  }
}
