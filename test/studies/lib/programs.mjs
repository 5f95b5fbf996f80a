// Where the programs of the studies are.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const usual = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/usr/local/go/bin'];

/** Why a system that only root can start is not here; null for root. */
export const unlessRoot = () =>
  process.getuid?.() === 0
    ? null
    : { why: 'it serves nobody unless root starts it.', how: 'Run `npm run study` as root.' };

/**
 * The first program of that name on PATH or in the usual folders that runs.
 * @param {string} name
 * @param {{try?: string[], ends?: number, folders?: string[], debian: string}} options arguments of a harmless trial, the
 *   status it ends with, more folders to look in, and Debian's package
 */
export function program(name, { try: args = ['-v'], ends = 0, folders = [], debian }) {
  const places = [...(process.env.PATH ?? '').split(delimiter), ...usual, ...folders];
  const path = places.map(folder => join(folder, name)).find(existsSync);
  if (!path) return { why: `${name} is not installed (Debian: ${debian})` };
  const { status } = spawnSync(path, args, { stdio: 'ignore' });
  return status === ends ? { path, debian } : { why: `${path} does not run (Debian: ${debian})` };
}
