import { type AbsenceTexts, text } from './absenceText';

const perf = (errno: string | undefined) => `perf_event_open: ${errno}`;

/** Sources of evidence that cannot be had. */
export const absencesOfEvidence: AbsenceTexts = {
  'device-bytes-untold': () =>
    text(
      "CPU time and context switches are told, but not the bytes the device delivered: /proc/self/io can't be read.",
      'Use a kernel built with CONFIG_TASK_IO_ACCOUNTING, with /proc mounted.',
    ),
  'tracepoints-unreadable': () =>
    text(
      "The kernel's tracepoints can't be read: tracefs is not mounted, or not for this user.",
      'Run as root after `sudo mount -t tracefs nodev /sys/kernel/tracing`.',
    ),
  'tracepoints-privileged': ({ errno }) =>
    text(
      `The kernel does not let this user count tracepoints (perf_event_open: ${errno}).`,
      'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON.',
    ),
  'samples-privileged': ({ errno }) =>
    text(
      `The kernel lets only privileged users sample kernel time (${perf(errno)}).`,
      'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON and CAP_SYSLOG; in a container also allow perf_event_open in its seccomp profile.',
    ),
  'no-perf-events': ({ errno }) =>
    text(`This kernel has no perf events (${perf(errno)}).`, 'Use a kernel built with CONFIG_PERF_EVENTS.'),
  'samples-failed': ({ errno }) =>
    text(
      `Sampling kernel time failed (${perf(errno)}).`,
      'Check dmesg; the figures without samples still hold.',
    ),
  'symbols-hidden': () =>
    text(
      'The kernel hides the addresses of its functions from this user (/proc/kallsyms reads all zero).',
      'Run `sudo sysctl kernel.kptr_restrict=0`, or run as root, or give the process CAP_SYSLOG.',
    ),
  'counters-privileged': ({ errno }) =>
    text(
      `The kernel does not let this user count cycles and instructions ${`(${perf(errno)})`}.`,
      'Run `sudo sysctl kernel.perf_event_paranoid=1`, or run as root, or give the process CAP_PERFMON.',
    ),
  'no-hardware-counters': ({ errno }) =>
    text(
      `This machine has no hardware counters to count cycles with ${`(${perf(errno)})`}; most virtual machines hide them.`,
      'Run on the hardware itself, or have the virtual machine given a PMU.',
    ),
  'experiment-failed': ({ call, errno }) =>
    text(
      `The experiment that shows copies and references could not be made (${call}: ${errno}).`,
      'Free disk space or file descriptors and try again.',
    ),
  'experiment-blind': () =>
    text(
      'The experiment that shows copies and references could not tell them apart on this filesystem.',
      'Profile a file on another filesystem, such as ext4, xfs, btrfs or tmpfs.',
    ),
  'experiment-without-scratch': ({ folder }) =>
    text(
      `Nothing can be written to ${folder}, and the experiment that shows copies and references needs a scratch file there.`,
      'Profile a file in a folder that can be written to.',
    ),
};
