/** The English words of the menu; they come with its chunk. */
export const enMenu = {
  'panel.options': 'Options',
  'menu.transcript': 'Email me the transcript',
  'menu.download': 'Download the conversation',
  'menu.changeDepartment': 'Change department',
  'menu.end': 'End conversation',
  'menu.endSure': 'End this conversation?',
  'menu.deleteData': 'Delete my data',
  'menu.deleteSure': 'Delete this conversation and everything about you?',
  'menu.cancel': 'Cancel',
  'menu.address': 'Your email address',
  'menu.done': 'Done',
  'menu.failed': 'That didn’t work. Try again.',
} as const;
