import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const textOf = (path: string) => readFileSync(path, 'utf8');
const all = readdirSync('scripts')
  .filter(name => name.endsWith('.mjs'))
  .map(name => `scripts/${name}`);
const scripts = all.filter(path => textOf(path).includes("from './lib/options.mjs'"));

function run(...args: string[]) {
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: undefined },
  });
}

test('no script reads its options in a way of its own', () => {
  const own = all.filter(path => /from 'node:util'/.test(textOf(path)) && /parseArgs/.test(textOf(path)));
  assert.deepEqual(own, []);
});

test('each script with options has help, and refuses an option it does not know with a remedy', () => {
  assert.ok(scripts.length > 5, String(scripts));
  for (const script of scripts) {
    const help = run(script, '--help');
    assert.deepEqual({ script, status: help.status, said: help.stderr }, { script, status: 0, said: '' });
    assert.match(help.stdout, /^\S.+\n/);
    const refused = run(script, '--nonsense');
    assert.equal(refused.status, 1, script);
    assert.match(refused.stderr, /why: .*--nonsense/);
    assert.ok(refused.stderr.includes(`do:  node ${script} --help`), refused.stderr);
    assert.doesNotMatch(refused.stderr, /^ +at /m);
  }
});
