import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readRegularFile } from '../regularFile';

/** Told of each file, folder or rule that is left out, with why. */
export type OnSkip = (file: string, why: string) => void;

/** A longer .gitignore is no list that a person keeps. Bytes. */
const largestFile = 512 * 1024;
/** No path is longer (PATH_MAX of Linux); V8 refuses the regular expression of a rule of 70,000. Characters. */
const longestRule = 4096;

/** What a set of rules says of a path. */
export type Verdict = 'ignored' | 'kept' | null;

/** The rules of one .gitignore, for paths below its folder. */
export class IgnoreRules {
  private constructor(
    readonly folder: string,
    private readonly rules: Ignore,
  ) {}

  /** Reads the folder's .gitignore; null where there is none, or none that can be used. */
  static in(folder: string, onSkip: OnSkip): IgnoreRules | null {
    const path = join(folder, '.gitignore');
    const text = textOf(path, onSkip);
    if (text === null) return null;
    const skipRule = (why: string) => onSkip(path, why);
    const lines = text.split(/\r?\n/).map((line, at) => (isShort(line, at, skipRule) ? line : ''));
    return new IgnoreRules(folder, ignore().add(lines));
  }

  test(path: string): Verdict {
    const { ignored, unignored } = this.rules.test(path.slice(this.folder.length + 1));
    return ignored ? 'ignored' : unignored ? 'kept' : null;
  }
}

function isShort(line: string, at: number, skipRule: (why: string) => void): boolean {
  if (line.length <= longestRule) return true;
  skipRule(`the rule in line ${at + 1} is longer than ${longestRule} characters`);
  return false;
}

function textOf(path: string, onSkip: OnSkip): string | null {
  // A folder that may not be entered is told when it is listed.
  if (!lstatOrNull(path)) return null;
  try {
    return readRegularFile(path, largestFile).toString('utf8');
  } catch (error) {
    onSkip(path, `its rules do not count: ${(error as Error).message}`);
    return null;
  }
}

function lstatOrNull(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}
