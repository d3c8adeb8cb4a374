import type { Preview } from '@storybook/web-components-vite';
import '../stories/support/shop.css';

const choice = (title: string, icon: 'mirror' | 'transfer', items: string[]) => ({
  toolbar: { title, icon, items, dynamicTitle: true },
});

const preview: Preview = {
  globalTypes: {
    scheme: choice('Colour scheme', 'mirror', ['light', 'dark']),
    dir: choice('Direction', 'transfer', ['ltr', 'rtl']),
  },
  initialGlobals: { scheme: 'light', dir: 'ltr' },
  parameters: { layout: 'fullscreen' },
};

export default preview;
