import ignore, { type Ignore } from 'ignore';
import { message } from '../messages/message';
import type { Message } from '../model/message';

/** A longer .gitignore is not written by hand and is ignored. Bytes. */
export const largestIgnoreFile = 512 * 1024;
/** No path is longer (PATH_MAX of Linux); V8 refuses the regular expression of a rule of 70,000. Characters. */
const longestRule = 4096;

/** The rules of one .gitignore: `base` is its directory, '' or ending in a slash. */
interface Rules {
  base: string;
  matcher: Ignore;
}

/** The .gitignore files that apply to a directory, outermost first. Paths are relative to one top directory. */
export class IgnoreRules {
  private constructor(private readonly rules: readonly Rules[]) {}

  static readonly none = new IgnoreRules([]);

  /** Adds the .gitignore of a directory further down. A rule that is too long is skipped and passed to `onSkip`. */
  with(base: string, text: string, onSkip: (why: Message) => void = () => {}): IgnoreRules {
    const lines = text.split(/\r?\n/).map((line, at) => {
      if (line.length <= longestRule) return line;
      onSkip(message('unread.long-rule', { line: at + 1, characters: longestRule }));
      return '';
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
