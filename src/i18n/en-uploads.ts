/** The English words about files; they come with the chunks that say them. */
export const enUploads = {
  'upload.limits': '{types}, up to {size}',
  'upload.tooBig': '{name} is larger than {size}',
  'upload.badType': '{name} isn’t a supported image',
  'upload.progress': 'Uploading {name}, {percent}',
  'upload.done': '{name} uploaded',
  'upload.failed': '{name} could not be uploaded',
  'upload.cancel': 'Cancel sending {name}',
  'image.open': 'Image from {name}, open full size',
} as const;
