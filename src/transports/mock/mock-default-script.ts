import type { MockScript } from './mock-script.js';

/** Makes a widget without a server feel alive: greets, types, answers. */
export const DEFAULT_SCRIPT: MockScript = {
  config: {
    title: 'Chat',
    messages: { welcome: 'Hello! This is a demonstration. Write something.' },
    upload: { maxBytes: 10_485_760 },
  },
  steps: [
    { do: 'expect' },
    { do: 'wait', ms: 600 },
    { do: 'join' },
    { do: 'read' },
    { do: 'typing', ms: 1200 },
    { do: 'say', text: 'Hi, I am Mia, a scripted agent. How can I help?' },
    { do: 'quick-replies', choices: ['What can you do?', 'Tell me a story', 'Goodbye'] },
  ],
  replies: {
    'what can you do': 'I can **type**, send pictures and stream words. I am not a real person.',
    story: [
      { do: 'wait', ms: 400 },
      { do: 'part', text: 'Once upon a time there was a widget that worked on every page.', ms: 80 },
    ],
    goodbye: [
      { do: 'typing', ms: 600 },
      { do: 'say', text: 'Goodbye!' },
      { do: 'leave' },
      { do: 'end' },
    ],
  },
};
