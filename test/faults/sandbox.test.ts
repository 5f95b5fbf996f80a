// The built command line in a sandbox that forbids system calls (seccomp), and on a filesystem of user space (FUSE).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Report } from '../../src/model/report';
import { said } from '../english';
import { scratchFolder, writeNoise } from '../native/engine';

const cli = join(process.cwd(), 'dist', 'cli.js');
const folder = scratchFolder();
const input = writeNoise(folder, 'input.bin', 1 << 20);
const brief = ['--runs', '1', '--receiver', 'block', '--budget', '1', '--json'];

function transfersUnder(wrapper: string[], args: string[]) {
  const [command = '', ...rest] = [...wrapper, process.execPath, cli, 'profile', ...args, ...brief];
  const options = { encoding: 'utf8', timeout: 600_000, killSignal: 'SIGKILL', maxBuffer: 1 << 28 } as const;
  const { stdout, stderr } = spawnSync(command, rest, options);
  assert.notEqual(stdout, '', stderr);
  return (JSON.parse(stdout) as Report).transfers;
}

// strace answers the call as a seccomp filter with an errno does.
const forbidding = (call: string) => [
  'strace',
  '-f',
  '-qq',
  '-o',
  '/dev/null',
  '-e',
  `inject=${call}:error=EPERM`,
];
const noStrace =
  spawnSync('strace', ['-V']).status !== 0 && 'strace is not installed (Debian: apt-get install strace)';

for (const call of ['mincore', 'sched_setaffinity'])
  test(`a sandbox without ${call} does not stop a run`, { skip: noStrace }, () => {
    const [transfer] = transfersUnder(forbidding(call), [input, '--strategy', 'sendfile']);
    assert.equal(transfer?.unsupported, null);
    assert.equal(transfer?.failed, null);
    assert.equal(transfer?.integrity?.ok, true);
  });

test(
  'where mincore is forbidden, nothing resident is no proof that the page cache was bypassed',
  { skip: noStrace },
  () => {
    const args = [input, '--strategy', 'direct-io', '--route', 'file-to-file'];
    const [transfer] = transfersUnder(forbidding('mincore'), args);
    const written = transfer?.copies.find(({ from }) => from === 'user-buffer');
    assert.equal(written?.moverEvidence, 'model', JSON.stringify(transfer?.copies));
    assert.match(
      transfer!.notes.map(said).join(),
      /could not decide what happens from user-buffer to destination-disk/,
    );
  },
);

const noBindfs =
  spawnSync('bindfs', ['-V']).status !== 0 && 'bindfs is not installed (Debian: apt-get install bindfs)';

test(
  'files of FUSE without a page cache are profiled, and what maps them says why not',
  { skip: noBindfs },
  t => {
    const mount = join(folder, 'fuse');
    mkdirSync(mount);
    if (spawnSync('bindfs', ['-o', 'direct_io', folder, mount]).status !== 0)
      return t.skip('no FUSE can be mounted here');
    try {
      const transfers = transfersUnder(
        [],
        [join(mount, 'input.bin'), '--strategy', 'read-write,sendfile,mmap-write'],
      );
      const of = (name: string) => transfers.find(({ strategy }) => strategy === name);
      for (const name of ['read-write', 'sendfile']) assert.equal(of(name)?.integrity?.ok, true, name);
      assert.match(said(of('mmap-write')?.unsupported?.why ?? ''), /fuse does not let its files be mapped/);
    } finally {
      spawnSync('umount', [mount]);
    }
  },
);
