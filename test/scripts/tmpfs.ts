import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A small file system that is unmounted after the test; null where none can be mounted, and the test is skipped. */
export function tmpfs(t: TestContext, { size, inodes }: { size: string; inodes: number }): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'iopath-tmpfs-'));
  const args = ['-t', 'tmpfs', '-o', `size=${size},nr_inodes=${inodes}`, 'none', folder];
  if (spawnSync('mount', args).status !== 0) {
    rmdirSync(folder);
    t.skip('needs root and a mount of tmpfs');
    return null;
  }
  t.after(() => {
    spawnSync('umount', [folder]);
    rmdirSync(folder);
  });
  return folder;
}
