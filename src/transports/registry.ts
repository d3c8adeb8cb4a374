import type { LoadTransport, Registrations } from './registrations.js';

/** Literal specifiers, so that the bundler makes one chunk of each. */
const BUILT_IN: ReadonlyMap<string, LoadTransport> = new Map<string, LoadTransport>([
  ['chatvisor', () => import('./chatvisor/chatvisor.js')],
  ['pancake', () => import('./pancake/pancake.js')],
  ['chatgonow', () => import('./chatgonow/chatgonow.js')],
  ['rest', () => import('./rest/rest.js')],
  ['mock', () => import('./mock/mock.js')],
  ['expertflow', () => import('./expertflow/expertflow.js')],
  ['rocketchat', () => import('./rocketchat/rocketchat.js')],
]);

/** What loads a transport: one that the page has registered, else a built-in one. Case does not matter. */
export function findTransport(name: string, { loads }: Registrations): LoadTransport | undefined {
  const known = name.toLowerCase();
  return loads.get(known) ?? BUILT_IN.get(known);
}

/** The names of the built-in ones, for a page that got one wrong. */
export const builtInNames = (): string => [...BUILT_IN.keys()].join(', ');

/** Fetches the code of a built-in transport while other code is on its way; runs none of it. */
export function preloadTransport(name: string, registrations: Registrations): void {
  const load = BUILT_IN.get(name.toLowerCase());
  if (!load || load !== findTransport(name, registrations)) return;
  // The chunk of all that they share: it would be asked for only when they have come.
  if (name !== 'mock') import('./load-code.js').catch(() => {});
  load().catch(() => {});
}
