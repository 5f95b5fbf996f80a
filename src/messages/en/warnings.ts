/** What speaks against trusting the figures, each with what helps. */
export const warnings = {
  'warning.varied': '{strategies, list} varied more than 10 % between rounds.',
  'warning.varied.remedy': 'Close other programs, or measure longer.',
  'warning.interrupted': 'Other programs interrupted the test {times, count} times a second.',
  'warning.interrupted.remedy': 'Close them (load average {load, number}) and measure again.',
  'warning.unpinned':
    'The threads could not be pinned to their cores: a sandbox forbids it (sched_setaffinity).',
  'warning.unpinned.remedy':
    'Measure outside of the sandbox, or take the spread of the rounds for what it is.',
  'warning.cores': 'Sender and receiver run on the cores {sender, count} and {receiver, count}: {relation}.',
  'warning.cores.remedy': 'Choose two other cores with --cores, if this machine has them.',
  'cores.siblings': 'they are two threads of one physical core and slow each other down',
  'cores.other-kind': 'they are of different kinds, so the figures are of a mix',
  'cores.other-node': "they are on different NUMA nodes, so each byte crosses the processors' link",
  'cores.other-cache': 'they share no last-level cache, so each byte goes through memory',
  'warning.throttled': 'The CPU quota of this container held its threads back for {ms, number} ms.',
  'warning.throttled.remedy':
    'Raise the quota (docker run --cpus), or measure with --receiver block, which takes less CPU time.',
  'warning.few': 'Rounds are few ({rounds, count}): treat the figures as rough.',
  'measure-longer': 'Measure longer.',
  'nothing-to-do': 'Nothing to do.',
  'warning.late': 'There was no time to measure {strategies, list}.',
  'warning.late-rows': 'There was no time for all rows of the calls shown (left out: {rows, count}).',
  'run.trials':
    'There was no time for all trials of the search (left out: {trials, count}): other calls or options may be cheaper.',
  'warning.short':
    'Runs took microseconds: opening the file and starting the stream weigh as much as moving its bytes.',
  'warning.short.remedy': 'Read the spread, not the median alone, or profile a file of 1 MiB and more.',
  'warning.cache-unknown':
    'How much of the input was in the page cache is unknown: the kernel tells it only to those who own a file or may write it (mincore, Linux 5.2 on).',
  'warning.cache-unknown.remedy':
    'Measure as the owner of the file, or a copy of your own; the bytes read from the device tell whether a cold run was cold.',
  'warning.not-cold': 'Cold runs were not cold: up to {bytes, bytes} stayed in the page cache (mincore).',
  'warning.not-cold.memory': '{filesystem} lives in memory and has no cold state: use a file on a disk.',
  'warning.not-cold.remedy': 'Close what has the file open or mapped, let `sync` finish, then measure again.',
  'warning.partial':
    'The input ({bytes, bytes}) was not all in the page cache: at worst {part, percent} of it.',
  'warning.partial.remedy':
    'Profile a part that fits into memory with --length, or look at CPU time rather than throughput.',
  'warning.changed':
    'The input changed during the run: {change}. Rounds after the change moved other bytes than the verified ones.',
  'warning.changed-more':
    'The input changed during the run: {change}, and {more, count} more changed. Rounds after the change moved other bytes than the verified ones.',
  'warning.changed.remedy': 'Let nothing write to the input while it is profiled, or profile a copy of it.',
  'changed.removed': '{path} was removed',
  'changed.replaced': '{path} was replaced by another file',
  'changed.resized': '{path} changed its size',
  'changed.overwritten': '{path} was written to',
  'warning.made':
    'No file was named, so {bytes, bytes} of random bytes were made in {folder} and removed afterwards.',
  'warning.made.remedy': 'Name a file of yours to have the figures for it.',
} as const;
