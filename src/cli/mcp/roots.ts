import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { Problem } from '../../model/problem';

/** The folders that calls may name paths in. Links are resolved first: one that leads out of them is refused. */
export class Roots {
  private constructor(readonly folders: readonly string[]) {}

  /** Throws a Problem where one is no folder. */
  static of(folders: readonly string[]): Roots {
    return new Roots(folders.map(folder => realFolder(resolve(folder))));
  }

  /** The path without links; a relative one is below the first folder. Throws a Problem where it is not within them. */
  confined(path: string): string {
    const asked = resolve(this.folders[0]!, path);
    const real = this.realPathOf(asked);
    if (this.holds(real)) return real;
    throw new Problem('input', {
      what: `${path} is outside of the allowed folders.`,
      why: `Paths are confined to ${this.folders.join(', ')}, after links are resolved.`,
      remedy: 'Name a path below one of them, or start the server with --root and the folder that is meant.',
    });
  }

  /** As short as is clear: relative where there is one folder. */
  shown(path: string): string {
    const [only, second] = this.folders;
    if (second !== undefined || !path.startsWith(below(only!))) return path;
    return path.slice(below(only!).length);
  }

  private holds = (path: string) =>
    this.folders.some(folder => path === folder || path.startsWith(below(folder)));

  /** Whether anything is at a path outside of the folders is not told. */
  private realPathOf(path: string): string {
    try {
      return realpathSync(path);
    } catch (error) {
      if (!this.holds(path)) return path;
      throw new Problem('input', {
        what: `${path} can't be opened.`,
        why: `${(error as Error).message}.`,
        remedy: 'Name a file or folder that is there.',
      });
    }
  }
}

const below = (folder: string) => (folder.endsWith(sep) ? folder : folder + sep);

function realFolder(path: string): string {
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch (error) {
    throw noFolder(path, (error as Error).message);
  }
  throw noFolder(path, 'it is a file');
}

const noFolder = (path: string, why: string) =>
  new Problem('input', {
    what: `--root ${path} is no folder.`,
    why: `Paths of calls are confined to it, and ${why}.`,
    remedy: 'Give --root a folder that is there.',
  });
