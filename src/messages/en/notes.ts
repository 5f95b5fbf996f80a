/** What a reader must know of one transfer beside its figures, and where textbook and measurement differ. */
export const notes = {
  'note.ran-as': 'Ran as {strategy}.',
  'note.ran-as-because': 'Ran as {strategy}: {because}.',
  'note.because': '{because, capital}.',
  'note.found': 'Found cheapest with {options, commas}.',
  'option.pipe': 'a pipe of {bytes, bytes}',
  'option.buffer': '{name} {bytes, bytes}',
  'note.outliers':
    '{far, count} of {rounds, count} timed rounds lay far from the rest. Outliers are kept; the median is robust to them.',
  'note.samples-disagree':
    'The rules say no CPU copy, yet {share, percent} of {samples, count} samples lay in copy code: trust the samples.',
  'note.zero-copy':
    'The kernel completed {completions, count} zero-copy sends and says it copied {copied, count} of them anyway.',
  'note.polling-thread-untold':
    "The kernel's polling thread does the moving, and this kernel does not tell its CPU time: the row is not ranked.",
  'note.polling-thread':
    "The kernel's polling thread does the moving: its CPU time, spinning included, is in this row's cost.",
  'note.helpers':
    'Of the CPU time of the sending side {part, percent} was spent by kernel threads that worked for it.',
  'note.nic':
    'Through {cards, commas} the kernel would copy once more: the card gathers no scattered pages (ethtool -k: scatter-gather off).',
  'mover.cpu': 'a CPU copy',
  'mover.dma': 'a DMA copy',
  'mover.reference': 'page references',
  'mover.discarded': 'bytes dropped unread',
  'note.unknown-stop':
    'The rules know no stop of the bytes between {from} and {to}, and the experiment found them there: the figures follow the experiment.',
  'note.disagreement':
    'From {from} to {to} the rules expect {rule}, and the experiment showed {seen}: the figures follow the experiment.',
  'note.experiment-failed':
    'The experiment could not be finished ({call}: {errno}): where no hop says observed, who moved the bytes is consistent with the model and no more.',
  'note.undecided': 'The experiment could not decide what happens from {from} to {to}: {doubt}.',
  'doubt.too-few-bytes': 'fewer bytes arrived than a verdict needs',
  'doubt.other-bytes': 'other bytes arrived than were sent',
  'doubt.not-restored': 'the far end did not show the first bytes again',
  'doubt.no-control': 'the source held no references that could have been followed',
  'doubt.not-evicted': 'the page cache kept the file, as it does where there is no device',
  'differs.ran-as': 'The bytes went by {strategy}: {because}',
  'differs.loopback':
    'The kernel copied what it was asked to send without a copy, as it always does on loopback.',
  'differs.assumed':
    "The articles assume what the kernel does not do here: see each leg's note (filesystem {filesystem}).",
  'differs.dma': '{disk}, {far}.',
  'differs.disk-direct': 'O_DIRECT fetches every byte from the disk, past the page cache',
  'differs.disk-cold': 'The disk delivered what was not cached',
  'differs.disk-cached': 'The bytes were in the page cache already, so the disk had nothing to do',
  'differs.far-socket':
    'and over loopback there is no network card to copy to: the articles count one DMA for each',
  'differs.far-file':
    'and the kernel writes the output back to its disk later; the articles count one DMA for each',
  'differs.switches': '{reasons, clauses}.',
  'differs.again':
    '{calls, plural, one: # call met a full buffer and was made again (EAGAIN) | other: # calls met a full buffer and were made again (EAGAIN)}',
  'differs.short':
    '{calls, plural, one: # call moved less than asked | other: # calls moved less than asked}',
  'differs.follows': 'each append was waited for, which is one read of an eventfd',
  'differs.splice': 'splice takes two calls a chunk, into the pipe and out of it',
  'differs.mapped-once': 'the file is mapped once, not once a chunk',
  'differs.small-input': 'the whole input is smaller than a chunk',
  'differs.small-files': 'each file is opened and closed for a few chunks only',
  'differs.uring': 'io_uring hands over many requests in one call',
  'differs.faults':
    '{faults, plural, one: # page fault crossed into the kernel as well and is counted apart | other: # page faults crossed into the kernel as well and are counted apart}',
  'differs.open-close': 'opening and closing the file adds a few calls of its own',
  'textbook.stancevic': 'D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003',
  'textbook.ibm':
    'S. Palaniappan, P. Nagaraja, "Efficient data transfer through zero copy", IBM developerWorks, 2008',
  'textbook.both':
    'S. Palaniappan, P. Nagaraja, "Efficient data transfer through zero copy", IBM developerWorks, 2008; D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003',
  'textbook.files':
    'D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003, applied to two files',
  'textbook.table': 'the comparison table that articles on zero copy share, after splice(2)',
  'textbook.open': 'open(2), O_DIRECT',
} as const;
