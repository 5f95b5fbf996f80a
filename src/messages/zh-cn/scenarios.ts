import type { scenarios as en } from '../en/scenarios';

export const scenarios: Record<keyof typeof en, string> = {
  'textbook-table.title': '教科书的表',
  'textbook-table.claim':
    '从页缓存到套接字，read+write 用 CPU 拷贝每个字节两次，mmap+write 一次，sendfile 与 splice 零次。',
  'textbook-table.source':
    'D. Stancevic，“Zero Copy I: User-Mode Perspective”，Linux Journal，2003；S. Palaniappan 与 P. Nagaraja，IBM developerWorks，2008。',
  'textbook-table.textbook': 'CPU 拷贝：2、1、0、0',
  'textbook-table.consequence': '拷贝次数与表一致；切换与收益则不然，选择前请看实测列。',
  'kafka-consumer-fetch.title': 'Kafka：消费者从日志拉取',
  'kafka-consumer-fetch.claim': '用 sendfile 发送日志段，比读入堆再写出让 broker 耗费更少 CPU。',
  'kafka-consumer-fetch.source':
    '关于 Kafka 零拷贝的文章；PlaintextTransportLayer.transferFrom 调用 FileChannel.transferTo（Apache Kafka）。',
  'kafka-consumer-fetch.textbook': '2 次 CPU 拷贝对 0 次',
  'kafka-consumer-fetch.consequence': '对可不加密的流量保留明文监听端口；启用 TLS 后每次拉取都走堆。',
  'kafka-produce.title': 'Kafka：生产者追加到日志',
  'kafka-produce.claim': '收到的批次通过映射写入预分配的日志段，比 recv 加 write 便宜。',
  'kafka-produce.source':
    '一篇讲 Kafka 零拷贝的文章说生产者路径使用 mmap；broker 自身通过 FileChannel.write 写入，设置 log.preallocate 时写入预分配的段。',
  'kafka-produce.textbook': '2 次 CPU 拷贝对 1 次',
  'kafka-produce.consequence':
    '少一次拷贝并不等于少做工作，若文件的每个新页都要缺页载入：请按此表选择在你的文件系统上最省的途径。',
  'kafka-index.title': 'Kafka：索引查找',
  'kafka-index.claim': '对已缓存索引的小块随机读取，用映射比 pread 更省。',
  'kafka-index.source': '关于 Kafka 零拷贝的文章：偏移索引是映射的（AbstractIndex 使用 MappedByteBuffer）。',
  'kafka-index.textbook': '每次一个调用对没有调用',
  'kafka-index.consequence':
    '把常驻缓存、以极小片段读取的小文件做成映射；映射省下的是每次查找的调用，而不是几个字节的拷贝。',
  'kafka-flush-policy.title': 'Kafka：何时刷写日志',
  'kafka-flush-policy.claim': '不刷写的追加快而不安全；每次应答前刷写至少慢五倍。',
  'kafka-flush-policy.source':
    '关于 Kafka 零拷贝的文章中的刷写策略；log.flush.interval.messages（Apache Kafka）。',
  'kafka-flush-policy.textbook': '慢对快',
  'kafka-flush-policy.consequence': '把刷写交给内核并以副本求安全，或每若干批刷写一次；按中间那行选择。',
  'sequential-vs-random.title': '顺序读对随机读',
  'sequential-vs-random.claim': '冷文件按顺序读取至少比随机读取快一倍。',
  'sequential-vs-random.source':
    '关于 Kafka 零拷贝的文章：顺序磁盘访问；A. Jacobs，“The Pathologies of Big Data”，ACM Queue，2009。',
  'sequential-vs-random.textbook': '顺序远快于随机',
  'sequential-vs-random.consequence':
    '冷盘上由顺序决定（预读）；数据已缓存时几乎无关。把一起读取的内容放在一起。',
  'rocketmq-consume.title': 'RocketMQ：消费者拉取小消息',
  'rocketmq-consume.claim': '对小消息，mmap+write 比经堆拷贝和 sendfile 都更省 CPU。',
  'rocketmq-consume.source':
    '关于 RocketMQ 零拷贝的文章（mmap+write）；BrokerConfig.transferMsgByHeap 默认为 true。',
  'rocketmq-consume.textbook': '小数据用 mmap 更好',
  'rocketmq-consume.consequence':
    '消息这么小时，大部分开销是调用本身，无论哪种：先让每次调用发送更多，再考虑换调用。',
  'nginx-static.title': 'Nginx：带头部的静态文件',
  'nginx-static.claim': 'sendfile 使静态文件服务更省：大文件至少三分之一，小文件也可测得。',
  'nginx-static.source': '零拷贝文章：Nginx、Tomcat、Apache 用 sendfile 提供静态文件；nginx 指令 sendfile。',
  'nginx-static.textbook': '2 次 CPU 拷贝对 0 次',
  'nginx-static.consequence':
    '对大文件启用 sendfile。小文件的关键是打开文件和头部：先缓存描述符（open_file_cache）。',
  'file-server-large.title': 'FTP、Samba：一个大文件',
  'file-server-large.claim': '用 sendfile，文件服务器发送大文件至多耗费一半的 CPU。',
  'file-server-large.source':
    '零拷贝文章：FTP 与 Samba 服务器；smb.conf 选项 “use sendfile”；IBM developerWorks，2008（时间“约少 65 %”）。',
  'file-server-large.textbook': '时间约少 65 %',
  'file-server-large.consequence': '让服务器用 sendfile 发送大文件；其次是在循环中用更大的缓冲区。',
  'media-ranges.title': '流媒体：文件的区间',
  'media-ranges.claim': '以随机顺序读取 1 MiB 区间仍保有 sendfile 的收益：CPU 至少少三分之一。',
  'media-ranges.source': '零拷贝文章：流媒体；HTTP 范围请求（RFC 9110，14）。',
  'media-ranges.textbook': '2 次 CPU 拷贝对 0 次',
  'media-ranges.consequence': '用带偏移的 sendfile 提供区间；文件在缓存中时定位没有开销。',
  'backup-file-to-file.title': '备份：文件到文件',
  'backup-file-to-file.claim': 'copy_file_range 拷贝文件比 read/write 循环耗费更少 CPU。',
  'backup-file-to-file.source':
    '零拷贝文章：HDFS 与 FastDFS 的备份；在 btrfs 上 Rust 用 copy_file_range 从 1741 提升到 12134 MB/s（rust-lang/rust，PR 75272）。',
  'backup-file-to-file.textbook': '2 次 CPU 拷贝对 1 或 0 次',
  'backup-file-to-file.consequence':
    '使用你的运行时自带的拷贝调用。文件系统共享区段时（btrfs、xfs）不移动任何字节；否则省下两次拷贝中的一次。',
  'binlog-shipping.title': 'MySQL：binlog 发往副本',
  'binlog-shipping.claim':
    '以 1 MiB 批次发送增长中的日志，sendfile 至多用三分之二的 CPU；但逐事件（4 KiB）发送则不然，那里等待比拷贝更贵。',
  'binlog-shipping.source':
    '零拷贝文章：复制与日志传送（MySQL binlog）。跟随文件：写入方追加，发送方睡眠直到有新数据。',
  'binlog-shipping.textbook': '2 次 CPU 拷贝对 0 次',
  'binlog-shipping.consequence':
    '先成批发送：每个小事件都使发送方睡眠再被唤醒，这比两次拷贝更贵。批次够大后，sendfile 才值得用。',
  'block-store-large.title': 'Ceph、GlusterFS：大块',
  'block-store-large.claim': '4 MiB 的块在内核移交页时发送最省：sendfile 和 splice 胜过 read 与 write。',
  'block-store-large.source':
    '零拷贝文章：分布式块存储。它们的另一条路 RDMA 让网卡直接从用户内存取数据，此处不运行：两端都需要这种网卡。',
  'block-store-large.textbook': '2 次 CPU 拷贝对 0 次',
  'block-store-large.consequence':
    '经 TCP 复制时用 splice 或 sendfile；有 RDMA 网卡时两者都不用，网卡不经 CPU 移动字节。',
  'database-random-pages.title': '数据库：随机页',
  'database-random-pages.claim': '零拷贝对数据库没有帮助：逐页发送并查看内容时，它省下的 CPU 不到一半。',
  'database-random-pages.source': '零拷贝文章：不适合数据库（随机访问，页在内存中被检查和修改）。',
  'database-random-pages.textbook': '不适合数据库',
  'database-random-pages.consequence':
    '到别处寻找收益：更少、更大的读取以及页的缓存。必须查看的页无论如何都要进入用户内存。',
  'key-value-small-values.title': '键值存储：小值',
  'key-value-small-values.claim': '对随机位置的小值，零拷贝没有收益：sendfile 并不比 read 与 write 便宜。',
  'key-value-small-values.source': '零拷贝文章：不适合键值存储。',
  'key-value-small-values.textbook': '不适合键值存储',
  'key-value-small-values.consequence': '把应答合并到一次调用；这里的开销在调用，不在拷贝。',
  'json-api-transform.title': 'JSON 服务：数据在途中被更改',
  'json-api-transform.claim': '每个字节都在途中被更改时，移动字节的开销不到一半。',
  'json-api-transform.source': '零拷贝文章：不适合数据需解析或更改之处（JSON、SQL）。',
  'json-api-transform.textbook': '不适合数据被更改之处',
  'json-api-transform.consequence': '把对字节的处理做得更省；它们如何传输只是较小的部分。',
  'search-scan.title': '搜索：通读数据',
  'search-scan.claim': '每个字节都被查看时，移动字节的开销不到一半。',
  'search-scan.source': '零拷贝文章：不适合搜索引擎，其数据必须在用户内存中。',
  'search-scan.textbook': '不适合数据被读取之处',
  'search-scan.consequence': '映射文件：经映射搜索省去读入的拷贝，只发送找到的内容。',
  'stream-transform.title': '流处理：接收、更改、存储',
  'stream-transform.claim': '流在套接字与文件之间被更改时，移动字节的开销不到一半。',
  'stream-transform.source': '零拷贝文章：不适合流处理（Flink、Spark）。',
  'stream-transform.textbook': '不适合数据被更改之处',
  'stream-transform.consequence': '各步骤之间把记录留在内存，仅对原样发出的 shuffle 文件使用零拷贝。',
  'tls-user-space.title': 'TLS：在用户空间加密',
  'tls-user-space.claim': '用户空间 TLS 下无法零拷贝，且加密至少再加上移动字节一半的开销。',
  'tls-user-space.source':
    '零拷贝文章：TLS 下不可用；此时 Kafka 经 32 KiB 缓冲区读取。内核 TLS（Linux 4.13 起，CONFIG_TLS）让 sendfile 在途中加密：内核支持时单列一行。',
  'tls-user-space.textbook': 'TLS 下不可用',
  'tls-user-space.consequence':
    '内核有 tls 模块时，支持它的服务器（nginx 配 ssl_conf_command Options KTLS）可重新使用 sendfile；否则只能用更大的缓冲区。',
};
