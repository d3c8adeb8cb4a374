import type { Preview } from '@storybook/web-components-vite';
import '../stories/support/shop.css';
import { LANGUAGES } from '../stories/support/words.js';

const choice = (title: string, icon: 'mirror' | 'transfer' | 'globe', items: string[]) => ({
  toolbar: { title, icon, items, dynamicTitle: true },
});

const preview: Preview = {
  globalTypes: {
    scheme: choice('Colour scheme', 'mirror', ['light', 'dark']),
    dir: choice('Direction', 'transfer', ['ltr', 'rtl']),
    locale: choice('Language', 'globe', LANGUAGES),
  },
  initialGlobals: { scheme: 'light', dir: 'ltr', locale: 'en-GB' },
  parameters: {
    layout: 'fullscreen',
    // As a visitor comes upon them.
    options: {
      storySort: {
        order: ['Panel', ['Conversation', 'Dark', 'Arabic', 'Mobile', 'Welcome'], 'Launcher', 'Teaser', 'Around the conversation', 'Composer', 'List', 'Forms', 'Privacy', 'Triggers', 'Look'],
      },
    },
  },
};

export default preview;
