/** The English words of the search inside a conversation; they come with its chunk. */
export const enSearch = {
  'search.label': 'Search this conversation',
  'search.place': '{at} of {count}',
  'search.none': 'No results',
  'search.older': 'Search earlier messages',
  'search.previous': 'Earlier result',
  'search.next': 'Later result',
  'search.close': 'Close search',
} as const;
