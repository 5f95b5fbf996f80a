import type { servers as english } from '../en/servers';

export const servers: Record<keyof typeof english, string> = {
  'server.samba-sendfile-aio.title': '仍然复制：异步读取优先',
  'server.samba-sendfile-aio.what':
    '仅设置 `use sendfile = yes` 不起作用：达到 `aio read size`（默认 1）字节的读取是异步的，而异步读取从不使用 sendfile。',
  'server.samba-no-sendfile.title': '逐字节复制：use sendfile 已关闭',
  'server.samba-no-sendfile.what': '没有 sendfile 时，Samba 先把文件读入自己的内存再从那里发送。',
  'server.vsftpd-no-sendfile.title': '逐字节复制：use_sendfile 为 NO',
  'server.vsftpd-no-sendfile.what':
    '`use_sendfile=NO` 时 vsftpd 先把文件读入自己的内存再发出：每个字节由 CPU 复制两次。',
  'server.vsftpd-tls.title': 'TLS 在 vsftpd 中加密：不使用 sendfile',
  'server.vsftpd-tls.what':
    '使用 TLS 时字节必须加密：即使设置了 `use_sendfile=YES`，vsftpd 也把文件读入自己的内存，加密后再写出。若允许不用 TLS 的会话，它们仍使用 sendfile。',
  'server.proftpd-no-sendfile.title': '逐字节复制：UseSendfile 已关闭',
  'server.proftpd-no-sendfile.what':
    '`UseSendfile off` 时 ProFTPD 先把文件读入自己的内存再发出：每个字节由 CPU 复制两次。',
  'server.tomcat-no-sendfile.title': '逐字节复制：useSendfile 为 false',
  'server.tomcat-no-sendfile.what':
    '`useSendfile="false"` 时 Tomcat 先把静态文件读入自己的内存再发出。默认情况下，大于 48 KiB 的文件由 sendfile 发送。',
  'server.hdfs-no-transfer-to.title': '复制每个块：不允许 transferTo',
  'server.hdfs-no-transfer-to.what':
    '`dfs.datanode.transferTo.allowed=false` 时 DataNode 先把块读入自己的内存再发出。默认情况下它用 transferTo（即 sendfile）发送。',
  'server.kafka-tls.title': 'TLS 在代理中加密：不使用 sendfile',
  'server.kafka-tls.what':
    '明文监听器用 sendfile 发送日志段。使用 TLS 时，代理把它们读入自己的内存，加密并复制：消费者拉取的每个字节都要更多 CPU 时间。',
  'server.rocketmq-heap.title': '先把消息复制到堆，再复制到套接字',
  'server.rocketmq-heap.what':
    '`transferMsgByHeap=true`（默认）时，代理在写出消息前先把它们从映射的日志复制到堆。',
  'server.rocketmq-no-heap.title': '从映射的日志写出：一次复制，进入套接字',
  'server.rocketmq-no-heap.what':
    '`transferMsgByHeap=false` 时代理从映射的日志写出。这省去了到堆的复制；内核仍把每个字节复制到套接字。',
  'server.nginx-sendfile-off.title': '逐字节复制：sendfile 已关闭',
  'server.nginx-sendfile-off.what':
    '`sendfile off` 时 nginx 先把文件读入自己的内存再发出：每个字节由 CPU 复制两次。',
  'server.nginx-no-sendfile.title': '逐字节复制：sendfile 默认关闭',
  'server.nginx-no-sendfile.what':
    'nginx 自身的默认值是 `sendfile off`：先把文件读入自己的内存再发出，每个字节由 CPU 复制两次。被包含的文件中可能已设置它。',
  'server.nginx-directio.title': '从此大小起的文件会被复制：directio',
  'server.nginx-directio.what':
    '`directio` 对达到该大小的文件关闭 sendfile：它们绕过页缓存，因此没有可按引用发送的页。',
  'server.nginx-gzip.title': '压缩的响应会被读取、压缩并复制',
  'server.nginx-gzip.what':
    '`gzip` 压缩的内容总会读入 nginx 的内存，与 `sendfile` 的设置无关。不在 `gzip_types` 中的类型以及短于 `gzip_min_length` 的响应仍由 sendfile 发送。',
  'server.nginx-ssi.title': 'SSI 会读取每个字节，但仍由 sendfile 发送',
  'server.nginx-ssi.what':
    '启用 `ssi` 时 nginx 会读取这些类型的文件以查找命令；未被替换的部分仍按页引用发送。读取会消耗 CPU 时间，但发送的不是副本。',
  'server.nginx-tls.title': 'TLS 在 nginx 中加密：不使用 sendfile',
  'server.nginx-tls.what':
    '使用 TLS 时字节必须加密，因此 nginx 会读取并复制它们，除非由内核加密（kTLS：`ssl_conf_command Options KTLS`、OpenSSL 3、内核模块 tls）。',
  'server.apache-tls.title': 'TLS 在 Apache 中加密：不使用 sendfile',
  'server.apache-tls.what':
    '使用 TLS 时字节必须加密：即使设置了 `EnableSendfile On`，Apache 也在自己的内存中加密后再写出。',
  'server.tomcat-tls.title': 'TLS 在 Tomcat 中加密：不使用 sendfile',
  'server.tomcat-tls.what':
    '使用 TLS 时字节必须加密：即使设置了 `useSendfile="true"`，Tomcat 也在自己的内存中加密后再写出。',
  'server.apache-sendfile-off.title': '逐字节复制：EnableSendfile 为 Off',
  'server.apache-sendfile-off.what':
    '`EnableSendfile Off` 时 Apache 映射文件并从映射写出：CPU 把每个字节复制到套接字。在网络文件系统上请保持关闭。',
  'server.apache-no-sendfile.title': '逐字节复制：EnableSendfile 默认为 Off',
  'server.apache-no-sendfile.what':
    '自 Apache 2.4 起 `EnableSendfile` 默认为 Off：它映射文件并从映射写出，因此 CPU 把每个字节复制到套接字。被包含的文件中可能已设置它。',
  'server.apache-no-mmap.title': '每个字节复制两次：既无映射也无 sendfile',
  'server.apache-no-mmap.what':
    '`EnableMMAP Off` 且没有 sendfile 时，Apache 先把文件读入自己的内存再发出：每个字节由 CPU 复制两次。',
  'server.lighttpd-writev.title': '逐字节复制：network-backend 不是 sendfile',
  'server.lighttpd-writev.what':
    '使用此 `server.network-backend` 时，lighttpd 先把文件读入自己的内存再发出：每个字节由 CPU 复制两次。',
  'server.haproxy-splice.title': '用 splice 传递响应：大多数字节不经复制',
  'server.haproxy-splice.what':
    '启用 `option splice-response` 时，HAProxy 用 splice 在套接字之间传递响应：其后端服务器的页引用会到达客户端。仍有部分字节被复制。',
  'server.haproxy-no-splice.title': 'HAProxy 逐字节复制：没有 splice 选项',
  'server.haproxy-no-splice.what':
    '没有 splice 选项时，HAProxy 把每个字节收入自己的内存再发出，即使其后端服务器按页引用发送也是如此。',
};
