/** The English words of the question that stands before a chat. */
export const enConsent = {
  'consent.title': 'Before we chat',
  'consent.text': 'To answer you we keep this conversation on this device and send your messages to our team.',
  'consent.link': 'Privacy notice',
  'consent.agree': 'Agree and chat',
  'consent.decline': 'Not now',
} as const;
