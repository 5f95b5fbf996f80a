import ignore, { type Ignore } from 'ignore';
import { message } from '../messages/message';
import type { Message } from '../model/message';

/** A longer .gitignore is not written by hand and is ignored. Bytes. */
export const largestIgnoreFile = 512 * 1024;
/** No path is longer (PATH_MAX of Linux); V8 refuses the regular expression of a rule of 70,000. Characters. */
const longestRule = 4096;
/** Each `**` amid a rule multiplies the ways to match a deep path: three took 0.2 s for one of 200 folders. */
const mostFolderStars = 2;

/** The rules of one .gitignore: `base` is its directory, '' or ending in a slash. */
interface Rules {
  base: string;
  matcher: Ignore;
}

/** The .gitignore files that apply to a directory, outermost first. Paths are relative to one top directory. */
export class IgnoreRules {
  private constructor(private readonly rules: readonly Rules[]) {}

  static readonly none = new IgnoreRules([]);

  /** Adds the .gitignore of a directory further down. A rule that costs too much is skipped, and why is passed to `onSkip`. */
  with(base: string, text: string, onSkip: (why: Message) => void = () => {}): IgnoreRules {
    const lines = text.split(/\r?\n/).map((line, at) => {
      const problem = problemWith(line, at + 1);
      if (problem) onSkip(problem);
      return problem ? '' : line;
    });
    return new IgnoreRules([...this.rules, { base, matcher: ignore().add(lines) }]);
  }

  /** The deepest .gitignore with a rule for the path decides (gitignore(5)). A directory's path ends in a slash. */
  ignores(path: string): boolean {
    for (let at = this.rules.length - 1; at >= 0; at -= 1) {
      const { base, matcher } = this.rules[at]!;
      const { ignored, unignored } = matcher.test(path.slice(base.length));
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

function problemWith(rule: string, line: number): Message | null {
  if (rule.length > longestRule) return message('unread.long-rule', { line, characters: longestRule });
  const folderStars = rule
    .split('/')
    .slice(1, -1)
    .filter(part => part === '**').length;
  return folderStars > mostFolderStars ? message('unread.star-rule', { line, stars: mostFolderStars }) : null;
}
