// The workflows of a public host, by the linter that knows their language and their shell lines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { version } from '../../package.json';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { targetsOf } from '../../scripts/lib/vsix.mjs';
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

test('a release makes each package that there is, by its name', () => {
  const [, named = ''] = /--target (\S+)$/m.exec(readFileSync('.github/workflows/release.yml', 'utf8')) ?? [];
  assert.deepEqual(named.split(',').flatMap(targetsOf).sort(), [...targetsOf('all')].sort());
});

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

const preCommit = findTool('pre-commit');

test('the hook stops a commit that adds a loop', { skip: 'why' in preCommit && preCommit.why }, t => {
  assert.ok('path' in preCommit);
  const place = mkdtempSync(join(tmpdir(), 'iopath-hook-'));
  t.after(() => rmSync(place, { recursive: true, force: true }));
  const [hooks, project] = [join(place, 'hooks'), join(place, 'a project')];
  const home = { HOME: place, PRE_COMMIT_HOME: join(place, 'cache'), GIT_CONFIG_NOSYSTEM: '1' };
  // What npx would fetch once it is published.
  const published = `#!/bin/sh\ntest "$1 $2" = "--yes iopath@${version}" || exit 9\nshift 2\n`;
  mkdirSync(join(place, 'bin'));
  writeFileSync(join(place, 'bin', 'npx'), `${published}exec "${process.execPath}" "${cli}" "$@"\n`, {
    mode: 0o755,
  });
  const path = [join(place, 'bin'), dirname(preCommit.path), process.env.PATH].join(':');
  const env = { ...process.env, ...home, PATH: path };
  const run = (cwd: string, program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  const git = (cwd: string, ...args: string[]) => {
    const { status, stderr } = run(
      cwd,
      'git',
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      ...args,
    );
    assert.equal(status, 0, stderr);
  };
  for (const [folder, name, text] of [
    [hooks, '.pre-commit-hooks.yaml', readFileSync('.pre-commit-hooks.yaml', 'utf8')],
    [project, 'notes.md', 'no source\n'],
    [project, 'a b.py', `import socket\n\n\n${sender()}`],
  ] as const) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
  }
  git(hooks, 'commit', '-q', '-m', 'hooks');
  const tried = () =>
    run(project, preCommit.path, 'try-repo', hooks, 'iopath-lint', '--all-files', '--verbose');
  const found = tried();
  assert.equal(found.status, 1, found.stdout + found.stderr);
  assert.match(found.stdout, /Failed[\s\S]*exit code: 1[\s\S]*a b\.py:6/);
  assert.doesNotMatch(found.stdout, /notes\.md/);
  writeFileSync(join(project, 'a b.py'), 'print("fine")\n');
  const fine = tried();
  assert.equal(fine.status, 0, fine.stdout + fine.stderr);
});
