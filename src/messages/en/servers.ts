/** What a server's setting does: a lens of at most 60 characters, and the sentences behind it. */
export const servers = {
  'server.samba-sendfile-aio.title': 'Copies all the same: asynchronous reads come first',
  'server.samba-sendfile-aio.what':
    '`use sendfile = yes` alone changes nothing: reads of `aio read size` bytes and more (1 by default) are asynchronous, and these never go by sendfile.',
  'server.samba-no-sendfile.title': 'Copies every byte: use sendfile is off',
  'server.samba-no-sendfile.what':
    'Without sendfile Samba reads files into its memory and sends them from there.',
  'server.vsftpd-no-sendfile.title': 'Copies every byte: use_sendfile is NO',
  'server.vsftpd-no-sendfile.what':
    'With `use_sendfile=NO` vsftpd reads files into its memory and writes them out: two copies by the CPU for each byte.',
  'server.vsftpd-tls.title': 'TLS encrypts in vsftpd: sendfile is not used',
  'server.vsftpd-tls.what':
    'Over TLS the bytes must be encrypted: vsftpd reads files into its memory, encrypts them there and writes the result, with `use_sendfile=YES` as well. Sessions without TLS, where they are allowed, still go by sendfile.',
  'server.proftpd-no-sendfile.title': 'Copies every byte: UseSendfile is off',
  'server.proftpd-no-sendfile.what':
    'With `UseSendfile off` ProFTPD reads files into its memory and writes them out: two copies by the CPU for each byte.',
  'server.tomcat-no-sendfile.title': 'Copies every byte: useSendfile is false',
  'server.tomcat-no-sendfile.what':
    'With `useSendfile="false"` Tomcat reads static files into its memory and writes them out. By default it sends files of more than 48 KiB by sendfile.',
  'server.hdfs-no-transfer-to.title': 'Copies every block: transferTo is not allowed',
  'server.hdfs-no-transfer-to.what':
    'With `dfs.datanode.transferTo.allowed=false` a DataNode reads blocks into its memory and writes them out. By default it sends them by transferTo, which is sendfile.',
  'server.kafka-tls.title': 'TLS encrypts in the broker: sendfile is not used',
  'server.kafka-tls.what':
    'A plaintext listener sends log segments by sendfile. Over TLS the broker reads them into its memory, encrypts and copies them: more CPU time for each byte that consumers fetch.',
  'server.rocketmq-heap.title': 'Copies messages into the heap, then into the socket',
  'server.rocketmq-heap.what':
    'With `transferMsgByHeap=true`, the default, the broker copies messages from the mapped log into the heap before it writes them.',
  'server.rocketmq-no-heap.title': 'Writes from the mapped log: one copy, into the socket',
  'server.rocketmq-no-heap.what':
    'With `transferMsgByHeap=false` the broker writes from the mapped log. That saves the copy into the heap; the kernel still copies each byte into the socket.',
  'server.nginx-sendfile-off.title': 'Copies every byte: sendfile is off',
  'server.nginx-sendfile-off.what':
    'With `sendfile off` nginx reads files into its memory and writes them out: two copies by the CPU for each byte.',
  'server.nginx-no-sendfile.title': 'Copies every byte: sendfile is off by default',
  'server.nginx-no-sendfile.what':
    "nginx's own default is `sendfile off`: it reads files into its memory and writes them out, two copies by the CPU for each byte. An included file may set it.",
  'server.nginx-directio.title': 'Copies files of this size and above: directio',
  'server.nginx-directio.what':
    '`directio` turns sendfile off for files of that size and above: they bypass the page cache, so there are no pages to send by reference.',
  'server.nginx-gzip.title': 'Compressed answers are read, packed and copied',
  'server.nginx-gzip.what':
    'What `gzip` compresses is read into the memory of nginx, whatever `sendfile` says. Types that are not in `gzip_types`, and answers shorter than `gzip_min_length`, still go by sendfile.',
  'server.nginx-ssi.title': 'SSI reads every byte, then still sends by sendfile',
  'server.nginx-ssi.what':
    'With `ssi` nginx reads files of those types to look for commands; what it does not replace is still sent by page reference. The reading costs CPU time, and no copy is sent.',
  'server.nginx-tls.title': 'TLS encrypts in nginx: sendfile is not used',
  'server.nginx-tls.what':
    'Over TLS the bytes must be encrypted, so nginx reads and copies them, unless the kernel encrypts (kTLS: `ssl_conf_command Options KTLS`, OpenSSL 3, kernel module tls).',
  'server.apache-tls.title': 'TLS encrypts in Apache: sendfile is not used',
  'server.apache-tls.what':
    'Over TLS the bytes must be encrypted: Apache does so in its own memory and writes the result, with `EnableSendfile On` as well.',
  'server.tomcat-tls.title': 'TLS encrypts in Tomcat: sendfile is not used',
  'server.tomcat-tls.what':
    'Over TLS the bytes must be encrypted: Tomcat does so in its own memory and writes the result, with `useSendfile="true"` as well.',
  'server.apache-sendfile-off.title': 'Copies every byte: EnableSendfile is Off',
  'server.apache-sendfile-off.what':
    'With `EnableSendfile Off` Apache maps files and writes from the mapping: the CPU copies each byte into the socket. Leave it off on network file systems.',
  'server.apache-no-sendfile.title': 'Copies every byte: EnableSendfile is Off by default',
  'server.apache-no-sendfile.what':
    'Since Apache 2.4 `EnableSendfile` is Off by default: it maps files and writes from the mapping, so the CPU copies each byte into the socket. An included file may set it.',
  'server.apache-no-mmap.title': 'Copies every byte twice: no mapping and no sendfile',
  'server.apache-no-mmap.what':
    'With `EnableMMAP Off` and without sendfile Apache reads files into its memory and writes them out: two copies by the CPU for each byte.',
  'server.lighttpd-writev.title': 'Copies every byte: network-backend is not sendfile',
  'server.lighttpd-writev.what':
    'With this `server.network-backend` lighttpd reads files into its memory and writes them out: two copies by the CPU for each byte.',
  'server.haproxy-splice.title': 'Splices answers: most bytes pass without a copy',
  'server.haproxy-splice.what':
    'With `option splice-response` HAProxy moves answers from socket to socket by splice: page references of a server behind it reach the client. Some bytes are still copied.',
  'server.haproxy-no-splice.title': 'Copies every byte through HAProxy: no splice option',
  'server.haproxy-no-splice.what':
    'Without a splice option HAProxy receives each byte into its memory and sends it again, also where the server behind it sends by page reference.',
} as const;
