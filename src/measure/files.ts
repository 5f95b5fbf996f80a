import type { Dirent, Stats } from 'node:fs';
import { access, constants, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FileRange } from '../model/job';
import { Problem } from '../model/problem';

/** What will be moved: files in the order sent, with the range of each made whole numbers. */
export interface Input {
  files: FileRange[];
  bytes: number;
  /** Newest modification time, milliseconds since 1970. */
  modifiedMs: number;
  /** Folder on whose filesystem the input lies; outputs go there too. */
  directory: string;
  /** What was found but left out: links, sockets, empty and unreadable files within folders. */
  leftOut: { what: string; remedy: string }[];
}

export interface InputOptions {
  paths: string[];
  offset: number;
  length: number | null;
  signal?: AbortSignal | undefined;
}

interface Found {
  path: string;
  stats: Stats;
}

interface LeftOut {
  links: number;
  special: number;
  unreadable: number;
  empty: number;
}

/**
 * The regular files below `paths`, folders walked in name order without following links. A path named by hand
 * must be readable and hold bytes, else this throws a Problem; within folders such files are left out and told.
 */
export async function readInput({ paths, offset, length, signal }: InputOptions): Promise<Input> {
  if (paths.length === 0) throw nothingNamed();
  const leftOut: LeftOut = { links: 0, special: 0, unreadable: 0, empty: 0 };
  const input: Input = { files: [], bytes: 0, modifiedMs: 0, directory: '', leftOut: [] };
  for (const path of paths) {
    for await (const { path: file, stats } of regularFiles(resolve(path), leftOut)) {
      signal?.throwIfAborted();
      const bytes = Math.max(0, Math.min(stats.size - offset, length ?? Number.MAX_SAFE_INTEGER));
      if (bytes === 0) {
        leftOut.empty += 1;
        continue;
      }
      input.files.push({ path: file, offset, length: bytes });
      input.bytes += bytes;
      input.modifiedMs = Math.max(input.modifiedMs, stats.mtimeMs);
    }
  }
  const first = input.files[0];
  if (!first) throw await nothingToMove(paths, offset, leftOut);
  input.directory = dirname(await realpath(first.path));
  input.leftOut = told(leftOut);
  return input;
}

async function* regularFiles(path: string, leftOut: LeftOut): AsyncGenerator<Found> {
  const stats = await stat(path).catch(error => {
    throw cannotLook(path, error);
  });
  if (stats.isDirectory()) yield* walk(path, leftOut, true);
  else if (!stats.isFile()) throw notRegular(path, stats);
  else {
    await access(path, constants.R_OK).catch(error => {
      throw cannotLook(path, error);
    });
    yield { path, stats };
  }
}

/** Names of one folder are held and sorted; folders are entered one at a time, so a deep tree costs its path. */
async function* walk(folder: string, leftOut: LeftOut, named = false): AsyncGenerator<Found> {
  for (const entry of await entries(folder, leftOut, named)) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) leftOut.links += 1;
    else if (entry.isDirectory()) yield* walk(path, leftOut);
    else if (!entry.isFile()) leftOut.special += 1;
    else yield* readable(path, leftOut);
  }
}

async function entries(folder: string, leftOut: LeftOut, named: boolean): Promise<Dirent[]> {
  try {
    const found: Dirent[] = [];
    for await (const entry of await opendir(folder, { bufferSize: 1024 })) found.push(entry);
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (named) throw cannotLook(folder, error as NodeJS.ErrnoException);
    leftOut.unreadable += 1;
    return [];
  }
}

async function* readable(path: string, leftOut: LeftOut): AsyncGenerator<Found> {
  try {
    await access(path, constants.R_OK);
    yield { path, stats: await stat(path) };
  } catch {
    // Gone or closed to us since the folder was listed: told in the count, not fatal.
    leftOut.unreadable += 1;
  }
}

function nothingNamed(): Problem {
  return new Problem('input', {
    what: 'No file or folder was named.',
    why: 'There is nothing to move without one.',
    remedy: 'Name a file, or a folder for all its files.',
  });
}

function cannotLook(path: string, error: NodeJS.ErrnoException): Problem {
  const told: Record<string, [why: string, remedy: string]> = {
    ENOENT: [
      'There is no such file or folder.',
      'Check the path; a relative one starts at the current folder.',
    ],
    EACCES: [
      'You have no permission to read it (EACCES).',
      'Give yourself read permission (`chmod u+r`), or name another file.',
    ],
    ELOOP: ['It is a link that leads back to itself (ELOOP).', 'Name the file it should lead to.'],
    ENOTDIR: ['A part of the path is a file, not a folder (ENOTDIR).', 'Check the path.'],
  };
  const [why, remedy] = told[error.code ?? ''] ?? [`${error.message}.`, 'Name a file that can be read.'];
  return new Problem('input', { what: `${path} can't be read.`, why, remedy }, { cause: error });
}

function notRegular(path: string, stats: Stats): Problem {
  const kind = stats.isFIFO()
    ? 'a FIFO'
    : stats.isSocket()
      ? 'a socket'
      : stats.isBlockDevice()
        ? 'a block device'
        : stats.isCharacterDevice()
          ? 'a character device'
          : 'no regular file';
  return new Problem('input', {
    what: `${path} can't be profiled.`,
    why: `It is ${kind}: it has no length, no page cache of its own, and reading it would take its data away.`,
    remedy: 'Name a regular file, or a folder of them.',
  });
}

async function nothingToMove(paths: string[], offset: number, leftOut: LeftOut): Promise<Problem> {
  const path = paths[0]!;
  const one = paths.length === 1 ? path : `${path} and ${paths.length - 1} more`;
  const folder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (!folder && offset > 0)
    return new Problem('input', {
      what: `${one} has no bytes from offset ${offset} on.`,
      why: 'The range starts at or behind the end of the file.',
      remedy: 'Choose a smaller offset.',
    });
  if (!folder)
    return new Problem('input', {
      what: `${one} is empty.`,
      why: 'A file of 0 bytes gives nothing to move, so nothing could be measured.',
      remedy: 'Name a file that holds data; 1 MiB and more gives steady figures.',
    });
  const reasons = told(leftOut).map(({ what }) => what);
  return new Problem('input', {
    what: `${one} has no file to profile.`,
    why: reasons.length > 0 ? reasons.join(' ') : 'The folder is empty.',
    remedy: 'Name a folder that holds regular files with data, or a single file.',
  });
}

function told({ links, special, unreadable, empty }: LeftOut): Input['leftOut'] {
  const files = (n: number) => (n === 1 ? '1 file' : `${n} files`);
  const all = [
    { n: links, what: `${links} symbolic link(s) were not followed.`, remedy: 'Name what they lead to.' },
    {
      n: special,
      what: `${special} special file(s) (FIFO, socket, device) were left out.`,
      remedy: 'Nothing to do.',
    },
    {
      n: unreadable,
      what: `${files(unreadable)} or folder(s) could not be read and were left out.`,
      remedy: 'Give yourself read permission, then run again.',
    },
    { n: empty, what: `${files(empty)} without bytes in the range were left out.`, remedy: 'Nothing to do.' },
  ];
  return all.filter(({ n }) => n > 0).map(({ what, remedy }) => ({ what, remedy }));
}
