// What `npm run …` can do. Each task answers an exit code.
import { readdirSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { browserRun, firefox, webkit } from './engines.mjs';
import { withSecondTry } from './second-try.mjs';
import { lanes, step } from './steps.mjs';

const nodeTests = (...folders) =>
  folders
    .flatMap((folder) => readdirSync(`test/${folder}`, { recursive: true }).map((name) => `test/${folder}/${name}`))
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
const node = (...args) => [process.execPath, '--import', 'tsx', ...args];
/** What it says goes straight through. */
const live = (name, command) => () => step(name, command, { live: true });
const withBrowser = (task) => async (args) => {
  process.env.CHROME_PATH = await findBrowser();
  return task(args);
};

const types = () => step('types', ['tsc', '--noEmit']);
const lint = () => step('lint', ['eslint', '--max-warnings=0', '.']);
const unit = () =>
  step('unit tests: core, with all of its lines', [
    'c8', '--config', '.c8rc.json', ...node('--test', ...nodeTests('core')),
  ]);
const REPORTERS = ['spec', './scripts/failed-node-tests.mjs'].flatMap((name) => [`--test-reporter=${name}`, '--test-reporter-destination=stdout']);
const nodeRun = (atOnce, ...folders) => (files = nodeTests(...folders)) => node('--test', `--test-concurrency=${atOnce}`, ...REPORTERS, ...files);
const nodeSide = () => withSecondTry('import table, forms, triggers, transports in Node, server', nodeRun(3, 'architecture', 'forms', 'triggers', 'transports/node', 'server'));
const browser = () => withSecondTry('browser tests', browserRun);
const library = () => step('library build', ['vite', 'build']);
const cdn = () => step('CDN build', ['vite', 'build', '--mode', 'cdn']);
const endToEnd = () => withSecondTry('end-to-end tests', nodeRun(3, 'e2e'));

const test = withBrowser(() => lanes([library, cdn, types, lint, unit, nodeSide, endToEnd], [browser]));

export const tasks = {
  start: (args) => lanes([live('start', node('server/main.ts', ...args))]),
  test,
  'test:full': () => {
    process.env.FULL = '1';
    return test();
  },
  'test:engines': () => lanes([firefox], [webkit]),
  'test:browser': withBrowser((args) => lanes([live('browser tests', [...browserRun(), ...args])])),
  'test:e2e': withBrowser(() => lanes([library, cdn, endToEnd])),
  'test:node': () => lanes([unit, nodeSide]),
  bench: withBrowser(() => lanes([live('long lists', browserRun(['bench/**/*.bench.ts'])), cdn, live('opening', node('bench/open.ts'))])),
  lint: () => lanes([types, lint]),
  build: () => lanes([library, () => step('declarations', ['tsc', '-p', 'tsconfig.build.json']), cdn]),
  size: () => lanes([cdn, () => step('size', node('scripts/size.ts'))]),
  analyze: () =>
    lanes([
      () => step('manifest', ['cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs']),
      () => step('tables', node('scripts/tables.ts')),
      () => step('privacy tables', node('scripts/privacy-tables.ts')),
    ]),
  storybook: () => lanes([live('storybook', ['storybook', 'dev', '-p', '6006', '--disable-telemetry'])]),
  'build-storybook': () => lanes([live('storybook', ['storybook', 'build', '--disable-telemetry', '-o', 'storybook-static'])]),
  'test:stories': withBrowser(() => lanes([live('axe over every story', node('scripts/axe-stories.ts'))])),
  'test:visual': (args) => lanes([live('pictures of the main scenes', node('scripts/visual.ts', ...args))]),
};
