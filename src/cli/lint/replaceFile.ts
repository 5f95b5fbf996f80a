import { execFileSync } from 'node:child_process';
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { message } from '../../messages/message';
import { type Message, outline } from '../../model/message';

/** A file's bytes and its identity when they were read. */
export interface ReadSource {
  /** The file's real path: the target if the path is a link. */
  path: string;
  bytes: Buffer;
  stats: BigIntStats;
}

/** A file that is not rewritten; `why` follows "not rewritten: " and says what to do. */
export class Refused extends Error {
  constructor(readonly why: Message) {
    super(outline(why));
  }
}

/** Reads a file that is to be replaced. Throws Refused for one that must not be, or that changes while it is read. */
export function readSource(path: string): ReadSource {
  const target = realpathSync(path);
  const fd = openSync(target, 'r');
  try {
    const stats = fstatSync(fd, { bigint: true });
    demandReplaceable(stats);
    const bytes = readFileSync(fd);
    if (!isSame(stats, fstatSync(fd, { bigint: true }))) throw changed();
    return { path: target, bytes, stats };
  } finally {
    closeSync(fd);
  }
}

function demandReplaceable({ nlink, mode }: BigIntStats): void {
  if (nlink > 1n) throw new Refused(message('unfixed.links', { links: String(nlink) }));
  if ((mode & 0o222n) === 0n) throw new Refused(message('unfixed.read-only'));
}

const isSame = (a: BigIntStats, b: BigIntStats) =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;

const changed = () => new Refused(message('unfixed.changed'));

/**
 * Replaces a file by a text, whole or not at all: a copy of it, with its owner, mode and extended attributes, gets the
 * text and then takes its place. Throws Refused where the file is no longer what was read or its attributes can't be kept.
 */
export function replaceFile(source: ReadSource, text: string): void {
  // A new folder, so that no existing name is touched or removed.
  const folder = mkdtempSync(join(dirname(source.path), '.iopath-'));
  try {
    const copy = join(folder, basename(source.path));
    copyWithAttributes(source, copy);
    overwrite(copy, text);
    const kept = join(folder, 'before');
    const isKept = tryLink(source.path, kept);
    // The link changes only the link count.
    if (!isSame(source.stats, statSync(source.path, { bigint: true }))) throw changed();
    renameSync(copy, source.path);
    if (isKept && !isSame(source.stats, statSync(kept, { bigint: true }))) {
      // The file was written just before the rename: keep the newer text.
      renameSync(kept, source.path);
      throw changed();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node can't copy extended attributes and access lists; cp can, and fails if it can't keep them. */
function copyWithAttributes({ path, stats }: ReadSource, copy: string): void {
  const preserve = process.platform === 'linux' ? '--preserve=mode,ownership,xattr' : '-p';
  try {
    execFileSync('cp', [preserve, '--', path, copy], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    throw new Refused(message('unfixed.attributes', { error: firstLine(error) }));
  }
  const { uid, gid, mode } = statSync(copy, { bigint: true });
  if (uid !== stats.uid || gid !== stats.gid || mode !== stats.mode)
    throw new Refused(message('unfixed.owner'));
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer; message: string };
  return (stderr?.toString().trim() || message).split('\n')[0]!;
}

function overwrite(path: string, text: string): void {
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** False where the filesystem has no hard links. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}
