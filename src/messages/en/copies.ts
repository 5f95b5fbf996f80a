/** The rule behind each leg of a path, with the kernel behaviour it rests on. */
export const copies = {
  'copy.read': 'read copies from the page cache into the buffer it is given (copy_page_to_iter).',
  'copy.splice-out':
    '{filesystem} hands out page-cache pages: only references to them move (filemap_splice_read and its like).',
  'copy.splice-out-copied':
    '{filesystem} is not known to hand out its pages, so the kernel reads into new ones (copy_splice_read).',
  'copy.from-disk':
    'Bytes the block device delivered during the run (/proc/self/io, read_bytes), read-ahead included; cached bytes need none.',
  'copy.header':
    'The header of each file, joined to it with MSG_MORE: tcp_sendmsg copies what comes from user memory.',
  'copy.dropped':
    'Over loopback the receiver gets the same buffers, with no card between, and drops them unread (MSG_TRUNC, tcp(7)).',
  'copy.received':
    'Over loopback the receiver gets the same buffers, with no card between; its recv copies them to user memory.',
  'copy.pipe-read': 'The reader copies out of the pipe into its own memory (pipe_read).',
  'copy.drained': 'The receiver splices the buffers to /dev/null, which drops the references unread.',
  'copy.to-disk':
    'fdatasync and msync wait until the written pages are on the device; bytes after the last flush follow later.',
  'copy.write-file': 'write copies from the user buffer into pages of the output (copy_folio_from_iter).',
  'copy.write-pipe': 'write copies from the user buffer into pages of the pipe (pipe_write).',
  'copy.write-socket':
    'write copies from the user buffer into the socket buffer (tcp_sendmsg, unix_stream_sendmsg).',
  'copy.mapped-to-file':
    "The mapping is the page cache itself, so write copies once, from there into the output's pages.",
  'copy.mapped-to-pipe':
    'The mapping is the page cache itself, so write copies once, from there into pages of the pipe.',
  'copy.mapped-to-socket':
    'The mapping is the page cache itself, so write copies once, from there into the socket buffer.',
  'copy.splice-to-file':
    'Into a file splice writes as write does, one copy (iter_file_splice_write): SPLICE_F_MOVE has done nothing since 2.6.21.',
  'copy.splice-to-socket':
    "splice hands the pipe's pages to the socket (MSG_SPLICE_PAGES, Linux 6.5 on; sendpage before).",
  'copy.splice-from-socket':
    "splice takes references to the socket's buffers into the pipe (skb_splice_bits).",
  'copy.vmsplice': 'vmsplice puts references to the mapped page-cache pages into the pipe (vmsplice(2)).',
  'copy.shared-extents':
    'copy_file_range shares extents on a filesystem with reflinks (remap_file_range): no byte moves.',
  'copy.copy-file-range':
    "Without reflinks copy_file_range splices inside the kernel: one copy, into the output's pages (splice_copy_file_range).",
  'copy.at-server':
    '{filesystem} hands copy_file_range on to its server, which copies by itself: no byte passes through this machine where both ends know the operation; else the kernel reads and writes.',
  'copy.memcpy':
    'memcpy between two mappings: one copy, made in user space, with page faults in place of calls.',
  'copy.clone':
    "FICLONE makes the output share the input's extents; bytes are copied only once one side is written.",
  'copy.zero-copy-copied':
    'The kernel copied these after all and said so in its completions (SO_EE_CODE_ZEROCOPY_COPIED, IORING_NOTIF_USAGE_ZC_COPIED): loopback always does.',
  'copy.zero-copy':
    'MSG_ZEROCOPY pins the user pages and hands them to the socket; completions say when they are free again.',
  'copy.kernel-tls':
    'Kernel TLS encrypts from the page cache into new buffers: one pass of the CPU, in place of a copy (tls_sw_sendmsg).',
  'copy.recv': 'recv copies from the socket buffer into the user buffer (skb_copy_datagram_iter).',
  'copy.recv-mapped': 'recv into a mapping of the output copies once, straight into its page-cache pages.',
  'copy.direct-read':
    'O_DIRECT lets the device write into the user buffer and passes the page cache by (open(2)).',
  'copy.direct-read-blocks':
    'O_DIRECT lets the device write into the user buffer and passes the page cache by (open(2)). Whole blocks were read, {ratio, ratio} of the bytes asked for.',
  'copy.direct-memory':
    '{filesystem} has no device to read from: O_DIRECT is taken, and the bytes are copied out of its pages.',
  'copy.direct-cached':
    'The device delivered less than was read, so the filesystem answered the rest out of its page cache.',
  'copy.direct-checksums':
    'btrfs keeps checksums of what it writes, so O_DIRECT copies into its pages first (seen on Linux 6.18).',
  'copy.direct-refused': 'The output has no device or takes no O_DIRECT, so write copies into its pages.',
  'copy.direct-write':
    'O_DIRECT on the output lets the device fetch from the user buffer (open(2)); a padded last block is cut back.',
} as const;
