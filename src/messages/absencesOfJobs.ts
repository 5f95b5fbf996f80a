import { type AbsenceSentence, type AbsenceTexts, text } from './absenceText';

/** A route that a strategy has nothing to do on. */
const noRoute =
  (why: string): AbsenceSentence =>
  ({ strategy }) =>
    text(`${strategy} has nothing to do on this route: ${why}.`, 'Choose another route or strategy.');

/** A pass over the data that a strategy cannot make. */
const noPass =
  (why: string): AbsenceSentence =>
  ({ strategy }) =>
    text(
      `${strategy} cannot make this pass over the data: ${why}.`,
      'Choose a strategy that brings the bytes to user space, such as read-write.',
    );

const cannotFollow =
  (why: string): AbsenceSentence =>
  ({ strategy }) =>
    text(
      `${strategy} cannot follow a file that grows: ${why}.`,
      'Choose read-write, mmap-write, sendfile or splice.',
    );

/** Jobs that a strategy cannot do, wherever it is. */
export const absencesOfJobs: AbsenceTexts = {
  'route-copy-file-range': noRoute('copy_file_range knows regular files only, at both ends'),
  'route-send-zc': noRoute('SEND_ZC sends to sockets only'),
  'route-both-mapped': noRoute('only files can be mapped, and it maps both ends'),
  'route-msg-zerocopy': noRoute('MSG_ZEROCOPY is a way to send into a socket'),
  'route-shared-extents': noRoute('extents can only be shared between files'),
  'route-sendfile': noRoute('sendfile reads from a file that can be mapped, never from a socket'),
  'route-vmsplice': noRoute('vmsplice starts from mapped memory, and what comes from a socket is not mapped'),
  'route-uring-splice': noRoute(
    'what a socket has at hand decides how much one splice moves, so splices prepared ahead would break off',
  ),
  'pass-unseen': noPass('the bytes never reach user space'),
  'pass-linked': noPass(
    'each write is linked to its read inside the kernel, so that user space does not get to see the bytes',
  ),
  'pass-own-pages-sent': noPass("it sends the file's own pages, which must not be changed"),
  'pass-own-pages': noPass("it hands over the file's own pages, which must not be changed"),
  'pass-nothing-moves': noPass('no byte moves at all'),
  'mapping-changed': () =>
    text(
      "mmap-write sends the file's own pages, which must not be changed; this pass changes the bytes",
      'Choose read-write or, between files, mmap-mmap.',
    ),
  'follow-from-socket': () =>
    text(
      'A growing file is followed by whoever reads it; on this route the sender reads from a socket.',
      'Choose a route that starts at a file.',
    ),
  'follow-direct': cannotFollow(
    'what was appended last is in the page cache alone and ends amid a block, where O_DIRECT cannot get at it without having it written out first',
  ),
  'follow-clone': cannotFollow("a clone is taken of a whole file once, and ends on the filesystem's blocks"),
  'follow-uring': cannotFollow(
    'it prepares reads and sends ahead of one another, and a follower that has caught up has but one piece',
  ),
  'unix-without-zero-copy': () =>
    text(
      'Unix stream sockets have no MSG_ZEROCOPY',
      'Choose a TCP socket, or splice, which copies nothing on either.',
    ),
  'unix-without-send-zc': () =>
    text('Unix sockets copy what they are sent: they have no zero-copy send.', 'Choose a TCP socket.'),
};
