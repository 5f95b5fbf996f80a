import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Problem } from '../model/problem';

/** Files within folders that could not be taken, by reason. */
export interface LeftOut {
  links: number;
  special: number;
  madeByKernel: number;
  unreadable: number;
  /** Removed or renamed after their folder was listed. */
  gone: number;
  /** Node reads names as UTF-8, so a name that is none leads to no file. */
  badName: number;
  empty: number;
}

export const emptyLeftOut = (): LeftOut => ({
  links: 0,
  special: 0,
  madeByKernel: 0,
  unreadable: 0,
  gone: 0,
  badName: 0,
  empty: 0,
});

/** Under which reason a file or folder that could not be opened is counted. */
export function reasonOf(path: string, error: unknown): 'unreadable' | 'gone' | 'badName' {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return 'unreadable';
  return path.includes('\ufffd') ? 'badName' : 'gone';
}

export function nothingNamed(): Problem {
  return new Problem('input', {
    what: 'No file or folder was named.',
    why: 'There is nothing to move without one.',
    remedy: 'Name a file, or a folder for all its files.',
  });
}

const missing: [why: string, remedy: string] = [
  'There is no such file or folder.',
  'Check the path; a relative one starts at the current folder.',
];
const badName: [why: string, remedy: string] = [
  'Its name is not valid UTF-8, or there is no such file.',
  'Check the path, or rename the file, for example with `convmv`.',
];

export function cannotLook(path: string, error: NodeJS.ErrnoException): Problem {
  const told: Record<string, [why: string, remedy: string]> = {
    ENOENT: path.includes('\ufffd') ? badName : missing,
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

export function notRegular(path: string, stats: BigIntStats): Problem {
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

export function madeByKernel(path: string, filesystem: string): Problem {
  return new Problem('input', {
    what: `${path} can't be profiled.`,
    why: `It lies on ${filesystem}: the kernel makes its bytes up as they are read, so there are none to move.`,
    remedy: 'Copy it to a file on a disk and profile the copy.',
  });
}

export async function nothingToMove(paths: string[], offset: number, leftOut: LeftOut): Promise<Problem> {
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

export function told({
  links,
  special,
  madeByKernel,
  unreadable,
  gone,
  badName,
  empty,
}: LeftOut): { what: string; remedy: string }[] {
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
    {
      n: madeByKernel,
      what: `${files(madeByKernel)} that the kernel makes up (procfs, sysfs) were left out.`,
      remedy: 'Nothing to do.',
    },
    {
      n: gone,
      what: `${files(gone)} or folder(s) were removed or renamed after they were listed.`,
      remedy: 'Let nothing change the folder while it is profiled.',
    },
    {
      n: badName,
      what: `${files(badName)} or folder(s) were left out because their names are not valid UTF-8.`,
      remedy: 'Rename them, for example with `convmv`.',
    },
    { n: empty, what: `${files(empty)} without bytes in the range were left out.`, remedy: 'Nothing to do.' },
  ];
  return all.filter(({ n }) => n > 0).map(({ what, remedy }) => ({ what, remedy }));
}
