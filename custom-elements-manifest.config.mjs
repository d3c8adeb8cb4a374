import { chatWidgetPlugin } from './scripts/manifest-plugin.mjs';

/** `<chat-widget>` is documented at its class; what lies inside the panel, at the panel's; what comes with `page/`, at `Page`. */
export default {
  globs: ['src/chat-widget.ts', 'src/page/page.ts', 'src/ui/panel.ts'],
  outdir: '.',
  litelement: true,
  plugins: [chatWidgetPlugin()],
};
