import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { largestProjectFile, ProjectFileProblem, projectFileName } from '../../analysis/project/projectFile';
import {
  type Answer,
  findSettings,
  type ProjectSettings,
  type Request,
  searchSync,
} from '../../analysis/project/settings';
import { readRegularFile, Unreadable } from '../../lint/regularFile';
import { message } from '../../messages/message';
import { verbatim } from '../../model/message';
import { Problem } from '../../model/problem';

/** The project files of a tree; each folder is searched once. */
export class ProjectFiles {
  private readonly byFolder = new Map<string, ProjectSettings | null>();

  /** Settings that apply to a file; null if no project file does. Throws a Problem with the file and line. */
  of(file: string): ProjectSettings | null {
    return this.at(dirname(file));
  }

  /** Each folder takes its parent's answer, so that a tree needs two disk accesses per folder. */
  private at(folder: string): ProjectSettings | null {
    const known = this.byFolder.get(folder);
    if (known !== undefined) return known;
    const above = dirname(folder);
    const isTop = above === folder || exists(join(folder, '.git'));
    const inherited = () => (isTop ? null : this.at(above));
    const found = exists(join(folder, projectFileName)) ? settingsAt(folder) : inherited();
    this.byFolder.set(folder, found);
    return found;
  }
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** The path with forward slashes, as settings have it. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

function settingsAt(folder: string): ProjectSettings | null {
  try {
    return searchSync(findSettings(slashed(folder)), answer);
  } catch (error) {
    if (!(error instanceof ProjectFileProblem)) throw error;
    throw new Problem('input', {
      what: message('unread.at', { place: `${error.path}:${error.line}`, what: error.what }),
      why: message('project.why'),
      remedy: error.remedy,
    });
  }
}

function answer(request: Request): Answer {
  if ('exists' in request) return exists(request.exists) ? true : null;
  try {
    // A folder on the way may be a file.
    if (!exists(request.read)) return null;
    return readRegularFile(request.read, largestProjectFile);
  } catch (error) {
    const { code, message: text } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return null;
    return { unreadable: error instanceof Unreadable ? error.why : verbatim(text) };
  }
}
