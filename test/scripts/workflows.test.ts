// The workflows of a public host, by the linter that knows their language and their shell lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { cli, sender } from '../cli/iopath';

/** Those of this project, and those that others copy. */
const folders = ['.github/workflows', 'examples/workflows'];
const actionlint = findTool('actionlint');

test(
  'the workflows have no fault that actionlint knows',
  { skip: 'why' in actionlint && actionlint.why },
  () => {
    assert.ok('path' in actionlint);
    const files = folders.flatMap(folder => readdirSync(folder).map(name => join(folder, name)));
    assert.ok(files.length >= 3);
    const { status, stdout } = spawnSync(actionlint.path, files, { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  },
);

test('the action passes its inputs on as they are: one argument a line, and no shell reads them', t => {
  const place = mkdtempSync(join(tmpdir(), 'iopath-action-'));
  t.after(() => rmSync(place, { recursive: true, force: true }));
  const script = /\n {6}run: \|\n((?: {8}.*\n?)+)/.exec(readFileSync('action.yml', 'utf8'))![1]!;
  const local = script.replace(/npx --yes "iopath@\$IOPATH_VERSION"/, `"${process.execPath}" "${cli}"`);
  assert.notEqual(local, script);
  writeFileSync(join(place, 'a b.py'), `import socket\n\n\n${sender()}`);
  const lint = (paths: string, args: string) =>
    spawnSync('bash', ['-e', '-o', 'pipefail', '-c', local], {
      cwd: place,
      encoding: 'utf8',
      env: { ...process.env, IOPATH_PATHS: paths, IOPATH_ARGUMENTS: args, IOPATH_VERSION: '0' },
    });
  const found = lint('a b.py\n', '');
  assert.equal(found.status, 1, found.stderr);
  assert.match(found.stdout, /^::warning file=a b\.py,line=6/m);
  assert.equal(lint('.', '--ignore=copy-loop\n--all\n').status, 0);
  assert.equal(lint('$(touch ran); .', '').status, 2, 'a name is a name');
  assert.ok(!readdirSync(place).includes('ran'));
});
