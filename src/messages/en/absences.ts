/** Why something cannot be had here and what to do, by the code that the native backend or the product gives. */
export const absences = {
  'route-copy-file-range.why':
    '{strategy} has nothing to do on this route: copy_file_range knows regular files only, at both ends.',
  'route-send-zc.why': '{strategy} has nothing to do on this route: SEND_ZC sends to sockets only.',
  'route-both-mapped.why':
    '{strategy} has nothing to do on this route: only files can be mapped, and it maps both ends.',
  'route-msg-zerocopy.why':
    '{strategy} has nothing to do on this route: MSG_ZEROCOPY is a way to send into a socket.',
  'route-shared-extents.why':
    '{strategy} has nothing to do on this route: extents can only be shared between files.',
  'route-sendfile.why':
    '{strategy} has nothing to do on this route: sendfile reads from a file that can be mapped, never from a socket.',
  'route-vmsplice.why':
    '{strategy} has nothing to do on this route: vmsplice starts from mapped memory, and what comes from a socket is not mapped.',
  'route-uring-splice.why':
    '{strategy} has nothing to do on this route: what a socket has at hand decides how much one splice moves, so splices prepared ahead would break off.',
  'route-unknown.why': 'The backend does not know {strategy} on {route}.',
  'route-unknown.remedy': 'Update the extension.',
  'pass-unseen.why': '{strategy} cannot make this pass over the data: the bytes never reach user space.',
  'pass-linked.why':
    '{strategy} cannot make this pass over the data: each write is linked to its read inside the kernel, so that user space does not get to see the bytes.',
  'pass-own-pages-sent.why':
    "{strategy} cannot make this pass over the data: it sends the file's own pages, which must not be changed.",
  'pass-own-pages.why':
    "{strategy} cannot make this pass over the data: it hands over the file's own pages, which must not be changed.",
  'pass-nothing-moves.why': '{strategy} cannot make this pass over the data: no byte moves at all.',
  'mapping-changed.why':
    "mmap-write sends the file's own pages, which must not be changed; this pass changes the bytes.",
  'mapping-changed.remedy': 'Choose read-write or, between files, mmap-mmap.',
  'follow-from-socket.why':
    'A growing file is followed by whoever reads it; on this route the sender reads from a socket.',
  'follow-from-socket.remedy': 'Choose a route that starts at a file.',
  'follow-direct.why':
    '{strategy} cannot follow a file that grows: what was appended last is in the page cache alone and ends amid a block, where O_DIRECT cannot get at it without having it written out first.',
  'follow-clone.why':
    "{strategy} cannot follow a file that grows: a clone is taken of a whole file once, and ends on the filesystem's blocks.",
  'follow-uring.why':
    '{strategy} cannot follow a file that grows: it prepares reads and sends ahead of one another, and a follower that has caught up has but one piece.',
  'unix-without-zero-copy.why': 'Unix stream sockets have no MSG_ZEROCOPY.',
  'unix-without-zero-copy.remedy': 'Choose a TCP socket, or splice, which copies nothing on either.',
  'unix-without-send-zc.why': 'Unix sockets copy what they are sent: they have no zero-copy send.',
  'unix-without-send-zc.remedy': 'Choose a TCP socket.',
  'choose-route.remedy': 'Choose another route or strategy.',
  'choose-user-space.remedy': 'Choose a strategy that brings the bytes to user space, such as read-write.',
  'choose-follower.remedy': 'Choose read-write, mmap-write, sendfile or splice.',
  'uring-off-for-all.why':
    'io_uring is switched off for everyone on this machine (kernel.io_uring_disabled = 2).',
  'uring-off-for-all.remedy':
    "Run `sudo sysctl kernel.io_uring_disabled=0`, where the machine's owner agrees.",
  'uring-privileged-only.why':
    'io_uring is open to privileged users only on this machine (kernel.io_uring_disabled = 1).',
  'uring-privileged-only.remedy':
    'Run as root, join the group of kernel.io_uring_group, or run `sudo sysctl kernel.io_uring_disabled=0`.',
  'uring-forbidden.why':
    "io_uring is forbidden to this process (EPERM), most likely by a container's seccomp filter.",
  'uring-forbidden.remedy':
    'Run outside the container, or with a seccomp profile that allows io_uring_setup, _enter and _register.',
  'uring-missing.why':
    'There is no io_uring here: the kernel is older than 5.4, was built without it, or a filter hides it (ENOSYS).',
  'uring-missing.remedy': 'Use Linux 5.4 or newer with CONFIG_IO_URING.',
  'uring-too-old.why': "This kernel's io_uring lacks what {strategy} needs ({call}: {errno}).",
  'uring-too-old.remedy': 'Use Linux 5.12 or newer.',
  'uring-without-send-zc.why': "This kernel's io_uring lacks what {strategy} needs ({call}: {errno}).",
  'uring-without-send-zc.remedy': 'Use Linux 6.0 or newer, which has SEND_ZC.',
  'locked-memory.why': '{strategy} pins memory, and this user may not lock as much (ENOMEM).',
  'locked-memory.remedy': 'Raise the limit (`ulimit -l`, LimitMEMLOCK= of systemd), or run as root.',
  'filesystem-not-mappable.why': '{filesystem} does not let its files be mapped (mmap: ENODEV).',
  'filesystem-not-mappable.remedy': "Use a file on a disk's filesystem such as ext4, xfs or btrfs.",
  'filesystem-without-clones.why': '{filesystem} has no copy-on-write clones (FICLONE: {errno}).',
  'filesystem-without-clones.remedy':
    'Use a filesystem that has: btrfs, bcachefs, or xfs made with reflink=1.',
  'filesystem-without-direct.why':
    '{filesystem} does not let programs bypass the page cache (O_DIRECT: {errno}).',
  'filesystem-without-direct.remedy': "Use a file on a disk's filesystem such as ext4, xfs or btrfs.",
  'socket-without-zero-copy.why': 'This kind of socket has no zero-copy send ({call}: {errno}).',
  'socket-without-zero-copy.remedy': 'Use TCP on Linux 4.14 or newer.',
  'zero-copy-no-room.why': 'The kernel has no room to announce finished zero-copy sends (ENOBUFS).',
  'zero-copy-no-room.remedy': 'Raise it: `sudo sysctl net.core.optmem_max=1048576`; also check `ulimit -l`.',
  'zero-copy-pages-unlocked.why': "The pages of one chunk can't be locked (sendmsg: ENOBUFS).",
  'zero-copy-pages-unlocked.remedy': 'Raise `ulimit -l` or net.core.optmem_max, or take smaller chunks.',
  'loopback-down.why':
    'No TCP connection reaches this machine itself, because the loopback interface is down ({call}: {errno}).',
  'loopback-down.remedy': 'Bring it up (`ip link set lo up`), or choose Unix sockets (`--socket unix`).',
  'output-too-large.why': 'This process may not write files that large ({call}: {errno}).',
  'output-too-large.remedy': 'Raise the limit with `ulimit -f unlimited`.',
  'output-no-space.why':
    'This route writes a file, and the filesystem or your quota is full ({call}: {errno}).',
  'output-no-space.remedy': 'Free some space there, or choose a route to a socket or a pipe.',
  'output-not-creatable.why': 'This route writes a file, and none can be made in {folder} ({call}: {errno}).',
  'output-not-creatable.remedy':
    'Name a file in a folder you may write to, or choose a route to a socket or a pipe.',
  'call-not-offered.why':
    'The kernel, or a seccomp filter around this process, does not offer {strategy} ({call}: {errno}).',
  'call-not-offered.remedy': 'Use a newer kernel, or run outside the sandbox.',
  'no-room-to-try.why': 'There was too little room to try {strategy} ({call}: {errno}).',
  'no-room-to-try.remedy':
    'Free memory, threads (`ulimit -u`) or file descriptors (`ulimit -n`) and try again.',
  'trial-failed.why': '{strategy} was tried here and failed ({call}: {errno}).',
  'trial-failed-detail.why': '{strategy} was tried here and failed ({call}: {errno}): {detail}.',
  'trial-failed.remedy': 'Choose another strategy; the others do not depend on this one.',
  'trial-endless.why': '{strategy} did not end within four seconds when tried.',
  'trial-endless.remedy': 'Choose another strategy here.',
  'no-kernel-tls.why':
    'The kernel does not encrypt on this socket: it has no kernel TLS (setsockopt {option}: {errno}, {text}).',
  'no-kernel-tls.remedy':
    'Load the module with `sudo modprobe tls`; where there is none, use a kernel built with CONFIG_TLS (4.13 or newer; AES-256-GCM since 5.1).',
  'no-cipher.why': 'The program that hosts the backend exports no {function} for AES-256-GCM.',
  'no-cipher.remedy': 'Run it with Node.js built with OpenSSL (every official build is).',
  'cipher-refused.why': 'OpenSSL refused AES-256-GCM.',
  'cipher-refused.remedy': "Check the host's OpenSSL configuration (FIPS mode, providers).",
  'ran-otherwise.why': 'Tried here, {because}.',
  'ran-otherwise.remedy': 'What really runs in its place is {ranAs}.',
  'measuring-needs-linux.why': 'Measuring needs Linux, and this is {platform}.',
  'measuring-needs-linux.remedy':
    'Open the folder in WSL, in a Dev Container or over Remote-SSH: the extension then runs there.',
  'no-backend.why': 'The native backend could not be loaded: {error}',
  'no-backend.remedy': 'Build it with `npm ci && npm run build` (needs g++), then try again.',
} as const;
