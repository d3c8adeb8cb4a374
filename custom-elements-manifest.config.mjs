import { chatWidgetPlugin } from './scripts/manifest-plugin.mjs';

/** `<chat-widget>` is documented at its class and, for what lies inside the panel, at the panel's. */
export default {
  globs: ['src/chat-widget.ts', 'src/ui/panel.ts'],
  outdir: '.',
  litelement: true,
  plugins: [chatWidgetPlugin()],
};
