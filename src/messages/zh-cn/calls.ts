import type { calls as english } from '../en/calls';

export const calls: Record<keyof typeof english, string> = {
  'call.loops-then': '{call} 是对缓冲区的循环；{better}',
  'call.whole-kernel': '{call} 在内核中移动字节，不占用内存',
  'call.whole-depends': '两端都是普通文件或套接字时，{call} 在内核中移动字节',
  'call.whole-user-space': '{call} 复制次数相同，但每次只占用一个块的内存',
  'call.c.transmit-file': 'TransmitFile 在内核内把文件发送到套接字，两次复制都不需要',
  'call.c.copy-file-ex': 'CopyFileEx 使用两个路径；当两者位于新版 Windows 的同一 ReFS 卷上时会共享数据块',
  'call.c.windows-handles': 'Windows 没有在这两个句柄之间移动字节的调用；更大的缓冲区可以减少调用次数',
  'call.c.appending':
    '以追加方式打开的文件不接受 copy_file_range、sendfile 或 splice；请不带 O_APPEND 打开并定位到末尾',
  'call.c.standard-stream':
    '标准流是什么由启动程序者决定：若其一是管道，splice 移动页；若源是文件，则用 copy_file_range 或 sendfile',
  'call.c.sendfile': 'sendfile 从页缓存到套接字，0 次 CPU 拷贝，一次调用',
  'call.c.sendfile-stdio': 'sendfile（对 fileno()，先 fflush）从页缓存到套接字，0 次 CPU 拷贝，一次调用',
  'call.c.copy-file-range':
    'copy_file_range 在内核中只拷贝一次，文件系统共享区段时不拷贝；遇 EXDEV、EINVAL、ENOSYS 和 EOPNOTSUPP 时保留此循环',
  'call.c.copy-file-range-stdio':
    'copy_file_range（对 fileno()，先 fflush）在内核中只拷贝一次，文件系统共享区段时不拷贝；遇 EXDEV、EINVAL、ENOSYS 和 EOPNOTSUPP 时保留此循环',
  'call.c.splice': 'splice 移交页而不经程序拷贝',
  'call.c.splice-stdio': 'splice（对 fileno()，先 fflush）移交页而不经程序拷贝',
  'call.c.splice-by-pipe': '经管道的 splice 省去拷入程序的一次，以及拷出的两次之一',
  'call.c.splice-by-pipe-stdio':
    '经管道的 splice（对 fileno()，先 fflush）省去拷入程序的一次，以及拷出的两次之一',
  'call.c.unseen':
    '若源是文件，sendfile（到另一文件则 copy_file_range）在内核中移动字节；若一端是管道或套接字，则用 splice',
  'call.cpp.files':
    'std::filesystem::copy_file 按路径在内核中拷贝一次（sendfile 或 copy_file_range）；部分文件则对描述符用 copy_file_range',
  'call.cpp.stream-to-socket':
    '流没有可取的描述符；单独打开该路径，sendfile 便从页缓存到套接字 0 次 CPU 拷贝',
  'call.cpp.stream-buffer': '流以循环输出流缓冲区；std::filesystem::copy_file 在内核中拷贝一次',
  'call.csharp.appending': '{call} 更简洁但拷贝同样多：File.Copy 会替换目标',
  'call.csharp.send-packets':
    'Socket.SendPacketsAsync 接受带偏移和长度的文件 SendPacketsElement；Socket.SendFile 只经 sendfile 发送整个文件',
  'call.csharp.send-file': '{call} 经 sendfile 从页缓存发送，两次拷贝都省去',
  'call.csharp.part-of-file': '{call} 更简洁但拷贝同样多：File.Copy 只能拷整个文件',
  'call.csharp.file-copy': '两个路径之间的 File.Copy 在内核中拷贝，或共享块',
  'call.csharp.no-call': '{call} 更简洁但拷贝同样多：.NET 没有能在内核中在这两端间移动的调用',
  'call.csharp.unseen':
    '文件之间的 File.Copy 与文件到套接字的 Socket.SendFile 在内核中移动字节；否则 {call} 更简洁但拷贝同样多',
  'call.csharp.loops-send-file':
    '{call} 用自己的缓冲区循环；{instead} 经 sendfile 从页缓存发送，两次拷贝都省去',
  'call.csharp.loops-file-copy': '{call} 用自己的缓冲区循环；两个路径之间的 File.Copy 在内核中拷贝',
  'call.go.http-body': 'io.Copy 更简洁但拷贝同样多：body 对内核不是套接字，中间隔着编码',
  'call.go.appending': 'io.Copy 更简洁但拷贝同样多：copy_file_range 不接受以 O_APPEND 打开的文件',
  'call.go.standard-stream': '若标准流是文件，io.Copy 在内核中移动字节；到终端或管道则拷贝同样多',
  'call.go.process-pipe': 'io.Copy 更简洁但拷贝同样多：Go 对进程的管道没有可用的内核调用',
  'call.go.files': '对裸 *os.File 使用 io.Copy 经 copy_file_range 在内核中拷贝一次',
  'call.go.file-to-socket': '从 *os.File 到裸连接的 io.Copy 经 sendfile 从页缓存发送，两次拷贝都省去',
  'call.go.splice': '对裸连接和文件使用 io.Copy 经 splice 移动字节，不拷入程序',
  'call.go.sendfile': '描述符之间的 unix.Sendfile 为 0 次 CPU 拷贝',
  'call.go.copy-file-range':
    '描述符之间的 unix.CopyFileRange 在内核中拷贝一次；遇 EXDEV、EINVAL、ENOSYS 和 EOPNOTSUPP 时保留此循环',
  'call.go.response-writer':
    '若处理函数设置了 Content-Length，io.Copy 在明文 HTTP 上可达 sendfile；分块响应、TLS 或没有 ReadFrom 的包装会保留两次拷贝',
  'call.go.hidden-sink':
    '若 {sink} 是裸 TCP 或 Unix 连接，或转交 ReadFrom，io.Copy 可达 sendfile；没有 ReadFrom 的包装或 TLS 会保留两次拷贝',
  'call.go.unseen-sink':
    '若目标是裸 TCP 或 Unix 连接，或转交 ReadFrom，io.Copy 可达 sendfile；没有 ReadFrom 的包装或 TLS 会保留两次拷贝',
  'call.go.unseen':
    '若两端是 *os.File、*net.TCPConn 或 *net.UnixConn，io.Copy 在内核中移动字节；经包装或 TLS 则更简洁但拷贝同样多',
  'call.go.section-reader': 'io.SectionReader 遮住了 *os.File；对裸文件用 Seek 和 io.CopyN 可达 {call}',
  'call.go.wrapper': '{wrapper} 遮住了所包装的对象；对裸类型用 io.Copy 可达 {call}，并返回字节数',
  'call.javascript.copy-file':
    '文件系统支持时 fs.copyFile 共享区段，否则在内核中拷贝一次（libuv 的 copy_file_range 或 sendfile）',
  'call.javascript.part-of-file':
    'stream.pipeline 更简洁，处理了背压与错误，但拷贝同样多；fs.copyFile 按路径拷整个文件，留在内核中',
  'call.javascript.no-call':
    'stream.pipeline 更简洁，处理了背压与错误，但拷贝同样多：Node 没有到套接字或管道的 sendfile',
  'call.javascript.pipe':
    '一端失败时 stream.pipeline 会关闭两端，pipe 不会；但拷贝同样多：Node 没有到套接字的 sendfile',
  'call.jvm.appending': '{call} 更简洁但拷贝同样多：copy_file_range 与 sendfile 都不接受以追加方式打开的文件',
  'call.jvm.socket-stream':
    '{call} 更简洁但拷贝同样多，因为套接字的流遮住了套接字；FileChannel.transferTo 到 SocketChannel 为 0 次 CPU 拷贝',
  'call.jvm.no-call': '{call} 更简洁但拷贝同样多：JVM 没有能在内核中在这两端间移动的调用',
  'call.jvm.standard-stream':
    '若标准流是文件，FileChannel.transferTo 在内核中移动字节；来自终端或管道则拷贝同样多',
  'call.jvm.socket-channel':
    'FileChannel.transferTo 到 SocketChannel 经 sendfile 从页缓存发送，两次拷贝都省去',
  'call.jvm.file-channels':
    '两个文件通道之间的 FileChannel.transferTo 在内核中拷贝一次（copy_file_range 或 sendfile）',
  'call.jvm.unseen':
    '若两端是文件通道，或文件与 SocketChannel，FileChannel.transferTo 在内核中移动字节；否则 {call} 更简洁但拷贝同样多',
  'call.jvm.loops-socket-channel':
    '{call} 在许多 JDK 中是对缓冲区的循环；FileChannel.transferTo 到 SocketChannel 经 sendfile 从页缓存发送，两次拷贝都省去',
  'call.jvm.loops-socket-stream':
    '{call} 到套接字的流是对缓冲区的循环，没有更好的调用：只有以 SocketChannel 打开的套接字才能用可达 sendfile 的 FileChannel.transferTo',
  'call.jvm.loops-file-channels': '{call} 是对缓冲区的循环；FileChannel.transferTo 在内核中拷贝一次',
  'call.python.appending':
    'shutil.copyfileobj 更简洁但拷贝同样多：sendfile 与 copy_file_range 都不接受以追加方式打开的文件',
  'call.python.standard-stream': '若输入是文件，os.sendfile 在内核中移动字节；来自终端或管道则不能',
  'call.python.unseen-source':
    '若源是文件，路径之间的 shutil.copyfile 在内核中拷贝；shutil.copyfileobj 更简洁但拷贝同样多',
  'call.python.unseen-ends':
    '文件之间的 shutil.copyfile 与文件到普通套接字的 socket.sendfile 在内核中移动字节；shutil.copyfileobj 更简洁但拷贝同样多',
  'call.python.no-call':
    'shutil.copyfileobj 更简洁但拷贝同样多：Python 没有能在内核中移动来自套接字或管道的数据的调用',
  'call.python.part-of-file': '刷新后从源的当前位置，在两个描述符之间用 os.sendfile，在内核中拷贝一次',
  'call.python.copyfile':
    '在两个路径之间使用 shutil.copyfile 只在内核中复制一次（sendfile 或 copy_file_range）；它会重新打开两个文件，并拒绝 FIFO 以及与源相同的目标',
  'call.python.pipe': '到管道的 os.sendfile 在内核中转交文件',
  'call.python.asyncio': 'loop.sendfile 从页缓存发送，两次拷贝都省去；传输为 TLS 时它自己循环',
  'call.python.wfile': '刷新 wfile 后，self.connection.sendfile 经 os.sendfile 从页缓存发送，两次拷贝都省去',
  'call.python.socket': 'socket.sendfile 经 os.sendfile 从页缓存发送，两次拷贝都省去',
  'call.python.unseen-socket':
    '若这是普通阻塞套接字，socket.sendfile 用 os.sendfile，两次拷贝都省去；TLS 下拷贝同样多',
  'call.python.unseen-sink':
    '到路径的 shutil.copyfile 与到普通套接字的 socket.sendfile 在内核中移动字节；shutil.copyfileobj 拷贝同样多',
  'call.python.loops-socket':
    'shutil.copyfileobj 在用户空间循环；socket.sendfile 用 os.sendfile，两次拷贝都省去',
  'call.python.loops-copyfile':
    'shutil.copyfileobj 在用户空间循环；在两个路径之间使用 shutil.copyfile 只在内核中复制一次，但会重新打开两个文件，并拒绝 FIFO 以及与源相同的目标',
  'call.rust.async': '异步 crate 的 io::copy 也是用户空间的循环：更简洁，拷贝相同',
  'call.rust.appending':
    'io::copy 更简洁但拷贝同样多：copy_file_range 与 sendfile 都不接受以追加方式打开的文件',
  'call.rust.standard-stream': '若标准流是文件或管道，io::copy 在内核中移动字节；到终端则拷贝同样多',
  'call.rust.files': '两个文件之间的 io::copy 经 copy_file_range 在内核中拷贝一次；能看穿外面的 std 读写包装',
  'call.rust.file-to-socket':
    'io::copy 不再在内核中把文件发到套接字；rustix::fs::sendfile 或 nix::sys::sendfile 为 0 次 CPU 拷贝',
  'call.rust.file-to-pipe':
    '到管道的 io::copy 拷贝同样多；rustix::fs::sendfile 或 nix::sys::sendfile 在内核中转交文件',
  'call.rust.pipe-to-file': '从管道到文件的 io::copy 经 splice 移动字节，不拷入程序',
  'call.rust.no-call':
    'io::copy 更简洁但拷贝同样多：它对这两端没有内核调用；rustix 或 nix 的 splice 需在中间加一个管道',
  'call.rust.unseen':
    '若两端是文件，io::copy 在内核中移动字节；到套接字则拷贝同样多，而从文件用 rustix::fs::sendfile 不会',
  'call.rust.loops-socket':
    'io::copy 不再在内核中把文件移到套接字；rustix::fs::sendfile 或 nix::sys::sendfile 可以',
  'call.rust.loops-pipe':
    'io::copy 不再在内核中把文件移到管道；rustix::fs::sendfile 或 nix::sys::sendfile 可以',
  'call.rust.wrapper': '{wrapper} 遮住了文件；对文件本身用 io::copy 可达 copy_file_range，并返回字节数',
};
