import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { quietly } from '../../scripts/lib/command.mjs';
import { processStart } from '../../scripts/lib/processes.mjs';

const place = mkdtempSync(join(tmpdir(), 'iopath-command-'));
after(() => rmSync(place, { recursive: true, force: true }));

/** A script that runs a shell, which starts a sleep and writes its number into a file. */
const script = `import { quietly } from ${JSON.stringify(resolve('scripts/lib/command.mjs'))};
  await quietly('/bin/sh', ['-c', 'sleep 300 & echo $! > "$0.part"; mv "$0.part" "$0"; wait', process.argv[1]]);`;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  test(`${signal} ends a script and what its programs started`, async () => {
    const note = join(place, signal);
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, note]);
    const closed = once(child, 'close');
    while (!existsSync(note)) await sleep(20);
    const sleeper = Number(readFileSync(note, 'utf8'));
    assert.notEqual(processStart(sleeper), null, 'it runs');
    child.kill(signal);
    assert.deepEqual(await closed, [code, null]);
    while (processStart(sleeper) !== null) await sleep(20);
  });

test('a program that takes too long is ended, and the error says so', async () => {
  await assert.rejects(quietly('sleep', ['300'], { limitMs: 50 }), /sleep 300: no end after 0.05 s/);
});
