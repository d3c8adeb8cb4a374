// One more chance for the test files that failed, alone on a machine that has become quiet, and said aloud.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { step } from './steps.mjs';

/** More files than these are not bad luck. */
const MOST = 3;

/**
 * Runs `command(files)`. Whoever writes the names of failed files, one in a line, into the file that the
 * environment names as FAILED_FILES gets those run again, once: only where CI is set, since at a desk a test that
 * fails now and then wants to be seen at once.
 * @param {string} name
 * @param {(files?: string[]) => string[]} command of all tests, or of some files
 * @param {{env?: object}} [options]
 */
export async function withSecondTry(name, command, options = {}) {
  if (!process.env.CI) return step(name, command(), options);
  const folder = mkdtempSync(join(tmpdir(), 'failed-'));
  const list = join(folder, 'files');
  try {
    if (await step(name, command(), { ...options, env: { ...options.env, FAILED_FILES: list } })) return true;
    const lines = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
    const files = [...new Set(lines.map((line) => relative(process.cwd(), line)))];
    if (!files.length || files.length > MOST) return false;
    return await step(`second try of ${files.join(', ')}`, command(files), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Iterable<string>} files absolute */
export function noteFailed(files) {
  if (process.env.FAILED_FILES) writeFileSync(process.env.FAILED_FILES, [...files].join('\n'), { flag: 'a' });
}
