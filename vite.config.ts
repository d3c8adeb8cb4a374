import { resolve } from 'node:path';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type UserConfig } from 'vite';

const path = (file: string): string => resolve(import.meta.dirname, file);

/** ESM for npm: dependencies stay imports, so that a bundler may share them. */
const library: UserConfig = {
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      entry: { index: path('src/index.ts'), testing: path('src/testing/index.ts') },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^lit/, /^@lit\//, 'idb-keyval', 'marked', 'phoenix', /^socket\.io-client/],
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/** One script for a page, with lazy chunks beside it: everything inside, everything minified. */
const cdn: UserConfig = {
  plugins: [minifyTemplateLiterals()],
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    modulePreload: false,
    lib: { entry: { 'chat-widget': path('src/define.ts'), 'drop-in': path('src/drop-in.ts') }, formats: ['es'] },
    rolldownOptions: {
      output: {
        // Vite keeps the white space of ES libraries otherwise.
        minify: true,
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
};

export default defineConfig(({ mode }) => ({
  // The demo and the operator console are served from the sources by the reference server.
  appType: 'custom',
  ...(mode === 'cdn' ? cdn : library),
}));
