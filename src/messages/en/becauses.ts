/** Why a run went otherwise than it was asked for: clauses, without a capital and a full stop. */
export const becauses = {
  'fallback-other-filesystem': '{strategy} gave {errno}: input and output are on different filesystems',
  'fallback-filesystem-without-copy-file-range':
    '{strategy} gave {errno}: the filesystem has no copy_file_range',
  'fallback-no-copy-file-range':
    '{strategy} gave {errno}: the kernel or a seccomp filter has no copy_file_range',
  'fallback-copy-file-range-refused':
    '{strategy} gave {errno}: the filesystem refused copy_file_range on this file',
  'fallback-sendfile-refused': '{strategy} gave {errno}: the filesystem refused sendfile from this file',
  'fallback-no-sendfile': '{strategy} gave {errno}: the kernel or a seccomp filter has no sendfile',
  'fallback-splice-refused': '{strategy} gave {errno}: one end cannot be spliced',
  'fallback-no-splice': '{strategy} gave {errno}: the kernel or a seccomp filter has no splice',
  'trial-other': 'another strategy took its place',
  'kernel-refused': 'the kernel refused it',
  'direct-unaligned':
    'the chunk or range is no multiple of 4096 bytes: reads were widened to whole blocks, and a file sink was written through the page cache',
  'direct-padded':
    'the end is no whole block: the last write was padded to one and the output cut back to its length',
  'direct-output-refused': "the output's filesystem takes no O_DIRECT: it was written through the page cache",
  'not-populated': 'this kernel (before 5.14) does not map all pages at once: they were only announced',
  'uring-buffers-unregistered':
    'the buffers could not be registered: the user may not lock that much memory (ulimit -l)',
  'uring-files-unregistered':
    'the files could not be registered: the limit on open files or locked memory is met (ulimit -n, ulimit -l)',
  'uring-usage-untold':
    'this kernel (before 6.2) does not tell whether a zero-copy send was copied after all',
} as const;
