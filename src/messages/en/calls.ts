/** What one call would do in place of a loop or a call, in its language: clauses without a full stop. */
export const calls = {
  'call.loops-then': '{call} is a loop over a buffer; {better}',
  'call.whole-kernel': '{call} moves the bytes in the kernel, and no memory holds them',
  'call.whole-depends': '{call} moves the bytes in the kernel where both ends are plain files or sockets',
  'call.whole-user-space': '{call} copies as often, and holds one chunk at a time',
  'call.c.transmit-file': 'TransmitFile sends the file to the socket inside the kernel, without either copy',
  'call.c.copy-file-ex':
    'CopyFileEx takes the two paths, and shares blocks where both are on one ReFS volume of a new Windows',
  'call.c.windows-handles':
    'Windows has no call that moves bytes between these two handles; a larger buffer takes fewer calls',
  'call.c.appending':
    'a file opened for appending takes neither copy_file_range, sendfile nor splice; open it without O_APPEND and seek to its end',
  'call.c.standard-stream':
    'whoever starts the program decides what its standard streams are: splice moves pages if one is a pipe, copy_file_range or sendfile if the source is a file',
  'call.c.sendfile': 'sendfile would take 0 CPU copies and one call, from the page cache to the socket',
  'call.c.sendfile-stdio':
    'sendfile (on fileno(), after fflush) would take 0 CPU copies and one call, from the page cache to the socket',
  'call.c.copy-file-range':
    'copy_file_range would copy once inside the kernel, and not at all where the filesystem shares extents; keep this loop for EXDEV, EINVAL, ENOSYS and EOPNOTSUPP',
  'call.c.copy-file-range-stdio':
    'copy_file_range (on fileno(), after fflush) would copy once inside the kernel, and not at all where the filesystem shares extents; keep this loop for EXDEV, EINVAL, ENOSYS and EOPNOTSUPP',
  'call.c.splice': 'splice would hand pages over without copying them through the program',
  'call.c.splice-stdio':
    'splice (on fileno(), after fflush) would hand pages over without copying them through the program',
  'call.c.splice-by-pipe':
    'splice through a pipe would spare the copy into the program and one of the two out of it',
  'call.c.splice-by-pipe-stdio':
    'splice (on fileno(), after fflush) through a pipe would spare the copy into the program and one of the two out of it',
  'call.c.unseen':
    'if the source is a file, sendfile (or copy_file_range, to another file) moves the bytes inside the kernel; if one end is a pipe or a socket, splice does',
  'call.cpp.files':
    'std::filesystem::copy_file copies once, inside the kernel (sendfile or copy_file_range), by the paths; for a part of a file, copy_file_range on descriptors',
  'call.cpp.stream-to-socket':
    'a stream has no descriptor to give; open the path by itself and sendfile takes 0 CPU copies, from the page cache to the socket',
  'call.cpp.stream-buffer':
    'a stream prints a stream buffer in a loop over it; std::filesystem::copy_file copies once, inside the kernel',
  'call.csharp.appending': '{call} is tidier but copies as much: File.Copy replaces its target',
  'call.csharp.send-packets':
    'Socket.SendPacketsAsync takes a SendPacketsElement of the file with its offset and count; Socket.SendFile sends whole files only, by sendfile',
  'call.csharp.send-file': '{call} sends from the page cache by sendfile, without either copy',
  'call.csharp.part-of-file': '{call} is tidier but copies as much: File.Copy takes the whole file only',
  'call.csharp.file-copy': 'File.Copy between the two paths copies inside the kernel, or shares the blocks',
  'call.csharp.no-call':
    '{call} is tidier but copies as much: .NET has no call that moves these ends inside the kernel',
  'call.csharp.unseen':
    'File.Copy between two files and Socket.SendFile from a file to a socket move the bytes inside the kernel; otherwise {call} is tidier and copies as much',
  'call.csharp.loops-send-file':
    '{call} loops over a buffer of its own; {instead} sends from the page cache by sendfile, without either copy',
  'call.csharp.loops-file-copy':
    '{call} loops over a buffer of its own; File.Copy between the two paths copies inside the kernel',
  'call.go.http-body':
    'io.Copy is tidier but copies as much: a body is no socket to the kernel, its coding sits between',
  'call.go.appending':
    'io.Copy is tidier but copies as much: copy_file_range takes no file opened with O_APPEND',
  'call.go.standard-stream':
    'io.Copy moves the bytes inside the kernel if the standard stream is a file; to a terminal or a pipe it copies as much',
  'call.go.process-pipe':
    "io.Copy is tidier but copies as much: a process's pipes are no ends Go has a kernel call for",
  'call.go.files': 'io.Copy on the bare *os.File values copies once, inside the kernel, by copy_file_range',
  'call.go.file-to-socket':
    'io.Copy from the *os.File to the bare connection sends from the page cache by sendfile, without either copy',
  'call.go.splice':
    'io.Copy on the bare connections and files moves the bytes by splice, without copying them into the program',
  'call.go.sendfile': 'unix.Sendfile between the descriptors would take 0 CPU copies',
  'call.go.copy-file-range':
    'unix.CopyFileRange between the descriptors copies once inside the kernel; keep this loop for EXDEV, EINVAL, ENOSYS and EOPNOTSUPP',
  'call.go.response-writer':
    'io.Copy reaches sendfile over plain HTTP if the handler sets Content-Length; a chunked answer, TLS or a wrapper without ReadFrom keeps both copies',
  'call.go.hidden-sink':
    'io.Copy reaches sendfile if {sink} is a bare TCP or Unix connection or hands ReadFrom on; a wrapper without ReadFrom, or TLS, keeps both copies',
  'call.go.unseen-sink':
    'io.Copy reaches sendfile if the sink is a bare TCP or Unix connection or hands ReadFrom on; a wrapper without ReadFrom, or TLS, keeps both copies',
  'call.go.unseen':
    'io.Copy moves the bytes inside the kernel if both ends turn out to be *os.File, *net.TCPConn or *net.UnixConn; through a wrapper or TLS it is tidier and copies as much',
  'call.go.section-reader':
    'io.SectionReader hides the *os.File; Seek and io.CopyN on the bare file reach {call}',
  'call.go.wrapper':
    '{wrapper} hides what it wraps; io.Copy on the bare types reaches {call}, and returns the count',
  'call.javascript.copy-file':
    'fs.copyFile shares extents where the filesystem can, else copies once inside the kernel (copy_file_range or sendfile in libuv)',
  'call.javascript.part-of-file':
    'stream.pipeline is tidier, with back-pressure and errors handled, but copies as much; fs.copyFile stays in the kernel, for whole files and by their paths',
  'call.javascript.no-call':
    'stream.pipeline is tidier, with back-pressure and errors handled, but copies as much: Node has no sendfile to a socket or pipe',
  'call.javascript.pipe':
    'stream.pipeline closes both ends when one fails, which pipe does not, but copies as much: Node has no sendfile to a socket',
  'call.jvm.appending':
    '{call} is tidier but copies as much: neither copy_file_range nor sendfile takes a file opened for appending',
  'call.jvm.socket-stream':
    "{call} is tidier but copies as much, since a socket's stream hides the socket; FileChannel.transferTo to a SocketChannel would take 0 CPU copies",
  'call.jvm.no-call':
    '{call} is tidier but copies as much: the JVM has no call that moves these ends inside the kernel',
  'call.jvm.standard-stream':
    'FileChannel.transferTo moves the bytes inside the kernel if the standard streams turn out to be files; from a terminal or a pipe it copies as much',
  'call.jvm.socket-channel':
    'FileChannel.transferTo to the SocketChannel sends from the page cache by sendfile, without either copy',
  'call.jvm.file-channels':
    'FileChannel.transferTo between the two file channels copies once, inside the kernel (copy_file_range or sendfile)',
  'call.jvm.unseen':
    'where both ends turn out to be file channels, or a file and a SocketChannel, FileChannel.transferTo moves the bytes inside the kernel; otherwise {call} is tidier and copies as much',
  'call.jvm.loops-socket-channel':
    '{call} is a loop over a buffer in many JDKs; FileChannel.transferTo to the SocketChannel sends from the page cache by sendfile, without either copy',
  'call.jvm.loops-socket-stream':
    "{call} to a socket's stream is a loop over a buffer, and no call does better on it: only a socket opened as a SocketChannel can take FileChannel.transferTo, which reaches sendfile",
  'call.jvm.loops-file-channels':
    '{call} is a loop over a buffer; FileChannel.transferTo copies once, inside the kernel',
  'call.python.appending':
    'shutil.copyfileobj is tidier but copies as much: neither sendfile nor copy_file_range takes a file opened for appending',
  'call.python.standard-stream':
    'os.sendfile moves the bytes inside the kernel if the input is a file; from a terminal or a pipe it can not',
  'call.python.unseen-source':
    'if the source is a file, shutil.copyfile between the paths copies inside the kernel; shutil.copyfileobj is tidier and copies as much',
  'call.python.unseen-ends':
    'shutil.copyfile between two files and socket.sendfile from a file to a plain socket move the bytes inside the kernel; shutil.copyfileobj is tidier and copies as much',
  'call.python.no-call':
    'shutil.copyfileobj is tidier but copies as much: Python has no call that moves what comes from a socket or a pipe inside the kernel',
  'call.python.part-of-file':
    'os.sendfile between the two descriptors, after a flush and from where the source stands, copies once, inside the kernel',
  'call.python.copyfile':
    'shutil.copyfile between the two paths copies once, inside the kernel, by sendfile or copy_file_range; it opens both anew, and refuses FIFOs and a target that is the source',
  'call.python.pipe': 'os.sendfile to the pipe hands the file on inside the kernel',
  'call.python.asyncio':
    'loop.sendfile sends from the page cache without either copy; it loops by itself where the transport is TLS',
  'call.python.wfile':
    'self.connection.sendfile sends from the page cache by os.sendfile, without either copy, after a flush of wfile',
  'call.python.socket': 'socket.sendfile sends from the page cache by os.sendfile, without either copy',
  'call.python.unseen-socket':
    'socket.sendfile uses os.sendfile, without either copy, if this is a plain blocking socket; under TLS it copies as much',
  'call.python.unseen-sink':
    'shutil.copyfile to a path and socket.sendfile to a plain socket move the bytes inside the kernel; shutil.copyfileobj copies as much',
  'call.python.loops-socket':
    'shutil.copyfileobj loops in user space; socket.sendfile uses os.sendfile, without either copy',
  'call.python.loops-copyfile':
    'shutil.copyfileobj loops in user space; shutil.copyfile between the two paths copies once, inside the kernel, but opens both anew, and refuses FIFOs and a target that is the source',
  'call.rust.async': "the async crates' io::copy is a loop in user space as well: tidier, the same copies",
  'call.rust.appending':
    'io::copy is tidier but copies as much: neither copy_file_range nor sendfile takes a file opened for appending',
  'call.rust.standard-stream':
    'io::copy moves the bytes inside the kernel if the standard streams turn out to be files or pipes; to a terminal it copies as much',
  'call.rust.files':
    'io::copy between the two files copies once, inside the kernel, by copy_file_range; readers and writers of std around them are looked through',
  'call.rust.file-to-socket':
    'io::copy no longer sends a file to a socket inside the kernel; rustix::fs::sendfile or nix::sys::sendfile would take 0 CPU copies',
  'call.rust.file-to-pipe':
    'io::copy to a pipe copies as much; rustix::fs::sendfile or nix::sys::sendfile hands the file on inside the kernel',
  'call.rust.pipe-to-file':
    'io::copy from the pipe to the file moves the bytes by splice, without copying them into the program',
  'call.rust.no-call':
    'io::copy is tidier but copies as much: it has no kernel call for these ends; splice by rustix or nix would need a pipe between them',
  'call.rust.unseen':
    'io::copy moves the bytes inside the kernel if both ends turn out to be files; to a socket it copies as much, where rustix::fs::sendfile from a file would not',
  'call.rust.loops-socket':
    'io::copy no longer moves a file to a socket inside the kernel; rustix::fs::sendfile or nix::sys::sendfile does',
  'call.rust.loops-pipe':
    'io::copy no longer moves a file to a pipe inside the kernel; rustix::fs::sendfile or nix::sys::sendfile does',
  'call.rust.wrapper':
    '{wrapper} hides the file; io::copy on the files themselves reaches copy_file_range, and returns the count',
} as const;
