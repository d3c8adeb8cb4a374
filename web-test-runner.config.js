import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { BROWSER_ARGS, findBrowser } from './scripts/browser.mjs';
import { noteFailed } from './scripts/second-try.mjs';
import { cdpPlugin } from './test/support/cdp-plugin.ts';
import { documentedPlugin } from './test/support/documented-plugin.ts';
import { referenceServerPlugin } from './test/support/reference-server-plugin.ts';

const engine = process.env.ENGINE ?? 'chromium';

/** A profile and a page of its own for each file: the launcher's next one would find the last one's frames, storage and lost focus. */
function pageForEachFile(options) {
  const launcher = chromeLauncher(options);
  const stop = launcher.stopSession.bind(launcher);
  launcher.stopSession = async (id) => {
    const result = await stop(id);
    for (const { puppeteerPage } of launcher.inactivePages.splice(0)) await puppeteerPage.browserContext().close();
    return result;
  };
  return launcher;
}

/** A browser that dies takes the file along that it was at, which then counts as failed; another takes up the next. */
function replacedWhenDead(launcher) {
  const start = launcher.startSession.bind(launcher);
  launcher.startSession = async (id, url) => {
    await launcher.driver?.getTitle().catch(async () => {
      console.log('\nThe browser died; another is started.');
      await launcher.stop();
      launcher.driver = launcher.driverManager = undefined;
    });
    return start(id, url);
  };
  return launcher;
}

/** Where time is short, behind a run in Chromium. */
const LEFT_OUT = [
  // The long contracts of single backends.
  'test/transports/{rocketchat,expertflow,pancake,chatgonow,chatvisor}*.test.ts',
  // What the engine has no part in.
  'test/ui/{axe,broken-messages,flood,linkify,locales,markdown,transcript}.test.ts',
  'test/transports/*-mapper.test.ts',
  // They look at all stories, and set by Chromium's protocol what they look at; and two walk through all backends.
  'test/ui/{look,narrow,contrast,accessibility}.test.ts',
  'test/element/{rocketchat-fields,page-forms}.test.ts',
];

const launchers = {
  chromium: async () =>
    pageForEachFile({
      launchOptions: { executablePath: await findBrowser(), args: BROWSER_ARGS },
      // A window of its own: a tab in the background gets no frames.
      createPage: async ({ context }) => {
        const page = await (await context.browser().createBrowserContext()).newPage();
        // Two windows cannot both be the one that is typed into; without it, :focus-visible and focusin are missing in one.
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
    }),
  firefox: async () =>
    pageForEachFile({
      launchOptions: {
        browser: 'firefox',
        executablePath: process.env.FIREFOX_PATH,
        headless: true,
        extraPrefsFirefox: { 'browser.download.alwaysOpenPanel': false }, // a download's list would take the focus
      },
      createPage: async ({ context }) => {
        const page = await (await context.browser().createBrowserContext()).newPage();
        // A link that a test follows opens a tab in front, and the one behind gets neither focus nor frames.
        page.on('popup', (tab) => tab?.close().catch(() => {})); // it may have gone with its page
        return page;
      },
    }),
  webkit: async () => {
    const { webdriverLauncher } = await import('@web/test-runner-webdriver');
    const launcher = webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port: Number(process.env.WEBKIT_PORT),
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {
          binary: process.env.WEBKIT_PATH,
          args: ['--automation'],
        },
      },
    });
    return replacedWhenDead(launcher);
  },
};

export default {
  files: [
    'test/{ui,i18n,storage,element,transports}/**/*.test.ts',
    '!test/transports/node/**',
    ...(process.env.SHORT ? LEFT_OUT.map((name) => `!${name}`) : []),
  ],
  nodeResolve: { browser: true, exportConditions: ['browser', 'production'] },
  browsers: [await launchers[engine]()],
  // Elsewhere two pages are two tabs of one window, and the one behind gets no frames.
  concurrency: engine === 'chromium' ? 2 : 1,
  // Two runs that begin at once would find the same port free.
  ...(process.env.TEST_PORT && { port: Number(process.env.TEST_PORT) }),
  testsFinishTimeout: 240_000,
  reporters: [
    defaultReporter(),
    { onTestRunFinished: ({ sessions }) => noteFailed(sessions.filter(({ passed }) => !passed).map(({ testFile }) => testFile)) },
  ],
  testFramework: { config: { timeout: 20_000 } },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: './tsconfig.json' }),
    documentedPlugin(),
    cdpPlugin(),
    referenceServerPlugin(),
  ],
};
