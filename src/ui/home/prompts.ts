export type Prompt = { title: string; text: string };

const MOST = 6;
const LONGEST = 300;

const toText = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, LONGEST) : '');

/** A list of texts, or of `{title, text}`; whatever else stands in it is passed over. */
export function toPrompts(value: unknown): Prompt[] {
  if (!Array.isArray(value)) return [];
  const prompts = value.map((entry: unknown) => {
    const { title, text } = Object(entry) as Record<string, unknown>;
    const said = toText(entry) || toText(text) || toText(title);
    return { title: toText(title) || said, text: said };
  });
  return prompts.filter(({ text }) => text).slice(0, MOST);
}
