/** What a teaser says beside its own words. */
export const enTeaser = {
  'teaser.from': '{name} from {brand}',
  'teaser.dismiss': 'Dismiss message',
  'teaser.open': 'Open chat',
} as const;
