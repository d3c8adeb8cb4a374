/** The English words of the lightbox; they come with its chunk. */
export const enLightbox = {
  'image.close': 'Close image',
  'image.zoomIn': 'Zoom in',
  'image.zoomOut': 'Zoom out',
  'image.download': 'Download {name}',
  'image.next': 'Next image',
  'image.prev': 'Previous image',
  'image.place': '{at} of {count}',
  'image.failed': 'This image can’t be shown',
} as const;
