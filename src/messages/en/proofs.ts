/** A proof in words: why its verdict is what it is, what to do, what else to know, and its facts. */
export const proofs = {
  'proof.all-followed.why':
    'All {reference, count} bytes of the file that waited in the queues changed with the file: they are references to its pages in the page cache.',
  'proof.none-followed.why':
    'None of the {copy, count} bytes of the file that waited in the queues changed with the file: they are copies.',
  'proof.some-followed.why':
    '{reference, count} bytes of the file in the queues changed with the file and {copy, count} did not.',
  'proof.zones-differ.why':
    'One queue holds references ({reference, count} bytes) and the other copies ({copy, count} bytes): the kernel copied when it handed the data over, as it does for MSG_ZEROCOPY on loopback.',
  'proof.extents-shared.why':
    'The output shares {bytes, count} bytes on disk with the scratch file (FIEMAP), and its pages were not filled: no byte was moved.',
  'proof.file-copied.why':
    'The output holds {bytes, count} bytes of the scratch file in blocks of its own: they are a copy.',
  'proof.runs-differ.why':
    'The runs differ: {reference, count} showed references, {copy, count} copies, {mixed, count} both.',
  'proof.runs-differ.remedy':
    'Check whether several servers or workers with different settings answer at this address.',
  'proof.encrypted.why':
    'The answer is encrypted. Ciphertext never follows a change of the file, whatever the server does inside.',
  'proof.encrypted.remedy':
    'Ask the same server over http:// to see how it sends; encryption itself reads every byte.',
  'proof.content-encoded.why':
    'The server sent the content in another form ({encoding}), though identity was asked for.',
  'proof.content-encoded.remedy':
    'Switch the encoding off for this folder or for files of this type (.bin), and try again.',
  'proof.cached-content.why':
    'The server still sent the old bytes after the file had changed: a cache answers, and the proof says nothing about its store.',
  'proof.cached-content.remedy': 'Ask the server behind the cache, or switch the caching of contents off.',
  'proof.control-failed.why':
    'Our own sender ({sending}) on the same filesystem ({filesystem}) and kind of connection did not show what it must show.',
  'proof.control-failed.remedy':
    'Use a folder on ext4, xfs, btrfs or tmpfs; some network and FUSE filesystems keep no pages that can be referred to.',
  'proof.not-found.why':
    'The server answered {status} for a file that is in the folder: this is not the folder that it serves at that address.',
  'proof.not-found.remedy':
    'Name the folder behind this very address, or give the address with {file} where the name belongs.',
  'proof.credentials.why':
    'The server answered {status}: it wants credentials, or its user may not read the folder.',
  'proof.credentials.remedy': "Add --header 'Authorization: …', or let the server's user read the folder.",
  'proof.redirected.why': 'The server answered {status} and points to {location}.',
  'proof.redirected.remedy': 'Give the address that it points to.',
  'proof.other-status.why': 'The server answered {status}.',
  'proof.other-status.remedy': "See the server's error log.",
  'proof.other-content.why':
    'The answer ({bytes, count} bytes looked at) holds nothing of the scratch file: the server sends another file, or rewrites what it sends.',
  'proof.other-content.remedy':
    'Name the folder behind this address; switch rewriting (SSI, minifying, injected scripts) off for .bin files.',
  'proof.not-http.why': 'The answer is not HTTP.',
  'proof.not-http.remedy': 'Check the port; for other protocols use --relay.',
  'proof.closed-early.why':
    'The server closed the connection after {bytes, count} bytes, before any of the file.',
  'proof.closed-early.remedy': "See the server's error log.",
  'proof.no-answer.why': 'The server sent {bytes, count} bytes and nothing of the file within ten seconds.',
  'proof.no-answer.remedy': 'Check that it answers other clients, and try again.',
  'proof.no-content-passed.why':
    'The connection ended, and none of the bytes that passed were those of the scratch file.',
  'proof.no-content-passed.remedy':
    'Let the client fetch the scratch file itself, unencrypted and uncompressed.',
  'proof.command-failed.why': 'The command ended ({code}) before it sent any of the scratch file.',
  'proof.command-failed.remedy':
    'Check that the command sends {file} to its stdout, to {host}:{port} or to {output}.',
  'proof.command-silent.why': 'The command ran on and had sent none of the scratch file, so it was stopped.',
  'proof.command-silent.remedy':
    'Check that the command sends {file} to its stdout, to {host}:{port} or to {output}.',
  'proof.not-restored.why':
    'The queue did not show its first bytes again after the file was put back: something else changed the file or the queue.',
  'proof.not-restored.remedy': 'Let nothing else write to the folder, and try again.',
  'proof.remote-queue.why':
    "Bytes that came through a network card are copies in any case, and the server's send queue can't be seen from here.",
  'proof.remote-queue.remedy': 'Run iopath prove on the host of the server.',
  'proof.output-unreadable.why': "The output of the command can't be looked at ({code}).",
  'proof.output-unreadable.remedy': 'Let the command write a regular file at {output}.',
  'proof.note.send-queue-unseen':
    "The server's send queue could not be seen: the verdict rests on the receive queue alone.",
  'proof.note.send-queue-left':
    "The server's send queue was left alone, because the client is to get its bytes: the verdict rests on the receive queue.",
  'proof.note.read-ahead': 'The server had read at least {bytes, bytes} ahead into memory of its own.',
  'proof.note.cache-unchecked':
    'A second request got no answer: whether a cache answered the first one is not known.',
  'proof.note.passed-through':
    'The answer passed through another server ({by}); the verdict is about the last one.',
  'proof.verdict.reference': 'Reference: the file is sent without copying it.',
  'proof.verdict.copy': 'Copy: the file is copied before it is sent.',
  'proof.verdict.mixed': 'Mixed: some of the file is sent by reference and some is copied.',
  'proof.verdict.undecided': 'Undecided.',
  'proof.what-to-do': 'What to do: {remedy}',
  'proof.bytes-seen': 'Bytes seen',
  'proof.class.reference': '{bytes, count} reference',
  'proof.class.copy': '{bytes, count} copy',
  'proof.class.header': '{bytes, count} header',
  'proof.class.encoded': '{bytes, count} encoded',
  'proof.class.undecided': '{bytes, count} undecided',
  'proof.none': 'none',
  'proof.list': '{parts, commas}',
  'proof.queues': 'Queues',
  'proof.queues.both': 'receive {receive, count}, send {send, count}',
  'proof.queues.receive': 'receive {receive, count}, send not seen',
  'proof.server': 'Server',
  'proof.server.process': '{address}, process {pid} ({name})',
  'proof.server.unseen': '{address}, process not visible',
  'proof.scratch': 'Scratch file',
  'proof.scratch.file': '{file} ({bytes, count} bytes on {filesystem}, removed)',
  'proof.controls': 'Controls',
  'proof.controls.none': 'none ran',
  'proof.control.passed': '{sending} over {over} as expected',
  'proof.control.failed': '{sending} over {over} FAILED',
  'proof.took': 'First look to restored',
  'proof.took.time': '{time, time}',
  'proof.runs': 'Runs',
  'proof.run': '{runs, count} {verdict}',
  'proof.run.reference': 'reference',
  'proof.run.copy': 'copy',
  'proof.run.mixed': 'mixed',
  'proof.run.undecided': 'undecided',
} as const;
