import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import { Problem } from '../../model/problem';

/** The folders whose paths calls may name. Links are resolved first; one that leads outside is refused. */
export class Roots {
  private constructor(readonly folders: readonly string[]) {}

  /** Throws a Problem if one is not a folder. */
  static of(folders: readonly string[]): Roots {
    return new Roots(folders.map(folder => realFolder(resolve(folder))));
  }

  /** The path without links; a relative one is below the first folder. Throws a Problem if it is outside all folders. */
  confined(path: string): string {
    const asked = resolve(this.folders[0]!, path);
    // Windows sends the user's credentials to a server whose share is only looked at.
    const real = isOfNetwork(asked) && !this.holds(asked) ? null : this.realPathOf(asked);
    if (real !== null && this.holds(real)) return real;
    throw new Problem('input', {
      what: message('agent.outside', { path }),
      why: message('agent.outside.why', { folders: this.folders }),
      remedy: message('agent.outside.remedy'),
    });
  }

  /** A short unambiguous name: relative if there is one folder. */
  shown(path: string): string {
    const [only, second] = this.folders;
    if (second !== undefined || !path.startsWith(below(only!))) return path;
    return path.slice(below(only!).length);
  }

  private holds = (path: string) =>
    this.folders.some(folder => path === folder || path.startsWith(below(folder)));

  /** The message does not reveal whether a path outside the folders exists. */
  private realPathOf(path: string): string {
    try {
      return realpathSync(path);
    } catch (error) {
      if (!this.holds(path)) return path;
      throw new Problem('input', {
        what: message('agent.unopened', { path }),
        why: message('input.other', { error: (error as Error).message }),
        remedy: message('agent.unopened.remedy'),
      });
    }
  }
}

/** A path of Windows to a share or a device. Elsewhere no resolved path begins with a backslash. */
export const isOfNetwork = (path: string): boolean => path.startsWith('\\\\');

const below = (folder: string) => (folder.endsWith(sep) ? folder : folder + sep);

function realFolder(path: string): string {
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch (error) {
    throw noFolder(path, message('input.other', { error: (error as Error).message }));
  }
  throw noFolder(path, message('cli.no-folder'));
}

const noFolder = (path: string, why: Message) =>
  new Problem('input', {
    what: message('cli.root', { path }),
    why,
    remedy: message('cli.root.remedy'),
  });
