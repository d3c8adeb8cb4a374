/** The English words of the button that attaches; they come right behind the first paint. */
export const enAttach = {
  'composer.attachFile': 'Attach a file',
  'composer.choose': 'Choose from this device',
  'composer.camera': 'Take a photo',
  'upload.noCode': 'This couldn’t be added. Try again.',
} as const;
