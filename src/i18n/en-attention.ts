/** The English words of what calls for attention; they come with the menu, which has its switch. */
export const enAttention = {
  'menu.sound': 'Sound',
  'menu.notifications': 'Notifications',
  'menu.search': 'Search this conversation',
} as const;
