// Other filesystems than the one the tests happen to run on, each mounted from an image for the while.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How each filesystem is made in an image file; null for one that needs none. */
export const recipes: Record<string, string[] | null> = {
  tmpfs: null,
  ext4: ['mkfs.ext4', '-q', '-F'],
  xfs: ['mkfs.xfs', '-q'],
  btrfs: ['mkfs.btrfs', '-q'],
};

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Mounts `type` on `folder`; false where this machine can't. */
function mount(type: string, image: string, folder: string): boolean {
  const make = recipes[type];
  if (!make) return works('mount', '-t', type, '-o', 'size=200m', type, folder);
  writeFileSync(image, '');
  truncateSync(image, 400 << 20);
  const [command = '', ...options] = make;
  return works(command, ...options, image) && works('mount', '-t', type, '-o', 'loop', image, folder);
}

/** Runs `body` on a filesystem of that type, mounted from an image for the while; skips where it cannot be mounted. */
export async function onFilesystem(
  type: string,
  t: { skip(why: string): void },
  body: (folder: string) => Promise<void>,
) {
  const base = mkdtempSync(join(tmpdir(), 'iopath-mount-'));
  const folder = join(base, 'mounted');
  mkdirSync(folder);
  if (!mount(type, join(base, 'image'), folder)) {
    rmSync(base, { recursive: true });
    return t.skip(`no ${type} can be mounted here: that takes root, mkfs.${type} and the kernel's driver`);
  }
  try {
    await body(folder);
  } finally {
    assert.ok(works('umount', folder), 'the run left nothing open on the filesystem');
    rmSync(join(base, 'image'), { force: true });
    rmdirSync(folder);
    rmdirSync(base);
  }
}
