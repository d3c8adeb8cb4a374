/** The English words of the tray and of what may lie in it; they come with its chunk. */
export const enTray = {
  'tray.label': 'Attachments',
  'tray.added': '{names} attached',
  'tray.removed': '{name} removed',
  'tray.preparing': 'Preparing {name}',
  'composer.drop': 'Drop to attach',
  'upload.remove': 'Remove {name}',
  'upload.tooMany': { one: 'Attach up to {count} file at a time', other: 'Attach up to {count} files at a time' },
  'upload.badFile': '{name} isn’t a supported file',
  'upload.unreadable': '{name} can’t be opened',
  'upload.images': 'Images',
  'upload.maxSize': 'Up to {size}',
} as const;
