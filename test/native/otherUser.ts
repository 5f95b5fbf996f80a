// Runs tests as another user, which root can become. That user cannot read a clone below a folder that only its owner may
// enter, such as a home: such tests copy their programs first.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Nobody, on every Linux. */
const id = 65534;
const identity = ['--reuid', String(id), '--regid', String(id), '--clear-groups'];

/** Runs a Node program as that user, with further options of setpriv(1). */
export function runAsOtherUser(program: string[], rights: string[] = []) {
  const command = [...identity, ...rights, process.execPath, ...program];
  return spawnSync('setpriv', command, { encoding: 'utf8', cwd: '/', maxBuffer: 1 << 26 });
}

/** Copies a file or folder into `folder`, which every user can enter, so that every user can read it; the copy's path. */
export function reachableCopy(path: string, folder: string): string {
  const copy = join(folder, basename(path));
  cpSync(path, copy, { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return copy;
}

/**
 * Why a test can not become another user who reaches `folder`; false where it can: made for `skip`. The folder keeps
 * its mode: it may be one that others use, such as /tmp.
 */
export function noOtherUser(folder: string): string | false {
  if (process.getuid?.() !== 0) return 'needs root, to run as another user';
  if (spawnSync('setpriv', ['--version']).status !== 0)
    return 'setpriv is not installed (Debian: util-linux)';
  const script = 'require("fs").readdirSync(process.argv[1])';
  const tried = runAsOtherUser(['-e', script, folder]);
  if (tried.status === 0) return false;
  return `another user can not run ${process.execPath} or can not read ${folder}`;
}
