// What `npm run …` can do. Each task answers an exit code.
import { existsSync, readdirSync } from 'node:fs';
import { findBrowser } from './browser.mjs';
import { browserRun, firefox, webkit } from './engines.mjs';
import { withSecondTry } from './second-try.mjs';
import { all, lane, step } from './steps.mjs';

const nodeTests = (...folders) =>
  folders
    .map((folder) => `test/${folder}`)
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`))
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
const node = (...args) => [process.execPath, '--import', 'tsx', ...args];
const one = (name, command, options) => step(name, command, { live: true, ...options }).then((ok) => (ok ? 0 : 1));

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
const endToEnd = () => withSecondTry('end-to-end tests', nodeRun(2, 'e2e'));

async function test() {
  process.env.CHROME_PATH = await findBrowser();
  return all([lane([library, cdn, types, lint, unit, nodeSide, endToEnd]), lane([browser])]);
}

export const tasks = {
  start: (args) => one('start', node('server/main.ts', ...args)),
  test,
  'test:full': () => {
    process.env.FULL = '1';
    return test();
  },
  'test:engines': () => all([lane([firefox]), lane([webkit])]),
  'test:browser': async (args) => {
    process.env.CHROME_PATH = await findBrowser();
    return one('browser tests', [...browserRun(), ...args]);
  },
  'test:e2e': async () => {
    process.env.CHROME_PATH = await findBrowser();
    return all([lane([library, cdn, endToEnd])]);
  },
  'test:node': () => all([lane([unit, nodeSide])]),
  bench: async () => {
    process.env.CHROME_PATH = await findBrowser();
    const live = { live: true };
    return all([lane([() => step('long lists', browserRun(['bench/**/*.bench.ts']), live), cdn, () => step('opening', node('bench/open.ts'), live)])]);
  },
  lint: () => all([lane([types, lint])]),
  build: async () =>
    all([
      lane([
        library,
        () => step('declarations', ['tsc', '-p', 'tsconfig.build.json']),
        cdn,
      ]),
    ]),
  size: async () => all([lane([cdn, () => step('size', node('scripts/size.ts'))])]),
  analyze: () => all([lane([() => step('manifest', ['cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs']), () => step('tables', node('scripts/tables.ts')), () => step('privacy tables', node('scripts/privacy-tables.ts'))])]),
  storybook: () => one('storybook', ['storybook', 'dev', '-p', '6006', '--disable-telemetry']),
  'build-storybook': () => one('storybook', ['storybook', 'build', '--disable-telemetry', '-o', 'storybook-static']),
  'test:stories': async () => {
    process.env.CHROME_PATH = await findBrowser();
    return one('axe over every story', node('scripts/axe-stories.ts'));
  },
  'test:visual': (args) => one('pictures of the main scenes', node('scripts/visual.ts', ...args)),
};
