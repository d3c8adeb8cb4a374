type Navigation = EventTarget;

/** A place of a page is no other page, but where it is a route. */
const toPage = (address: string): string => address.replace(/#(?![/!]).*/, '');

/** Addresses that change without a new page: the Navigation API, or the history that everybody writes to. */
export function watchNavigation(tell: (isPage: boolean) => void): () => void {
  let before = location.href;
  const look = (): void => {
    const { href } = location;
    if (href === before) return;
    const isPage = toPage(href) !== toPage(before);
    before = href;
    tell(isPage);
  };
  const { navigation } = globalThis as { navigation?: Navigation };
  if (navigation) {
    navigation.addEventListener('currententrychange', look);
    return () => navigation.removeEventListener('currententrychange', look);
  }
  return watchHistory(look);
}

const looks = new Set<() => void>();
let restore = (): void => {};

/** For browsers without the Navigation API; one patch of the history for all widgets of a page. */
export function watchHistory(look: () => void): () => void {
  if (!looks.size) restore = patchHistory();
  looks.add(look);
  return () => {
    looks.delete(look);
    if (!looks.size) restore();
  };
}

function patchHistory(): () => void {
  const tell = (): void => looks.forEach((look) => look());
  const restores = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name];
    const patched = function (this: History, ...args: Parameters<typeof original>): void {
      original.apply(this, args);
      // The page's own code goes on first.
      queueMicrotask(tell);
    };
    history[name] = patched;
    // Somebody may have patched over it: then ours stays below, and does nothing more.
    return () => void (history[name] === patched && (history[name] = original));
  });
  const types = ['popstate', 'hashchange'];
  for (const type of types) addEventListener(type, tell);
  return () => {
    restores.forEach((run) => run());
    for (const type of types) removeEventListener(type, tell);
  };
}
