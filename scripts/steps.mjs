// Runs commands, some side by side, and prints what each said in one piece.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH;

/**
 * One command. Resolves with true when it ended well. `live`: its output goes straight through.
 * @param {string} name @param {string[]} command @param {{env?: object, live?: boolean}} [options]
 */
export function step(name, [file, ...args], { env = {}, live = false } = {}) {
  const started = Date.now();
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, PATH, ...env },
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (output.trim()) console.log(output.trimEnd());
      console.log(`${code === 0 ? '✔' : '✘'} ${name} (${seconds} s)\n`);
      resolve(code === 0);
    });
  });
}

/** Steps one after the other; a failure does not keep the next from telling its own. */
async function lane(steps) {
  let isGood = true;
  for (const run of steps) isGood = (await run()) && isGood;
  return isGood;
}

/**
 * Lists of steps side by side.
 * @param {...(() => Promise<boolean>)[]} lists @returns {Promise<number>} an exit code
 */
export async function lanes(...lists) {
  return (await Promise.all(lists.map(lane))).every(Boolean) ? 0 : 1;
}
