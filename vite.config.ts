import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const path = (file: string): string => resolve(import.meta.dirname, file);

/** Style sheets that a page may link; nothing imports them. */
const themes: Plugin = {
  name: 'themes',
  generateBundle() {
    for (const name of readdirSync(path('src/themes'))) {
      this.emitFile({ type: 'asset', fileName: `themes/${name}`, source: readFileSync(path(`src/themes/${name}`)) });
    }
  },
};

/** ESM for npm: dependencies stay imports, so that a bundler may share them. */
const library: UserConfig = {
  plugins: [themes],
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

/**
 * A chunk for each step in which a chat loads: its root, and all that this imports and no step before
 * it has brought. Left alone, the bundler makes a small chunk, and so a request, of what two steps share.
 */
const steps = Object.entries({
  visit: /\/src\/(visit|i18n\/unread-strings)\.ts$/,
  'tab-peer': /\/src\/(tab-peer|core\/safe-url)\.ts$/,
  // Small things that what comes behind the start, a page's wishes and the panel's parts share.
  'after-start': /\/src\/(after-start|warn-once|option-words|storage\/(keep|agreement)|page\/(json-option|fire|open-by-gesture|page-words|add-sheet|allowed-picture)|ui\/(reply-time|page-link|known-values|hours-words|list\/copy-text)|i18n\/(file-formats|en-(hours|uploads)))\.ts$/,
  page: /\/src\/page\/page\.ts$/,
  hours: /\/src\/(hours\/(read-hours|opening|zone)|triggers\/(hours-of|ask-backend|page-clock|page-rules|values))\.ts$/,
  // Whether the visitor is asked something first, which the home view wants to know as well.
  asked: /\/src\/ui\/forms\/(to-intake-kind|forms-of)\.ts$/,
  'mount-panel': /\/src\/ui\/mount-panel\.ts$/,
  http: /\/src\/transports\/(http|http-error|limited|load-code|texts|wire\/(lazy-calls|readers|url-reader)|wire\/rest\/rest-(caller|connection|refusal))\.ts$/,
  privacy: /\/src\/privacy\/(?!sign|inventory)/,
  // How events are followed, for whoever speaks so: it must not bring all of `rest` along.
  'rest-live': /\/src\/transports\/wire\/rest\/rest-(live|return)\.ts$/,
  rest: /\/src\/transports\/rest\/rest\.ts$/,
  rocketchat: /\/src\/transports\/rocketchat\/rocketchat\.ts$/,
  'rocketchat-talk': /\/src\/transports\/rocketchat\/rocketchat-talk\.ts$/,
  expertflow: /\/src\/transports\/expertflow\/expertflow\.ts$/,
}).map(([name, test], index, { length }) => ({ name, test, priority: length - index }));

/**
 * Lets a chunk make the namespace of its root itself. The bundler's helper for that is in a chunk, and so
 * behind a request, of its own, together with all that CommonJS packages need.
 */
const ownNamespaces: Plugin = {
  name: 'own-namespaces',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((it) => it.type === 'chunk');
    const runtime = chunks.find(({ name }) => name === 'rolldown-runtime');
    const helper = /(\w+)=\(\w+,\w+\)=>\{let \w+=\{\};for/.exec(runtime?.code ?? '')?.[1];
    const known = new RegExp(`\\b${helper} as (\\w+)`).exec(runtime?.code ?? '')?.[1];
    if (!runtime || !known) return;
    for (const chunk of chunks) {
      const line = new RegExp(`import\\{${known} as (\\w+)\\}from"\\./${runtime.fileName}";`);
      if (!line.test(chunk.code)) continue;
      const make = 'const r={};for(const k in m)Object.defineProperty(r,k,{get:m[k]});return r';
      chunk.code = chunk.code.replace(line, `const $1=m=>{${make}};`);
      chunk.imports = chunk.imports.filter((name) => name !== runtime.fileName);
    }
  },
};

/** Inside custom properties the minifier leaves all white space as it is written. */
const flatProperties: Plugin = {
  name: 'flat-properties',
  enforce: 'pre',
  transform: (code) => code.replace(/(?<=\bcss`)[^`]*/g, (sheet) => sheet.replace(/\s+/g, ' ').replace(/(?<=\() | (?=\))/g, '')),
};

/** Nearly all of these runs with the press that opens the panel: Chromium compiles it when it comes, beside the page's own work. */
const AT_THE_PRESS = ['visit', 'tab-peer', 'mount-panel'];
const compiledOnArrival: Plugin = {
  name: 'compiled-on-arrival',
  generateBundle(_, bundle) {
    for (const it of Object.values(bundle)) {
      if (it.type === 'chunk' && AT_THE_PRESS.includes(it.name)) it.code = `//# allFunctionsCalledOnLoad\n${it.code}`;
    }
  },
};

/** One script for a page, with lazy chunks beside it: everything inside, everything minified. */
const cdn: UserConfig = {
  plugins: [flatProperties, minifyTemplateLiterals(), ownNamespaces, compiledOnArrival, themes],
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
        comments: { legal: true, annotation: false, jsdoc: false },
        codeSplitting: { groups: steps },
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
