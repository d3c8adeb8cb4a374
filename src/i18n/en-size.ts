/** The English words of the corner that changes the panel's size; they come with its chunk. */
export const enSize = {
  'panel.resize': 'Change the size: drag, or use the arrow keys',
  'panel.size': '{width} by {height}',
} as const;
