/** Text (4.5:1) and what else must be told apart (3:1), by the private tokens that paint it and its ground. */
export type Pair = readonly [front: string, ground: string, least: number];

const on = (least: number, ground: string, ...fronts: string[]): Pair[] => fronts.map((front) => [front, ground, least]);

export const PAIRS: readonly Pair[] = [
  ...on(4.5, '--_surface', '--_text', '--_muted', '--_accent-text', '--_danger', '--_warning', '--_success'),
  ...on(4.5, '--_surface-2', '--_text', '--_muted', '--_accent-text', '--_danger', '--_success'),
  ...on(4.5, '--_surface-3', '--_text', '--_muted'),
  ...on(4.5, '--_accent-soft', '--_text', '--_muted', '--_accent-text'),
  ...on(4.5, '--_accent-fill', '--_on-accent'),
  ...on(4.5, '--_accent-hover', '--_on-accent'),
  ...on(4.5, '--_danger-soft', '--_text', '--_danger'),
  ...on(4.5, '--_warning-soft', '--_warning', '--_text'),
  // The outlines of controls, the ring of the focus, the dot of who is there.
  ...on(3, '--_surface', '--_border-strong', '--_focus', '--_online'),
  ...on(3, '--_accent-soft', '--_focus'),
  ...on(3, '--_surface-2', '--_focus'),
];

/** What the pill stands on is a surface of its own in the dark only. */
export const DARK_PAIRS: readonly Pair[] = [...PAIRS, ...on(4.5, '--_surface-3', '--_accent-text')];
