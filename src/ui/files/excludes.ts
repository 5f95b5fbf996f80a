import ignore from 'ignore';
import type { Excluded } from '../../lint/walk';

/** The value of `files.exclude`: a glob with true, or with a sibling whose presence excludes (`$(basename).ts`). */
export type FilesExclude = Record<string, boolean | { when?: string }>;

/** `files.exclude` as a test of paths relative to the folder; a directory's path ends in a slash. */
export function excludesOf(setting: FilesExclude): Excluded {
  const rules = Object.entries(setting)
    .filter(([, value]) => value !== false)
    .map(([glob, value]) => ({
      matcher: ignore({ ignorecase: false }).add(braces(glob).map(anchored)),
      when: typeof value === 'object' ? (value.when ?? null) : null,
    }));
  return (path, siblings) =>
    rules.some(({ matcher, when }) => {
      if (!matcher.ignores(path)) return false;
      return when === null || siblings.has(when.replaceAll('$(basename)', stem(path)));
    });
}

/** The editor's globs match a whole path from the folder on; .gitignore's match anywhere unless they hold a slash. */
const anchored = (glob: string) => `/${glob.replace(/^\/+/, '')}`;

/** `a.{b,c}` as `a.b` and `a.c`: .gitignore's patterns, which do the matching, know no braces. */
export function braces(glob: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(glob);
  if (!match) return [glob];
  const [, before = '', choices = '', after = ''] = match;
  return choices.split(',').flatMap(choice => braces(before + choice + after));
}

/** `$(basename)` is a file's name without its last ending. */
const stem = (path: string) => (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
