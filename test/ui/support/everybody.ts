/** What a check finds is told by what it is. */
const tell = (element: Element): string => `${element.localName}.${element.getAttribute('class') ?? ''}[${element.getAttribute('part') ?? ''}]`;
const isThere = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.vh');
const all = (hosts: readonly HTMLElement[], selector: string): HTMLElement[] =>
  hosts.flatMap(({ shadowRoot }) => [...shadowRoot!.querySelectorAll<HTMLElement>(selector)]).filter(isThere);
const unique = (found: readonly string[]): string[] => [...new Set(found)];

/** What moves although the system asks for stillness. */
export function findMotion(hosts: readonly HTMLElement[]): string[] {
  const moving = all(hosts, '*').filter((element) => {
    const { animationName, transitionProperty, transitionDuration, scrollBehavior } = getComputedStyle(element);
    const isSliding = transitionProperty !== 'none' && /[1-9]/.test(transitionDuration);
    return animationName !== 'none' || isSliding || scrollBehavior === 'smooth';
  });
  const running = hosts.flatMap(({ shadowRoot }) => shadowRoot!.getAnimations()).filter(({ playState }) => playState === 'running');
  return unique([...moving.map(tell), ...running.map((it) => `an animation of ${tell((it.effect as KeyframeEffect).target!)}`)]);
}

/** What its colours alone set off, and so nothing where the system has taken these away. */
const FRAMED = ['panel', 'bubble', 'composer-field', 'send', 'submit', 'card', 'chip', 'image', 'new-messages', 'menu', 'rating', 'launcher', 'badge', 'error-summary', 'tile'];

export function findUnframed(hosts: readonly HTMLElement[]): string[] {
  const fields = "[part~='input']:not([type='radio'], [type='checkbox'])";
  const framed = all(hosts, [...FRAMED.map((part) => `[part~='${part}']`), fields].join()).filter((element) => {
    const { borderTopStyle, borderTopWidth } = getComputedStyle(element);
    return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1;
  });
  const probe = document.body.appendChild(document.createElement('b'));
  probe.style.color = 'GrayText';
  const grey = getComputedStyle(probe).color;
  probe.remove();
  const disabled = all(hosts, ".send[aria-disabled='true']").filter((element) => getComputedStyle(element).color !== grey);
  return unique([...framed.map(tell), ...disabled.map((element) => `${tell(element)} is not grey`)]);
}

const FOCUSABLE = 'button, a[href], input, select, textarea, [tabindex="0"]';

/** The ring may be drawn by what stands around, as a field does for what is in it. */
function hasRing(element: Element): boolean {
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return true;
    if (/ 2px inset/.test(boxShadow)) return true;
  }
  return false;
}

/** Something else lies over all of it. */
function isCovered(element: Element, root: ShadowRoot): boolean {
  const { left, top, width, height } = (element.closest('label') ?? element).getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]] as const;
  return !points.some(([x, y]) => {
    const hit = root.elementFromPoint(left + width * x, top + height * y);
    return hit && (element.contains(hit) || hit.contains(element) || hit === element.closest('label') || element.closest('label')?.contains(hit));
  });
}

/** What has the focus and does not show it, or does not show at all. */
export function findLostFocus(hosts: readonly HTMLElement[], isNew: (element: Element) => boolean = () => true): string[] {
  const found = all(hosts, FOCUSABLE).filter((element) => isNew(element) && !element.closest('[inert], [hidden]'));
  return unique(
    found.flatMap((element) => {
      const root = element.getRootNode() as ShadowRoot;
      element.focus({ focusVisible: true } as FocusOptions);
      if (root.activeElement !== element) return [];
      if (!hasRing(element)) return [`${tell(element)} has no ring`];
      return isCovered(element, root) ? [`${tell(element)} is covered`] : [];
    }),
  );
}

/** What a finger does not hit: less than `least` in one direction. Words in a line are as high as the line. */
export function findSmallTargets(hosts: readonly HTMLElement[], least: number, except: string): string[] {
  const small = all(hosts, 'button, input, select, textarea, a[href], [role=button]').filter((element) => {
    if (element.matches(except) || element.closest('[inert]') || getComputedStyle(element).display === 'inline') return false;
    const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
    return Math.min(width, height) < least - 0.5;
  });
  return unique(small.map((element) => `${tell(element)} ${Math.round(element.getBoundingClientRect().width)}×${Math.round(element.getBoundingClientRect().height)}`));
}

/** Lines, letters, words and paragraphs as far apart as WCAG 1.4.12 has them. */
export function spaceOut(hosts: readonly HTMLElement[]): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
  for (const { shadowRoot } of hosts) shadowRoot!.adoptedStyleSheets.push(sheet);
  return () => {
    for (const { shadowRoot } of hosts) shadowRoot!.adoptedStyleSheets = shadowRoot!.adoptedStyleSheets.filter((it) => it !== sheet);
  };
}
