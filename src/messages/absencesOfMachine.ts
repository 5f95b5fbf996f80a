import { type AbsenceSentence, type AbsenceTexts, text } from './absenceText';

function lacking(remedy: string): AbsenceSentence {
  return ({ strategy, call, errno }) =>
    text(`This kernel's io_uring lacks what ${strategy} needs (${call}: ${errno}).`, remedy);
}

/** The kernel's answer to the call that failed. */
const answerOf = ({ call, errno }: Record<string, string>) => `${call}: ${errno}`;

/** What the kernel, the filesystem or the user's rights do not allow. */
export const absencesOfMachine: AbsenceTexts = {
  'uring-off-for-all': () =>
    text(
      'io_uring is switched off for everyone on this machine (kernel.io_uring_disabled = 2).',
      "Run `sudo sysctl kernel.io_uring_disabled=0`, where the machine's owner agrees.",
    ),
  'uring-privileged-only': () =>
    text(
      'io_uring is open to privileged users only on this machine (kernel.io_uring_disabled = 1).',
      'Run as root, join the group of kernel.io_uring_group, or run `sudo sysctl kernel.io_uring_disabled=0`.',
    ),
  'uring-forbidden': () =>
    text(
      "io_uring is forbidden to this process (EPERM), most likely by a container's seccomp filter.",
      'Run outside the container, or with a seccomp profile that allows io_uring_setup, _enter and _register.',
    ),
  'uring-missing': () =>
    text(
      'There is no io_uring here: the kernel is older than 5.4, was built without it, or a filter hides it (ENOSYS).',
      'Use Linux 5.4 or newer with CONFIG_IO_URING.',
    ),
  'uring-too-old': lacking('Use Linux 5.12 or newer.'),
  'uring-without-send-zc': lacking('Use Linux 6.0 or newer, which has SEND_ZC.'),
  'locked-memory': ({ strategy }) =>
    text(
      `${strategy} pins memory, and this user may not lock as much (ENOMEM).`,
      'Raise the limit (`ulimit -l`, LimitMEMLOCK= of systemd), or run as root.',
    ),
  'filesystem-not-mappable': ({ filesystem }) =>
    text(
      `${filesystem} does not let its files be mapped (mmap: ENODEV).`,
      "Use a file on a disk's filesystem such as ext4, xfs or btrfs.",
    ),
  'filesystem-without-clones': ({ filesystem, errno }) =>
    text(
      `${filesystem} has no copy-on-write clones (FICLONE: ${errno}).`,
      'Use a filesystem that has: btrfs, bcachefs, or xfs made with reflink=1.',
    ),
  'filesystem-without-direct': ({ filesystem, errno }) =>
    text(
      `${filesystem} does not let programs bypass the page cache (O_DIRECT: ${errno}).`,
      "Use a file on a disk's filesystem such as ext4, xfs or btrfs.",
    ),
  'socket-without-zero-copy': ({ call, errno }) =>
    text(`This kind of socket has no zero-copy send (${call}: ${errno}).`, 'Use TCP on Linux 4.14 or newer.'),
  'zero-copy-no-room': () =>
    text(
      'The kernel has no room to announce finished zero-copy sends (ENOBUFS).',
      'Raise it: `sudo sysctl net.core.optmem_max=1048576`; also check `ulimit -l`.',
    ),
  'zero-copy-pages-unlocked': () =>
    text(
      "The pages of one chunk can't be locked (sendmsg: ENOBUFS).",
      'Raise `ulimit -l` or net.core.optmem_max, or take smaller chunks.',
    ),
  'loopback-down': ({ call, errno }) =>
    text(
      `No TCP connection reaches this machine itself, because the loopback interface is down (${call}: ${errno}).`,
      'Bring it up (`ip link set lo up`), or choose Unix sockets (`--socket unix`).',
    ),
  'output-too-large': ({ ...failed }) =>
    text(
      `This process may not write files that large (${answerOf(failed)}).`,
      'Raise the limit with `ulimit -f unlimited`.',
    ),
  'output-no-space': ({ ...failed }) =>
    text(
      `This route writes a file, and the filesystem or your quota is full (${answerOf(failed)}).`,
      'Free some space there, or choose a route to a socket or a pipe.',
    ),
  'output-not-creatable': ({ folder, ...failed }) =>
    text(
      `This route writes a file, and none can be made in ${folder} (${answerOf(failed)}).`,
      'Name a file in a folder you may write to, or choose a route to a socket or a pipe.',
    ),
  'call-not-offered': ({ strategy, ...failed }) =>
    text(
      `The kernel, or a seccomp filter around this process, does not offer ${strategy} (${answerOf(failed)}).`,
      'Use a newer kernel, or run outside the sandbox.',
    ),
  'no-room-to-try': ({ strategy, ...failed }) =>
    text(
      `There was too little room to try ${strategy} (${answerOf(failed)}).`,
      'Free memory, threads (`ulimit -u`) or file descriptors (`ulimit -n`) and try again.',
    ),
  'trial-failed': ({ strategy, detail, ...failed }) =>
    text(
      `${strategy} was tried here and failed (${answerOf(failed)})${detail ? `: ${detail}` : ''}.`,
      'Choose another strategy; the others do not depend on this one.',
    ),
  'trial-endless': ({ strategy }) =>
    text(`${strategy} did not end within four seconds when tried.`, 'Choose another strategy here.'),
  'no-kernel-tls': ({ option, errno, text: said }) =>
    text(
      `The kernel does not encrypt on this socket: it has no kernel TLS ${`(setsockopt ${option}: ${errno}, ${said})`}.`,
      'Load the module with `sudo modprobe tls`; where there is none, use a kernel built with CONFIG_TLS (4.13 or newer; AES-256-GCM since 5.1).',
    ),
  'no-cipher': ({ function: name }) =>
    text(
      `the program that hosts the backend exports no ${name} for AES-256-GCM`,
      'Run it with Node.js built with OpenSSL (every official build is).',
    ),
  'cipher-refused': () =>
    text('OpenSSL refused AES-256-GCM', "Check the host's OpenSSL configuration (FIPS mode, providers)."),
};
