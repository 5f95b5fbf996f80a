import type { Reason } from '../model/availability';

type Fragment = (values: Record<string, string>) => string;

/** A strategy that the kernel refused, so that another one took over. */
const gave =
  (why: string): Fragment =>
  ({ strategy, errno }) =>
    `${strategy} gave ${errno}: ${why}`;

/** Why a run went otherwise than it was asked for: parts of English sentences, templates of the translations. */
export const becauses: Readonly<Record<string, Fragment>> = {
  'fallback-other-filesystem': gave('input and output are on different filesystems'),
  'fallback-filesystem-without-copy-file-range': gave('the filesystem has no copy_file_range'),
  'fallback-no-copy-file-range': gave('the kernel or a seccomp filter has no copy_file_range'),
  'fallback-copy-file-range-refused': gave('the filesystem refused copy_file_range on this file'),
  'fallback-sendfile-refused': gave('the filesystem refused sendfile from this file'),
  'fallback-no-sendfile': gave('the kernel or a seccomp filter has no sendfile'),
  'fallback-splice-refused': gave('one end cannot be spliced'),
  'fallback-no-splice': gave('the kernel or a seccomp filter has no splice'),
  'trial-other': () => 'another strategy took its place',
  'direct-unaligned': () =>
    'the chunk or range is no multiple of 4096 bytes: reads were widened to whole blocks, and a file sink was written through the page cache',
  'direct-padded': () =>
    'the end is no whole block: the last write was padded to one and the output cut back to its length',
  'direct-output-refused': () =>
    "the output's filesystem takes no O_DIRECT: it was written through the page cache",
  'not-populated': () => 'this kernel (before 5.14) does not map all pages at once: they were only announced',
  'uring-buffers-unregistered': () =>
    'the buffers could not be registered: the user may not lock that much memory (ulimit -l)',
  'uring-files-unregistered': () =>
    'the files could not be registered: the limit on open files or locked memory is met (ulimit -n, ulimit -l)',
  'uring-usage-untold': () =>
    'this kernel (before 6.2) does not tell whether a zero-copy send was copied after all',
};

/** What to say of a run that went otherwise; a code of another version's backend is named as it is. */
export function becauseOf({ code, values }: Reason): string {
  return Object.hasOwn(becauses, code) ? becauses[code]!(values) : `the backend gives the reason ${code}`;
}
