import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'install-'));
after(() => rmSync(folder, { recursive: true }));

it('the first command installs nothing through a link, which would empty what others use', () => {
  const [project, shared] = [join(folder, 'project'), join(folder, 'shared')];
  for (const each of [join(project, 'scripts'), shared]) mkdirSync(each, { recursive: true });
  writeFileSync(join(shared, 'theirs'), '');
  const root = { name: 'project', version: '0.0.0' };
  writeFileSync(join(project, 'package.json'), JSON.stringify(root));
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages: { '': root } }));
  symlinkSync(shared, join(project, 'node_modules'), 'junction');
  cpSync(join(import.meta.dirname, '../../scripts/run.mjs'), join(project, 'scripts/run.mjs'));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'lint'], { cwd: project, encoding: 'utf8' });
  assert.ok(existsSync(join(shared, 'theirs')));
  assert.match(stderr, /node_modules is a link/);
  assert.equal(status, 1);
});
