import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'iopath-prove';
const pattern = /^iopath-prove-(\d+)-(\d+)-[0-9a-f]{16}\.bin$/;

/** When a process was started, in clock ticks since boot (proc_pid_stat(5), field 22); null where it is gone. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** A unique name that identifies its process. It has no leading dot, because servers hide such files. */
export const scratchName = (): string =>
  `${prefix}-${process.pid}-${startOf(process.pid) ?? 0}-${randomBytes(8).toString('hex')}.bin`;

/** Removes $1, and $2 while it is the same file, unless a line dismisses it first. */
const script = `read -r _ && exit; [ -n "$2" ] && [ "$1" -ef "$2" ] && rm -f -- "$2"; rm -f -- "$1"`;

/**
 * Watches this process and removes the file once it has ended, also by SIGKILL: a shell in a separate session, which a
 * signal to our process group does not reach, waits for the end of a pipe that we hold. Returns a function that ends it.
 */
export function guardFile(path: string, alias: string | null): () => void {
  const watcher = spawn('/bin/sh', ['-c', script, 'iopath-guard', path, alias ?? ''], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell only the next run's sweep removes the file.
  watcher.on('error', () => {});
  watcher.stdin?.on('error', () => {});
  watcher.unref();
  return () => watcher.stdin?.end('\n');
}

/** Removes scratch files of processes that are gone: those whose guard was killed with them. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const found = pattern.exec(name);
    if (!found || startOf(Number(found[1])) === found[2]) continue;
    const path = join(folder, name);
    try {
      const { uid } = lstatSync(path);
      if (uid === process.getuid?.()) unlinkSync(path);
    } catch {
      // Another run's sweep removed it first, or we may not remove the file.
    }
  }
}
