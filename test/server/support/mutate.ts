/** Turns valid input into input that is almost valid, reproducibly. `random` is uniform in [0, 1). */

const junk: readonly unknown[] = [
  null, true, false, 0, -1, 1e308, NaN, '', ' ', '\u0000', '\ud800', 'x'.repeat(300), [], [[]], {}, { a: { b: {} } }, '__proto__', 'toString',
  'whisper', 'typing', 'ChatMessage', 'data:image/png;base64,AAAA', { _placeholder: true, num: 0 }, { _placeholder: true, num: 'splice' },
];

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A copy of a JSON value with one thing wrong, somewhere. */
export function mutate(value: unknown, random: () => number): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(junk, random);
  if (Array.isArray(value)) return [...value.map((item) => (random() < 0.5 ? mutate(item, random) : item)), ...(random() < 0.2 ? [pick(junk, random)] : [])];
  const members: Record<string, unknown> = { ...value };
  const key = pick([...Object.keys(members), 'constructor', 'id'], random);
  const change = random();
  if (change < 0.2) delete members[key];
  else if (change < 0.3) members[pick(['__proto__', 'type', 'length', 'x'], random)] = pick(junk, random);
  else members[key] = mutate(members[key], random);
  return members;
}

/** A copy of a text with letters cut, doubled, swapped or put in. */
export function mutateText(text: string, random: () => number): string {
  let result = text;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * (result.length + 1));
    const change = random();
    if (change < 0.25) result = result.slice(0, at);
    else if (change < 0.5) result = result.slice(0, at) + result.slice(at + 1 + Math.floor(random() * 5));
    else if (change < 0.8) result = result.slice(0, at) + pick(['"', '{', '}', '[', ']', '-', '/', ',', '0', '5', '451-', '\u0000', 'ü', '\ud800'], random) + result.slice(at);
    else result = result + result.slice(at);
  }
  return result;
}
