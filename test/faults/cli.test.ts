// The built command line where the machine around it is broken: full and closed streams, missing folders, kills.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { scratchFolder, writeNoise } from '../native/engine';

const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);
const folder = scratchFolder();
const input = writeNoise(folder, 'input.bin', 1 << 20);
const brief = ['profile', input, '--strategy', 'sendfile', '--runs', '1', '--receiver', 'block'];

interface Where {
  env?: NodeJS.ProcessEnv;
  stdio?: ('pipe' | 'ignore' | number)[];
}

function iopath(args: string[], { env = {}, stdio = ['ignore', 'pipe', 'pipe'] }: Where = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    cwd: folder,
    timeout: 600_000,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...env },
    stdio,
  });
  return { code: status, out: stdout ?? '', err: stderr ?? '' };
}

const full = () => openSync('/dev/full', 'w');

test('a full stdout fails the job with one message and no stack', () => {
  const { code, err } = iopath(brief, { stdio: ['ignore', full(), 'pipe'] });
  assert.equal(code, 3, err);
  assert.match(err, /iopath: The result could not be written to stdout\.\n {2}why: ENOSPC/);
  assert.doesNotMatch(err, /\n {4}at /);
});

test('a stderr that is full or has no reader costs nothing of the report', () => {
  assert.match(iopath(brief, { stdio: ['ignore', 'pipe', full()] }).out, /sendfile/);
  const shell = `"${process.execPath}" "${cli}" ${brief.join(' ')} 2> >(exit 0)`;
  const { status, stdout } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /sendfile/);
});

test('a report that would go to its own input is refused, and the input stays', () => {
  const before = spawnSync('sha256sum', [input], { encoding: 'utf8' }).stdout;
  const appended = openSync(input, 'a');
  for (const { code, err } of [
    iopath([...brief, '--html', input]),
    iopath(brief, { stdio: ['ignore', appended, 'pipe'] }),
  ]) {
    assert.equal(code, 2, err);
    assert.match(err, /which is to be read/);
  }
  assert.equal(spawnSync('sha256sum', [input], { encoding: 'utf8' }).stdout, before);
});

test('an output that can not be written is refused before the run', () => {
  const { code, err } = iopath([...brief, '--html', '/nonexistent/x']);
  assert.equal(code, 2);
  assert.doesNotMatch(err, /interleaved/, 'the run did not begin');
});

test('a missing TMPDIR is told as that', () => {
  const { code, err } = iopath(['profile', '--scenario', 'nginx-static'], {
    env: { TMPDIR: join(folder, 'none') },
  });
  assert.equal(code, 3, err);
  assert.match(err, /none could be made in .*none\.\n {2}why: ENOENT/);
  assert.match(err, /TMPDIR/);
});

test('an argument with control characters is shown without them', () => {
  const { err } = iopath(['profile', 'a\u001b[31m\nb']);
  assert.ok(!err.includes('\u001b'));
  assert.match(err, /a⟨U\+001B⟩\[31m⟨U\+000A⟩b/);
});

const noScript =
  spawnSync('script', ['--version']).status !== 0 && 'script is not installed (Debian: bsdutils)';

test('a dumb terminal gets no escape codes', { skip: noScript }, () => {
  const line = `"${process.execPath}" "${cli}" ${brief.join(' ')}`;
  const onTerminal = (TERM: string) =>
    spawnSync('script', ['-qec', line, '/dev/null'], { encoding: 'utf8', env: { ...process.env, TERM } })
      .stdout;
  assert.ok(onTerminal('xterm').includes('\u001b['));
  assert.ok(!onTerminal('dumb').includes('\u001b['));
});

/** A scenario that makes its input in `TMPDIR`, killed as soon as the file is there. */
async function killedWithMadeInput(signal: NodeJS.Signals): Promise<string[]> {
  const temporary = mkdtempSync(join(tmpdir(), 'iopath-made-'));
  const child = spawn(process.execPath, [cli, 'profile', '--scenario', 'nginx-static'], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const holds = () => {
    try {
      return readdirSync(`/proc/${child.pid}/fd`).some(fd =>
        readlinkSync(`/proc/${child.pid}/fd/${fd}`).startsWith(temporary),
      );
    } catch {
      return false;
    }
  };
  while (!holds() && child.exitCode === null) await setTimeout(5);
  assert.equal(child.exitCode, null, 'the scenario makes a file');
  child.kill(signal);
  await ended;
  const left = readdirSync(temporary);
  rmSync(temporary, { recursive: true });
  return left;
}

for (const signal of ['SIGHUP', 'SIGKILL'] as const)
  test(`${signal} leaves nothing of a file made for a scenario`, async () => {
    assert.deepEqual(await killedWithMadeInput(signal), []);
  });
