import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import type { Warning } from '../model/report';

/** Which file stood at a path when the run was planned, and in what state. */
export interface FileIdentity {
  path: string;
  /** Device and inode: the same for every name of one file. Inodes of overlayfs do not fit into a double. */
  device: bigint;
  inode: bigint;
  bytes: bigint;
  modifiedNs: bigint;
}

export function identityOf(path: string, { dev, ino, size, mtimeNs }: BigIntStats): FileIdentity {
  return { path, device: dev, inode: ino, bytes: size, modifiedNs: mtimeNs };
}

export const isSameFile = (
  a: Pick<FileIdentity, 'device' | 'inode'>,
  b: Pick<FileIdentity, 'device' | 'inode'>,
) => a.device === b.device && a.inode === b.inode;

/** How a file has changed since it was identified; null if it has not. */
type Change = 'removed' | 'replaced' | 'resized' | 'overwritten';

async function changeOf(known: FileIdentity): Promise<Change | null> {
  const stats = await stat(known.path, { bigint: true }).catch(() => null);
  if (!stats) return 'removed';
  const now = identityOf(known.path, stats);
  if (!isSameFile(known, now)) return 'replaced';
  if (now.bytes !== known.bytes) return 'resized';
  return now.modifiedNs === known.modifiedNs ? null : 'overwritten';
}

/** A warning if files have changed: compares inode, size and modification time. */
export async function warningsOfChange(known: readonly FileIdentity[]): Promise<Warning[]> {
  let first: Message | null = null;
  let changed = 0;
  for (const identity of known) {
    const change = await changeOf(identity);
    if (!change) continue;
    changed += 1;
    first ??= message(`changed.${change}`, { path: identity.path });
  }
  if (first === null) return [];
  const what =
    changed > 1
      ? message('warning.changed-more', { change: first, more: changed - 1 })
      : message('warning.changed', { change: first });
  return [{ what, remedy: message('warning.changed.remedy') }];
}
