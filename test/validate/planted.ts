import type { Recipe } from './model';

/** A fix builder that is wrong on purpose (or, as a control, right): how it rewrites a C program. */
export interface Planted {
  name: string;
  recipe: Recipe;
  rewrite(text: string): string;
  /** The check that must find it; `nothing` for the controls. */
  caughtBy: 'divergence' | 'promise' | 'nothing';
}

const positioned = { ends: 'file-fd', shape: 'while-assign' };
const between = { ends: 'path-path', shape: 'while-assign' };

/** Puts lines in the place of the copy loop, with the includes they need. */
const insteadOfLoop =
  (...lines: string[]) =>
  (text: string): string =>
    `#define _GNU_SOURCE 1\n#include <sys/sendfile.h>\n${text.replace(/\n\twhile \([\s\S]*?\n\t\}\n/, () => `\n\t${lines.join('\n\t')}\n`)}`;
const beforeLoop =
  (head: string) =>
  (text: string): string =>
    text.replace('\twhile (', () => `\t${head}\n\t\tcontinue;\n\twhile (`);
const without =
  (lost: string) =>
  (text: string): string =>
    text.replace(lost, '');

const copied = 'while ((n = copy_file_range(in, NULL, out, NULL, 1 << 20, 0)) > 0)';
const sent = 'while ((n = sendfile(out, in, NULL, 1 << 20)) > 0)';

export const planted: Planted[] = [
  {
    name: 'sends from offset 0, wherever the file stands',
    recipe: { ...positioned, mutations: [] },
    rewrite: insteadOfLoop('off_t zero = 0;', sent.replace('NULL', '&zero'), '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'takes one call for the whole copy',
    recipe: { ...between, mutations: [] },
    rewrite: insteadOfLoop('n = copy_file_range(in, NULL, out, NULL, 1 << 30, 0);'),
    caughtBy: 'divergence',
  },
  {
    name: 'drops the error',
    recipe: { ...between, mutations: [] },
    rewrite: insteadOfLoop(copied, '\tcontinue;', 'n = 0;'),
    caughtBy: 'divergence',
  },
  {
    name: 'takes a full disk for the end',
    recipe: { ...between, mutations: [] },
    rewrite: insteadOfLoop(copied, '\tcontinue;', 'if (n < 0 && errno == ENOSPC)', '\tn = 0;'),
    caughtBy: 'divergence',
  },
  {
    name: 'forgets a limit in the body',
    recipe: { ...positioned, mutations: ['limit-in-body'] },
    rewrite: insteadOfLoop(sent, '\tsent += n;'),
    caughtBy: 'divergence',
  },
  {
    name: 'forgets a stop flag',
    recipe: { ...positioned, mutations: ['stop-flag'] },
    rewrite: insteadOfLoop(sent, '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'writes all of the buffer where half was written',
    recipe: { ...between, mutations: ['half'] },
    rewrite: insteadOfLoop(copied, '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'syncs at the end where every chunk was synced',
    recipe: { ...between, mutations: ['sync-chunk'] },
    rewrite: insteadOfLoop(copied, '\tcontinue;', 'fdatasync(out);'),
    caughtBy: 'divergence',
  },
  {
    name: 'reports progress no more',
    recipe: { ...between, mutations: ['callback'] },
    rewrite: insteadOfLoop(copied, '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'loses the total',
    recipe: { ...between, mutations: ['total'] },
    rewrite: insteadOfLoop(copied, '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'leaves the buffer empty that is read afterwards',
    recipe: { ...between, mutations: ['buffer-after'] },
    rewrite: insteadOfLoop('memset(buf, 0, sizeof buf);', copied, '\tcontinue;'),
    caughtBy: 'divergence',
  },
  {
    name: 'closes what the caller owns',
    recipe: { ...positioned, mutations: [] },
    rewrite: insteadOfLoop(sent, '\tcontinue;', 'close(out);'),
    caughtBy: 'divergence',
  },
  {
    name: 'leaves an end open',
    recipe: { ...between, mutations: [] },
    rewrite: text =>
      without('\tclose(in);\n\tif (close(out)')(
        insteadOfLoop(
          copied,
          '\tcontinue;',
        )(text).replace('\tclose(in);\n\tif (close(out) != 0)', '\tif (close(out) != 0)'),
      ),
    caughtBy: 'divergence',
  },
  {
    name: 'opens an existing file without cutting it off',
    recipe: { ...between, mutations: [] },
    rewrite: text => insteadOfLoop(copied, '\tcontinue;')(text).replace(' | O_TRUNC', ''),
    caughtBy: 'divergence',
  },
  {
    name: 'does not compile',
    recipe: { ...between, mutations: [] },
    rewrite: insteadOfLoop('copy_everything_now(in, out, NULL);', 'int result;'),
    caughtBy: 'divergence',
  },
  {
    name: 'still copies through the program',
    recipe: { ...positioned, mutations: [] },
    rewrite: text => text,
    caughtBy: 'promise',
  },
  {
    name: 'moves the source of the caller, and stops where the sink fails',
    recipe: { ends: 'files-fd', shape: 'while-assign', mutations: [] },
    rewrite: text => `#define _GNU_SOURCE 1\n${beforeLoop(copied)(text)}`,
    caughtBy: 'divergence',
  },
  {
    name: 'a right one: moves by copy_file_range and keeps the loop',
    recipe: { ...between, mutations: [] },
    rewrite: text => `#define _GNU_SOURCE 1\n${beforeLoop(copied)(text)}`,
    caughtBy: 'nothing',
  },
];
