import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import type { Warning } from '../model/report';

/** Numbers of skipped files within folders, by reason. */
export interface Exclusions {
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

export const noExclusions = (): Exclusions => ({
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
    what: message('input.none'),
    why: message('input.none.why'),
    remedy: message('input.none.remedy'),
  });
}

type Reason = [why: Message, remedy: Message];

export function cannotLook(path: string, error: NodeJS.ErrnoException): Problem {
  const known: Record<string, Reason> = {
    ENOENT: path.includes('\ufffd')
      ? [message('input.bad-name'), message('input.bad-name.remedy')]
      : [message('input.missing'), message('input.missing.remedy')],
    EACCES: [message('input.denied'), message('input.denied.remedy')],
    ELOOP: [message('input.loop'), message('input.loop.remedy')],
    ENOTDIR: [message('input.not-folder'), message('input.not-folder.remedy')],
  };
  const other: Reason = [message('input.other', { error: error.message }), message('input.other.remedy')];
  const [why, remedy] = known[error.code ?? ''] ?? other;
  return new Problem('input', { what: message('input.unreadable', { path }), why, remedy }, { cause: error });
}

export function notRegular(path: string, stats: BigIntStats): Problem {
  return new Problem('input', {
    what: message('input.unfit', { path }),
    why: message('input.special', { kind: kindOf(stats) }),
    remedy: message('input.special.remedy'),
  });
}

function kindOf(stats: BigIntStats): string {
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  if (stats.isBlockDevice()) return 'block';
  return stats.isCharacterDevice() ? 'character' : 'other';
}

export function madeByKernel(path: string, filesystem: string): Problem {
  return new Problem('input', {
    what: message('input.unfit', { path }),
    why: message('input.made-up', { filesystem }),
    remedy: message('input.made-up.remedy'),
  });
}

export async function nothingToMove(paths: string[], offset: number, excluded: Exclusions): Promise<Problem> {
  const first = paths[0]!;
  const path = paths.length === 1 ? first : message('input.paths', { path: first, more: paths.length - 1 });
  const folder = (await stat(first).catch(() => null))?.isDirectory() ?? false;
  if (!folder && offset > 0)
    return new Problem('input', {
      what: message('input.no-bytes', { path, offset }),
      why: message('input.no-bytes.why'),
      remedy: message('input.no-bytes.remedy'),
    });
  if (!folder)
    return new Problem('input', {
      what: message('input.empty', { path }),
      why: message('input.empty.why'),
      remedy: message('input.empty.remedy'),
    });
  const reasons = exclusionWarnings(excluded).map(({ what }) => what);
  return new Problem('input', {
    what: message('input.no-file', { path }),
    why: reasons.length > 0 ? message('input.no-file.why', { reasons }) : message('input.folder-empty'),
    remedy: message('input.no-file.remedy'),
  });
}

/** Warnings about skipped files of a folder, one for each reason. */
export function exclusionWarnings(excluded: Exclusions): Warning[] {
  const { links, special, unreadable, madeByKernel, gone, badName, empty } = excluded;
  const nothing = message('nothing-to-do');
  const when = (files: number, what: Message, remedy: Message) => (files > 0 ? [{ what, remedy }] : []);
  return [
    ...when(links, message('left-out.links', { files: links }), message('left-out.links.remedy')),
    ...when(special, message('left-out.special', { files: special }), nothing),
    ...when(
      unreadable,
      message('left-out.unreadable', { files: unreadable }),
      message('left-out.unreadable.remedy'),
    ),
    ...when(madeByKernel, message('left-out.made-up', { files: madeByKernel }), nothing),
    ...when(gone, message('left-out.gone', { files: gone }), message('left-out.gone.remedy')),
    ...when(badName, message('left-out.bad-name', { files: badName }), message('left-out.bad-name.remedy')),
    ...when(empty, message('left-out.empty', { files: empty }), nothing),
  ];
}
