/** Sources of evidence that cannot be had, and how a folder was tried where that was not done in it. */
export const evidence = {
  'device-bytes-untold.why':
    "The kernel reports CPU time and context switches, but not the bytes the device delivered: /proc/self/io can't be read.",
  'device-bytes-untold.remedy': 'Use a kernel built with CONFIG_TASK_IO_ACCOUNTING, with /proc mounted.',
  'tracepoints-unreadable.why':
    "The kernel's tracepoints can't be read: tracefs is not mounted, or not for this user.",
  'tracepoints-unreadable.remedy': 'Run as root after `sudo mount -t tracefs nodev /sys/kernel/tracing`.',
  'tracepoints-privileged.why':
    'The kernel does not let this user count tracepoints (perf_event_open: {errno}).',
  'tracepoints-privileged.remedy':
    'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON.',
  'samples-privileged.why':
    'The kernel lets only privileged users sample kernel time (perf_event_open: {errno}).',
  'samples-privileged.remedy':
    'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON and CAP_SYSLOG; in a container also allow perf_event_open in its seccomp profile.',
  'no-perf-events.why': 'This kernel has no perf events (perf_event_open: {errno}).',
  'no-perf-events.remedy': 'Use a kernel built with CONFIG_PERF_EVENTS.',
  'samples-failed.why': 'Sampling kernel time failed (perf_event_open: {errno}).',
  'samples-failed.remedy': 'Check dmesg; the figures without samples still hold.',
  'symbols-hidden.why':
    'The kernel hides the addresses of its functions from this user (/proc/kallsyms reads all zero).',
  'symbols-hidden.remedy':
    'Run `sudo sysctl kernel.kptr_restrict=0`, or run as root, or give the process CAP_SYSLOG.',
  'counters-privileged.why':
    'The kernel does not let this user count cycles and instructions (perf_event_open: {errno}).',
  'counters-privileged.remedy':
    'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON.',
  'no-hardware-counters.why':
    'This machine has no hardware counters to count cycles with (perf_event_open: {errno}); most virtual machines hide them.',
  'no-hardware-counters.remedy': 'Run on the hardware itself, or have the virtual machine given a PMU.',
  'experiment-failed.why':
    'The experiment that shows copies and references could not be made ({call}: {errno}).',
  'experiment-failed.remedy': 'Free disk space or file descriptors and try again.',
  'experiment-blind.why':
    'The experiment that shows copies and references could not tell them apart on this filesystem.',
  'experiment-blind.remedy': 'Profile a file on another filesystem, such as ext4, xfs, btrfs or tmpfs.',
  'experiment-without-scratch.why':
    'Nothing can be written to {folder}, and the experiment that shows copies and references needs a scratch file there.',
  'experiment-without-scratch.remedy': 'Profile a file in a folder that can be written to.',
  'tried-elsewhere':
    'Nothing can be written to {folder} ({errno}), so the strategies were tried in {other}: results that depend on the filesystem may differ.',
  'tried-on-program':
    "No trial file could be written to {folder} ({errno}), so the strategies were tried on the program's own file: results that depend on the filesystem may differ.",
} as const;
