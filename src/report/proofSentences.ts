import type { Because, ProofNote, ProofReason } from '../model/proof';

export interface ProofSentence {
  /** What the bytes showed, or why they show nothing. */
  why: string;
  /** What to do about it; null where nothing is wrong. */
  remedy: string | null;
}

type Args = Because['args'];
const plain =
  (why: string, remedy: string | null = null) =>
  () => ({ why, remedy });
const number = (value: string | number | undefined) => Number(value ?? 0).toLocaleString('en-US');

const sentences: Record<ProofReason, (args: Args) => ProofSentence> = {
  'all-followed': ({ reference }) => ({
    why: `All ${number(reference)} bytes of the file that waited in the queues changed with the file: they are references to its pages in the page cache.`,
    remedy: null,
  }),
  'none-followed': ({ copy }) => ({
    why: `None of the ${number(copy)} bytes of the file that waited in the queues changed with the file: they are copies.`,
    remedy: null,
  }),
  'some-followed': ({ reference, copy }) => ({
    why: `${number(reference)} bytes of the file in the queues changed with the file and ${number(copy)} did not.`,
    remedy: null,
  }),
  'zones-differ': ({ reference, copy }) => ({
    why: `One queue holds references (${number(reference)} bytes) and the other copies (${number(copy)} bytes): the kernel copied when it handed the data over, as it does for MSG_ZEROCOPY on loopback.`,
    remedy: null,
  }),
  'extents-shared': ({ bytes }) => ({
    why: `The output shares ${number(bytes)} bytes on disk with the scratch file (FIEMAP), and its pages were not filled: no byte was moved.`,
    remedy: null,
  }),
  'file-copied': ({ bytes }) => ({
    why: `The output holds ${number(bytes)} bytes of the scratch file in blocks of its own: they are a copy.`,
    remedy: null,
  }),
  'runs-differ': ({ reference, copy, mixed }) => ({
    why: `The runs differ: ${number(reference)} showed references, ${number(copy)} copies, ${number(mixed)} both.`,
    remedy: 'Check whether several servers or workers with different settings answer at this address.',
  }),
  encrypted: plain(
    'The answer is encrypted. Ciphertext never follows a change of the file, whatever the server does inside.',
    'Ask the same server over http:// to see how it sends; encryption itself reads every byte.',
  ),
  'content-encoded': ({ encoding }) => ({
    why: `The server sent the content in another form (${encoding}), though identity was asked for.`,
    remedy: 'Switch the encoding off for this folder or for files of this type (.bin), and try again.',
  }),
  'cached-content': plain(
    'The server still sent the old bytes after the file had changed: a cache answers, and the proof says nothing about its store.',
    'Ask the server behind the cache, or switch the caching of contents off.',
  ),
  'control-failed': ({ sending, filesystem }) => ({
    why: `Our own sender (${sending}) on the same filesystem (${filesystem}) and kind of connection did not show what it must show.`,
    remedy:
      'Use a folder on ext4, xfs, btrfs or tmpfs; some network and FUSE filesystems keep no pages that can be referred to.',
  }),
  'not-found': ({ status }) => ({
    why: `The server answered ${status} for a file that is in the folder: this is not the folder that it serves at that address.`,
    remedy:
      'Name the folder behind this very address, or give the address with {file} where the name belongs.',
  }),
  credentials: ({ status }) => ({
    why: `The server answered ${status}: it wants credentials, or its user may not read the folder.`,
    remedy: "Add --header 'Authorization: …', or let the server's user read the folder.",
  }),
  redirected: ({ status, location }) => ({
    why: `The server answered ${status} and points to ${location}.`,
    remedy: 'Give the address that it points to.',
  }),
  'other-status': ({ status }) => ({
    why: `The server answered ${status}.`,
    remedy: "See the server's error log.",
  }),
  'other-content': ({ bytes }) => ({
    why: `The answer (${number(bytes)} bytes looked at) holds nothing of the scratch file: the server sends another file, or rewrites what it sends.`,
    remedy:
      'Name the folder behind this address; switch rewriting (SSI, minifying, injected scripts) off for .bin files.',
  }),
  'not-http': plain('The answer is not HTTP.', 'Check the port; for other protocols use --relay.'),
  'closed-early': ({ bytes }) => ({
    why: `The server closed the connection after ${number(bytes)} bytes, before any of the file.`,
    remedy: "See the server's error log.",
  }),
  'no-answer': ({ bytes }) => ({
    why: `The server sent ${number(bytes)} bytes and nothing of the file within ten seconds.`,
    remedy: 'Check that it answers other clients, and try again.',
  }),
  'no-content-passed': plain(
    'The connection ended, and none of the bytes that passed were those of the scratch file.',
    'Let the client fetch the scratch file itself, unencrypted and uncompressed.',
  ),
  'command-failed': ({ code }) => ({
    why: `The command ended (${code}) before it sent any of the scratch file.`,
    remedy: 'Check that the command sends {file} to its stdout, to {host}:{port} or to {output}.',
  }),
  'not-restored': plain(
    'The queue did not show its first bytes again after the file was put back: something else changed the file or the queue.',
    'Let nothing else write to the folder, and try again.',
  ),
  'remote-queue': plain(
    "Bytes that came through a network card are copies in any case, and the server's send queue can't be seen from here.",
    'Run iopath prove on the host of the server.',
  ),
  'output-unreadable': ({ code }) => ({
    why: `The output of the command can't be looked at (${code}).`,
    remedy: 'Let the command write a regular file at {output}.',
  }),
};

/** The reason of a verdict as a person reads it. */
export const proofSentence = ({ id, args }: Because): ProofSentence => sentences[id](args);

const notes: Record<ProofNote['id'], (args: Args) => string> = {
  'send-queue-unseen': () =>
    "The server's send queue could not be seen: the verdict rests on the receive queue alone.",
  'send-queue-left': () =>
    "The server's send queue was left alone, because the client is to get its bytes: the verdict rests on the receive queue.",
  'read-ahead': ({ bytes }) =>
    `The server had read at least ${number(bytes)} bytes ahead into memory of its own.`,
  'cache-unchecked': () =>
    'A second request got no answer: whether a cache answered the first one is not known.',
  'passed-through': ({ by }) =>
    `The answer passed through another server (${by}); the verdict is about the last one.`,
};

export const proofNoteSentence = ({ id, args }: ProofNote): string => notes[id](args);
