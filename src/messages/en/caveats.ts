/** What a fix may change besides speed: clauses without a full stop. */
export const caveats = {
  'caveat.not-compared': 'the rewritten code has not been tested against the original',
  'caveat.no-room': 'a buffer without room would have ended the loop at once',
  'caveat.buffer-seen': 'the buffer no longer holds the last bytes that were read',
  'caveat.comments-inside': 'the comments inside what is replaced',
  'caveat.comments-beside': 'the comments beside what is no longer needed',
  'caveat.source-elsewhere': 'after a failure the source may stand elsewhere than the loop would leave it',
  'caveat.cut-writes': 'bytes that the loop loses when a write is cut short are no longer lost',
  'caveat.broken-pipe': 'a connection that is reset may be reported as a broken pipe',
  'caveat.broken-pipe-signal':
    'a connection that is reset may be reported as a broken pipe, by SIGPIPE as well',
  'caveat.same-file': 'where source and target are the same file, other bytes may be copied',
  'caveat.datagrams': 'a datagram socket would get the bytes in other pieces',
  'caveat.single-failure': 'a failure that only happens once, such as an interruption, is not reported',
  'caveat.total-watched': 'what looks at the total during the copy sees it grow in larger steps',
  'caveat.total-not-whole': 'a total that is no whole number may come to another value',
  'caveat.total-differs': 'after a failure the total may count more or fewer bytes',
  'caveat.other-number-sent': 'after a failure another number of bytes may have been sent',
  'caveat.other-number-written': 'after a failure another number of bytes may have been written',
  'caveat.failed-write-ends': 'a failed write ends the copy, where the loop went on',
  'caveat.flush-failure':
    "a failed write is reported at once; the loop's writer kept it until it was flushed",
  'caveat.c.short-write': 'a write that is cut short no longer ends the copy: the failure behind it does',
  'caveat.c.send-flags': 'the flags {flags} of send: sendfile raises SIGPIPE where a peer is gone',
  'caveat.c.pipe-full': 'the pipe is full after fewer bytes, since spliced pieces do not share its pages',
  'caveat.c.thread-cancelling': 'a thread can not be cancelled while the kernel moves the bytes',
  'caveat.c.errno': 'errno may be left as the call that is tried first has set it',
  'caveat.c.signal-again': 'SIGXFSZ may be raised once more where the file reaches its limit',
  'caveat.c.seccomp': 'a seccomp filter must allow the new system call',
  'caveat.c.linux-only': 'the file then builds on Linux only',
  'caveat.cpp.filesystem-error':
    'a failure throws std::filesystem::filesystem_error, where the streams fail silently',
  'caveat.cpp.permissions': 'the copy takes on the permissions of the source',
  'caveat.cpp.standard': 'the file then needs C++17',
  'caveat.cpp.copy-onto-itself': 'copying a file onto itself throws, where the loop empties it',
  'caveat.cpp.own-read': 'a read or write of the class, or of one it is made from, is passed by',
  'caveat.cpp.proc': 'of a file of /proc, which has no size, nothing is copied',
  'caveat.cpp.named-pipe': 'a named pipe is not copied: the call throws',
  'caveat.csharp.failure': 'a failure may be reported at another time, or by another exception',
  'caveat.csharp.tested-on': 'the rewrite was tested on Mono and .NET Core 3.1, not on later versions',
  'caveat.csharp.mode-and-times':
    'the copy takes on the mode and the times of the source, as File.Copy has it',
  'caveat.csharp.copy-of-pipe':
    'of a pipe or a file of /proc, which have no size, File.Copy may copy nothing',
  'caveat.csharp.copy-onto-itself': 'copying a file onto itself raises IOException',
  'caveat.csharp.pool-thread': 'the copy runs on a thread of the pool',
  'caveat.csharp.cancellation': 'a cancellation only counts before the copy begins',
  'caveat.csharp.read-only-source': 'the source is opened for reading alone, where it had to be writable too',
  'caveat.csharp.shared-source': 'others may read the source while it is copied',
  'caveat.csharp.locked-target': 'others cannot open the target while it is copied',
  'caveat.csharp.closed-early': 'the files are closed right after the copy',
  'caveat.csharp.closed-after-failure': 'after a failure the files are closed at once',
  'caveat.csharp.net-6': 'Socket.SendFileAsync is there since .NET 6',
  'caveat.csharp.send-of-pipe':
    'of a pipe or a file of /proc, which have no size, Socket.SendFile sends nothing',
  'caveat.csharp.send-on-mono':
    'on Mono, Socket.SendFile loses what one call does not take, and reports no failure',
  'caveat.csharp.send-in-pieces':
    'a datagram socket, or one that does not block, is no longer sent to in pieces',
  'caveat.csharp.other-pieces': 'the bytes are written in other pieces, of up to 81,920 bytes',
  'caveat.csharp.overridden-copy-to': 'a class that overrides CopyTo copies by that, not by its Read',
  'caveat.csharp.refused-end': 'an end that is closed, or takes no bytes, is refused before the first read',
  'caveat.csharp.no-position':
    'a source without a position, such as a pipe, raises NotSupportedException after the copy',
  'caveat.csharp.total-by-path': 'the total is the size of the file, asked for by its path',
  'caveat.go.ends-at-run-time':
    'what the ends are is decided at run time, and io.Copy calls their own ReadFrom and WriteTo',
  'caveat.go.bytes-with-end': 'bytes that a reader gives together with the end are no longer dropped',
  'caveat.go.held-back':
    'what the writer would hold back may be written before it is flushed: Buffered, Available and Reset find less of it',
  'caveat.go.failure-named': 'a failure may name the other file, and the call that copies',
  'caveat.go.given-buffer': 'the buffer that was given is no longer used',
  'caveat.javascript.mode': 'the copy takes on the mode of the source, as fs.copyFile has it',
  'caveat.javascript.size':
    'fs.copyFile goes by the size of the source: of a pipe or a file of /proc it copies nothing',
  'caveat.javascript.failure': 'a failure is that of copyfile, and leaves no target behind',
  'caveat.javascript.source-first': 'the target is made only where the source can be opened',
  'caveat.javascript.copy-onto-itself':
    'a file that is copied onto itself stays as it is, where the loop empties it',
  'caveat.javascript.closes-other':
    'where one end fails, the other is closed at once: what it still holds is lost, and it may report the failure',
  'caveat.javascript.target-failure':
    'a failure of the target is thrown here, where the loop leaves it to the event',
  'caveat.javascript.waits-for-room': 'the copy waits while the target has no room, which the loop does not',
  'caveat.javascript.source-stops':
    'after a failure of the target, the source stops: its events end and close may not come',
  'caveat.javascript.waits-for-end': 'what follows waits until the target has taken everything',
  'caveat.javascript.unseen-target':
    'pipeline takes streams of Node only, and the type of the target can not be seen here',
  'caveat.jvm.own-class': 'a class of its own behind the type {type}, whose {method} would not be called',
  'caveat.jvm.interrupted': 'an interrupted thread closes the channel, where a stream goes on',
  'caveat.jvm.counts-after-failure':
    'after a failure, the counts and the positions are those of the bytes that were moved',
  'caveat.python.socket-kind': 'a datagram socket, or one that does not block, raises ValueError',
  'caveat.python.overridden-sendall': "a class that overrides the socket's sendall is passed by",
  'caveat.python.overridden-read': "a class that overrides the file's read is passed by",
  'caveat.python.lost-total': 'after a failure the total does not hold what had been sent',
  'caveat.python.flushed':
    'a failure is raised at the copy, perhaps as another error, where the file object raised it when it was flushed',
  'caveat.rust.ends-elsewhere':
    'what the ends are is decided elsewhere; a type with a read or write of its own gets pieces of another size',
  'caveat.rust.unseen-traits': 'the methods read and write may not be those of std::io',
  'caveat.rust.failed-read': 'a failed read is handed on, where the loop took it for the end',
  'caveat.rust.read-retried': 'an interrupted read is tried again, where it ended the loop',
  'caveat.rust.pipe-interrupted': 'an interrupted read of a pipe ends the copy, where the loop tried again',
  'caveat.rust.lost-total': 'after a failure the total does not count the bytes that were moved',
  'caveat.rust.left-unused': 'an import, a constant or a function may be left that nothing uses any more',
} as const;
