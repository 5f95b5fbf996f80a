// The commands by which the documentation compares two reports, run as they stand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { cli, tree } from '../cli/iopath';

/** The block of shell commands in the page that holds a command. */
function blockWith(command: string): string {
  const blocks = readFileSync('docs/integrations.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  const found = [...blocks].map(([, text]) => text!).find(text => text.includes(command));
  assert.ok(found, `no block with ${command}`);
  return found;
}

test('two reports and their comparison, by the commands of the documentation', () => {
  const { path } = tree();
  mkdirSync(join(path, 'public'));
  writeFileSync(join(path, 'public', 'page.html'), Buffer.alloc(1 << 20, 'io'));
  const iopath = join(path, 'iopath');
  writeFileSync(iopath, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(iopath, 0o755);
  const env = { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` };
  const script = `set -e\n${blockWith('iopath compare')}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: path, env, encoding: 'utf8' });
  // Whether the machine was busier the second time is no fault of the commands: 1 is a verdict too.
  assert.ok(status === 0 || status === 1, `${status}\n${stderr}`);
  for (const words of [/read-write/, /sendfile/, /over 10 % more|over the limit/])
    assert.match(stdout, words);
});
