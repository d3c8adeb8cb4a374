import js from '@eslint/js';
import litPlugin from 'eslint-plugin-lit';
import litA11yPlugin from 'eslint-plugin-lit-a11y';
import wcPlugin from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const HTML_STRINGS = [
  {
    selector:
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'No HTML strings: whatever came from outside would become markup.',
  },
  { selector: 'CallExpression[callee.property.name=/^write(ln)?$/][callee.object.name="document"]', message: 'No HTML strings.' },
  { selector: 'ForInStatement', message: 'A page may have put enumerable things on prototypes.' },
  { selector: 'MemberExpression[property.name="currentScript"]', message: 'A page element may carry that name.' },
];
const EDGES = [
  'document', 'window', 'fetch', 'localStorage', 'sessionStorage', 'indexedDB', 'navigator', 'location',
  'setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask', 'crypto', 'performance',
].map((name) => ({ name, message: 'The core is pure: this comes in through an interface.' }));
const EDGE_CALLS = [
  { object: 'Date', property: 'now', message: 'Time comes in through Clock.' },
  { object: 'Math', property: 'random', message: 'Randomness comes in through Clock.' },
];

export default tseslint.config(
  { ignores: ['dist', 'storybook-static', 'coverage', '.cache', 'node_modules', 'data', 'custom-elements.json'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/**/*.ts', 'server/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      complexity: ['error', 12],
      'max-lines': ['error', { max: 350, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'no-restricted-syntax': ['error', ...HTML_STRINGS],
    },
  },
  { files: ['src/**/*.ts'], ...litPlugin.configs['flat/recommended'] },
  { files: ['src/**/*.ts'], ...wcPlugin.configs['flat/recommended'] },
  { files: ['src/ui/**/*.ts'], plugins: { 'lit-a11y': litA11yPlugin }, rules: litA11yPlugin.configs.recommended.rules },
  {
    files: ['src/core/**/*.ts', 'src/triggers/evaluate.ts', 'src/**/*-mapper.ts'],
    rules: {
      'no-restricted-globals': ['error', ...EDGES],
      'no-restricted-properties': ['error', ...EDGE_CALLS],
    },
  },
  {
    // The one place that speaks to the console, and the entries of the command line.
    files: ['src/warn-once.ts', 'server/main.ts', 'server/cli/**/*.ts', 'scripts/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.ts', '.storybook/**', 'stories/**', '*.js', '*.mjs', 'scripts/**'], rules: { 'no-restricted-exports': 'off' } },
);
