import { createTwoFilesPatch } from 'diff';

/** A change of one file's text. */
export interface Change {
  path: string;
  before: string;
  after: string;
}

/** The change as a unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff({ path, before, after }: Change): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  // Its first line is a row of `=`, which is no part of a patch.
  return patch.replace(/^=+\n/, '');
}
