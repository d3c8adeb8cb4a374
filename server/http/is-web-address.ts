/** Whether a text of somebody's is an http(s) address of a sane length: no other kind is ever stored or followed. */
export function isWebAddress(text: string, longest = 2000): boolean {
  return text.length <= longest && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
