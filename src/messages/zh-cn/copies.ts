import type { copies as en } from '../en/copies';

export const copies: Record<keyof typeof en, string> = {
  'copy.read': 'read 从页缓存拷贝到给定的缓冲区（copy_page_to_iter）。',
  'copy.splice-out': '{filesystem} 直接交出页缓存的页：只移动对它们的引用（filemap_splice_read 之类）。',
  'copy.splice-out-copied': '未知 {filesystem} 会交出自己的页，因此内核读入新的页（copy_splice_read）。',
  'copy.from-disk':
    '本次运行中块设备交付的字节（/proc/self/io 的 read_bytes），含预读；已缓存的字节无需读盘。',
  'copy.header': '每个文件的头部用 MSG_MORE 与其相连：来自用户内存的数据由 tcp_sendmsg 拷贝。',
  'copy.dropped': '经环回时接收方拿到的是同一批缓冲区，中间没有网卡，且不读取便丢弃（MSG_TRUNC，tcp(7)）。',
  'copy.received': '经环回时接收方拿到的是同一批缓冲区，中间没有网卡；它的 recv 将其拷贝到用户内存。',
  'copy.pipe-read': '读取方把数据从管道拷贝到自己的内存（pipe_read）。',
  'copy.drained': '接收方把缓冲区 splice 到 /dev/null，引用未读即被丢弃。',
  'copy.to-disk': 'fdatasync 和 msync 会等到已写的页落到设备上；最后一次刷写之后的字节稍后才写出。',
  'copy.write-file': 'write 从用户缓冲区拷贝到输出的页（copy_folio_from_iter）。',
  'copy.write-pipe': 'write 从用户缓冲区拷贝到管道的页（pipe_write）。',
  'copy.write-socket': 'write 从用户缓冲区拷贝到套接字缓冲区（tcp_sendmsg、unix_stream_sendmsg）。',
  'copy.mapped-to-file': '映射就是页缓存本身，因此 write 只拷贝一次：从那里到输出的页。',
  'copy.mapped-to-pipe': '映射就是页缓存本身，因此 write 只拷贝一次：从那里到管道的页。',
  'copy.mapped-to-socket': '映射就是页缓存本身，因此 write 只拷贝一次：从那里到套接字缓冲区。',
  'copy.splice-to-file':
    '写入文件时 splice 与 write 一样拷贝一次（iter_file_splice_write）；SPLICE_F_MOVE 自 2.6.21 起不起作用。',
  'copy.splice-to-socket':
    'splice 把管道的页交给套接字（Linux 6.5 起为 MSG_SPLICE_PAGES，之前为 sendpage）。',
  'copy.splice-from-socket': 'splice 把对套接字缓冲区的引用放入管道（skb_splice_bits）。',
  'copy.vmsplice': 'vmsplice 把对已映射页缓存页的引用放入管道（vmsplice(2)）。',
  'copy.shared-extents':
    '在支持 reflink 的文件系统上 copy_file_range 共享区段（remap_file_range）：不移动任何字节。',
  'copy.copy-file-range':
    '没有 reflink 时 copy_file_range 在内核中做 splice：一次拷贝，进入输出的页（splice_copy_file_range）。',
  'copy.at-server':
    '{filesystem} 把 copy_file_range 交给服务器自行拷贝：若两端都支持该操作，没有字节经过本机；否则由内核读写。',
  'copy.memcpy': '两个映射之间的 memcpy：一次拷贝，在用户空间完成，以缺页代替系统调用。',
  'copy.clone': 'FICLONE 让输出共享输入的区段；只有一侧被写入时才拷贝字节。',
  'copy.zero-copy-copied':
    '内核最终还是拷贝了这些数据，并在完成通知中说明（SO_EE_CODE_ZEROCOPY_COPIED、IORING_NOTIF_USAGE_ZC_COPIED）：环回总是如此。',
  'copy.zero-copy': 'MSG_ZEROCOPY 锁定用户页并交给套接字；完成通知说明它们何时重新可用。',
  'copy.kernel-tls': '内核 TLS 从页缓存加密到新的缓冲区：CPU 处理一遍，代替一次拷贝（tls_sw_sendmsg）。',
  'copy.recv': 'recv 从套接字缓冲区拷贝到用户缓冲区（skb_copy_datagram_iter）。',
  'copy.recv-mapped': 'recv 到输出的映射只拷贝一次，直接进入其页缓存页。',
  'copy.direct-read': 'O_DIRECT 让设备直接写入用户缓冲区，绕过页缓存（open(2)）。',
  'copy.direct-read-blocks':
    'O_DIRECT 让设备直接写入用户缓冲区，绕过页缓存（open(2)）。读取的是整块：为所求字节的 {ratio, ratio}。',
  'copy.direct-memory': '{filesystem} 没有可供读取的设备：O_DIRECT 被接受，但字节是从它的页中拷贝出来的。',
  'copy.direct-cached': '设备交付的少于所读的，其余部分由文件系统从页缓存提供。',
  'copy.direct-checksums':
    'btrfs 保存写入内容的校验和，因此 O_DIRECT 会先拷贝到其页面中（见于 Linux 6.18）。',
  'copy.direct-refused': '输出没有设备或不接受 O_DIRECT，因此 write 把数据拷贝进它的页。',
  'copy.direct-write':
    '对输出使用 O_DIRECT 时，设备直接从用户缓冲区取数据（open(2)）；补齐的最后一块会被截回。',
};
