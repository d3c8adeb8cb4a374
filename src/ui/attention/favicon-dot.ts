const SIDE = 32;
const CHECK_MS = 1_000;

const counts = new Map<object, () => number>();
/** Links that show the dot now, and what their `href` was; a link of ours had none. */
const changed = new Map<HTMLLinkElement, string | null>();
let dotted = '';
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * A dot on the page's icon while the page is hidden and `count` is not 0. Afterwards the icon is what it
 * was; an icon that the page has changed meanwhile is left alone.
 */
export function showDot(owner: object, count: () => number): void {
  counts.set(owner, count);
  if (timer !== undefined || !document.hidden) return;
  timer = setInterval(tick, CHECK_MS);
  document.addEventListener('visibilitychange', tick);
  void put();
}

const isWanted = (): boolean => document.hidden && [...counts.values()].some((count) => count() > 0);

function tick(): void {
  if (isWanted()) return;
  clearInterval(timer);
  timer = undefined;
  document.removeEventListener('visibilitychange', tick);
  for (const [link, href] of changed) {
    if (link.getAttribute('href') !== dotted) continue; // the page's own by now
    if (href === null) link.remove();
    else link.setAttribute('href', href);
  }
  changed.clear();
  counts.clear(); // the next message brings its chat again
}

async function put(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon" i][href]')];
  const drawn = await draw(links.at(-1)?.href ?? '/favicon.ico');
  if (timer === undefined || changed.size || !isWanted()) return;
  dotted = drawn;
  for (const link of links) changed.set(link, link.getAttribute('href'));
  if (!links.length) {
    const link = document.createElement('link');
    link.rel = 'icon';
    document.head.append(link);
    changed.set(link, null);
  }
  for (const link of changed.keys()) link.setAttribute('href', dotted);
}

async function draw(address: string): Promise<string> {
  const icon = new Image();
  icon.crossOrigin = 'anonymous';
  icon.src = address;
  const isThere = await icon.decode().then(
    () => true,
    () => false,
  );
  try {
    return paint(isThere ? icon : undefined);
  } catch {
    return paint(undefined); // an icon of another server may not be read
  }
}

function paint(icon: HTMLImageElement | undefined): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext('2d')!;
  if (icon) context.drawImage(icon, 0, 0, SIDE, SIDE);
  context.arc(SIDE - 9, 9, 8, 0, 2 * Math.PI);
  context.fillStyle = '#d6293e';
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = '#fff';
  context.stroke();
  return canvas.toDataURL('image/png');
}
