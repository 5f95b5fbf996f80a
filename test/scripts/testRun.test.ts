// A run of test files that is ended by a signal: nothing that it started goes on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { processStart, signalAll } from '../../scripts/lib/processes.mjs';
import { until } from '../until';

const place = mkdtempSync(join(tmpdir(), 'iopath-test-run-'));
after(() => rmSync(place, { recursive: true, force: true }));
const lib = (name: string) => JSON.stringify(resolve('scripts/lib', name));

/** A test file that never ends; it notes itself and two programs, one of them in a session of its own. */
const endless = `const { spawn } = require('node:child_process');
const { renameSync, writeFileSync } = require('node:fs');
require('node:test').test('endless', () => {
  const programs = [false, true].map(detached => spawn('sleep', ['1000'], { detached }));
  writeFileSync(__filename + '.part', [process.pid, ...programs.map(({ pid }) => pid)].join(' '));
  renameSync(__filename + '.part', __filename + '.note');
  return new Promise(resolve => setTimeout(resolve, 1e6));
});`;

/** In a file: node:test gives the arguments of Node, as -e, to the test files too. */
const script = join(place, 'run.mjs');
const run = `import { runFiles } from ${lib('testRun.mjs')};
  import { Tally } from ${lib('tally.mjs')};
  const files = process.argv.slice(2).map(file => ({ suite: 'endless', file }));
  await runFiles(files, { slots: 1, tally: new Tally() });
  console.log('✖ concluded');`;
writeFileSync(script, run);

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  test(`${signal} ends a run, its test files and what they started`, async t => {
    const [file, next] = [join(place, `${signal}.js`), join(place, `${signal}-next.js`)];
    for (const path of [file, next]) writeFileSync(path, endless);
    // The variable would make node:test run the file in this process's own report.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = spawn(process.execPath, [script, file, next], { env });
    const closed = once(child, 'close');
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        printed += text;
      });
    await until('the test file', () => existsSync(`${file}.note`));
    const pids = readFileSync(`${file}.note`, 'utf8').split(' ').map(Number);
    t.after(() => signalAll(pids, 'SIGKILL'));
    assert.ok(
      pids.every(pid => processStart(pid) !== null),
      'all run',
    );
    child.kill(signal);
    assert.deepEqual(await closed, [code, null], printed);
    await until('the end of all', () => pids.every(pid => processStart(pid) === null));
    assert.match(printed, new RegExp(`^\\s*${signal}: the tests that run are ended`));
    assert.doesNotMatch(printed, /✖/, 'what was ended has not failed');
    assert.ok(!existsSync(`${next}.note`), 'no further file is begun');
  });
