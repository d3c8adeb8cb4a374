/**
 * Whether this system draws an emoji of several signs as one picture: Windows has no flags, and what
 * a font does not know falls apart into its pieces.
 */
export function createIsDrawn(): (sign: string) => boolean {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return () => true;
  pen.font = '16px "Apple Color Emoji","Segoe UI Emoji","Noto Color Emoji",sans-serif';
  const wide = 1.5 * pen.measureText('\u{1F600}').width;
  return (sign) => !/\u200D|\p{RI}/u.test(sign) || pen.measureText(sign).width < wide;
}
