/** The English words of the emoji picker; they come with its chunk. */
export const enEmoji = {
  'emoji.search': 'Search emoji',
  'emoji.tone': 'Skin tone',
  'emoji.groups': 'Kinds of emoji',
  'emoji.found': { one: '{count} emoji found', other: '{count} emoji found' },
  'emoji.none': 'No emoji found',
  'emoji.recent': 'Recently used',
  'emoji.faces': 'Smileys and emotion',
  'emoji.people': 'People and body',
  'emoji.nature': 'Animals and nature',
  'emoji.food': 'Food and drink',
  'emoji.travel': 'Travel and places',
  'emoji.activities': 'Activities',
  'emoji.objects': 'Objects',
  'emoji.symbols': 'Symbols',
  'emoji.flags': 'Flags',
} as const;
