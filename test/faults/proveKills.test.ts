// The scratch file is gone after a kill of any process of a proof, at any moment.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf, commandOf } from '../processes';
import { cli, folder, serve } from '../prove/iopathProve';
import { until } from '../until';

/** Set higher for a longer trial: KILLS=200. */
const kills = Number(process.env.KILLS ?? 24);
const victims = ['command line', 'prover', 'guard', 'both', 'group'] as const;

/** Processes of one proof, as far as they are there by now. */
function processesOf(root: number) {
  const prover = childrenOf(root).find(pid => commandOf(pid).includes('prover.js'));
  const guard = prover && childrenOf(prover).find(pid => commandOf(pid).includes('iopath-guard'));
  return { prover, guard };
}

function kill(child: ChildProcess, victim: (typeof victims)[number]): void {
  const root = child.pid!;
  const { prover, guard } = processesOf(root);
  const targets = {
    'command line': [root],
    prover: [prover],
    guard: [guard],
    both: [prover, root],
    group: [-root],
  }[victim];
  for (const pid of targets)
    try {
      if (pid) process.kill(pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
}

/** Numbers below one, the same in each run. */
function* numbers(): Generator<number> {
  for (let state = 12_345; ; state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0)
    yield (state >>> 8) / (1 << 24);
}

test(`nothing is left after ${kills} kills at moments all over a proof`, { timeout: 1_200_000 }, async t => {
  const served = folder();
  writeFileSync(join(served, 'theirs.bin'), 'not ours');
  const url = await serve(({ url = '' }, response) => {
    createReadStream(join(served, basename(url)))
      .on('error', () => response.destroy())
      .pipe(response);
  });
  const random = numbers();
  let existed = 0;
  for (let round = 0; round < kills; round++) {
    const victim = victims[round % victims.length]!;
    const args = [cli, 'prove', url, '--directory', served, '--repeat', '5'];
    const child = spawn(process.execPath, args, { stdio: 'ignore', detached: true });
    const gone = new Promise(done => child.once('close', done));
    // Half of the kills come once the file is there, half at any moment of the start.
    if (round % 2)
      await until('the scratch file', () => readdirSync(served).length > 1 || child.exitCode !== null);
    await pause(random.next().value! * 400);
    if (readdirSync(served).length > 1) existed++;
    kill(child, victim);
    await gone;
    await until(`the folder after a kill of the ${victim}`, () => readdirSync(served).length === 1);
  }
  assert.deepEqual(readdirSync(served), ['theirs.bin']);
  assert.equal(readFileSync(join(served, 'theirs.bin'), 'utf8'), 'not ours');
  t.diagnostic(`the scratch file was there at ${existed} of ${kills} kills`);
  assert.ok(existed > 0, 'some kills met a proof under way');
});

test('what a kill of everything leaves is swept by the next proof, and other files are not', async () => {
  const served = folder();
  // A process id that Linux never gives: PID_MAX_LIMIT is 2^22.
  const left = 'iopath-prove-4194305-1-0123456789abcdef.bin';
  const others = ['iopath-prove-1-x.bin', 'iopath-prove-4194305-1-0123456789abcdef.txt'];
  for (const name of [left, ...others]) writeFileSync(join(served, name), '');
  const args = [cli, 'prove', 'http://127.0.0.1:1/', '--directory', served];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  await new Promise(done => child.once('close', done));
  assert.deepEqual(readdirSync(served).sort(), others.sort());
});
