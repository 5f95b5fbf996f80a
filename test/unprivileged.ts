import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Nobody, on every Linux. */
const nobody = 65534;

/**
 * Runs `body` without root's right to read and write everything: a root gives `folder` away and acts as its owner for
 * the while; any other user has no such right. Skips where another user cannot reach the folder.
 */
export async function unprivileged(
  t: { skip(why: string): void },
  folder: string,
  body: () => void | Promise<void>,
): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  try {
    if (isRoot) {
      spawnSync('chown', ['-R', String(nobody), folder]);
      process.seteuid?.(nobody);
    }
    if (canList(folder)) await body();
    else t.skip(`another user cannot reach ${folder}`);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

function canList(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
