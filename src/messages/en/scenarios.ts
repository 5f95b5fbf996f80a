/** The claims about known systems: what is said, by whom, and what to do about it. */
export const scenarios = {
  'textbook-table.title': 'The textbook table',
  'textbook-table.claim':
    'From page cache to socket read+write copies each byte twice by CPU, mmap+write once, sendfile and splice not at all.',
  'textbook-table.source':
    'D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003; S. Palaniappan and P. Nagaraja, IBM developerWorks, 2008.',
  'textbook-table.textbook': '2, 1, 0, 0 CPU copies',
  'textbook-table.consequence':
    'The copies are as the table says; the switches and the gain are not, so read the measured columns before you choose.',
  'kafka-consumer-fetch.title': 'Kafka: a consumer fetches from the log',
  'kafka-consumer-fetch.claim':
    'A log segment sent by sendfile costs the broker less CPU than one read into its heap and written out.',
  'kafka-consumer-fetch.source':
    'Articles on zero copy in Kafka; PlaintextTransportLayer.transferFrom calls FileChannel.transferTo (Apache Kafka).',
  'kafka-consumer-fetch.textbook': '2 CPU copies against 0',
  'kafka-consumer-fetch.consequence':
    'Keep the plain listener for traffic that may go unencrypted; with TLS every fetch takes the heap path.',
  'kafka-produce.title': 'Kafka: a producer appends to the log',
  'kafka-produce.claim':
    'Received batches go to a preallocated log segment cheaper through a mapping of it than by recv and write.',
  'kafka-produce.source':
    'An article on zero copy in Kafka says the producer path uses mmap; the broker itself writes through FileChannel.write, into segments preallocated where log.preallocate is set.',
  'kafka-produce.textbook': '2 CPU copies against 1',
  'kafka-produce.consequence':
    'One copy less is not less work where each new page of the file must be faulted in: take the way this table shows to be cheapest on your filesystem.',
  'kafka-index.title': 'Kafka: look-ups in the index',
  'kafka-index.claim': 'Small random reads of a cached index are cheaper through a mapping than by pread.',
  'kafka-index.source':
    'Articles on zero copy in Kafka: the offset index is mapped (AbstractIndex uses MappedByteBuffer).',
  'kafka-index.textbook': 'a call each against none',
  'kafka-index.consequence':
    'Map small files that stay cached and are read in tiny pieces; a mapping spares a call for each look-up, not the copy of a few bytes.',
  'kafka-flush-policy.title': 'Kafka: when the log is flushed',
  'kafka-flush-policy.claim':
    'Appending without a flush is fast and unsafe; a flush before each answer is at least five times slower.',
  'kafka-flush-policy.source':
    'Articles on zero copy in Kafka, on flush policy; log.flush.interval.messages (Apache Kafka).',
  'kafka-flush-policy.textbook': 'slow against fast',
  'kafka-flush-policy.consequence':
    'Leave flushing to the kernel and get safety from replicas, or flush every so many batches; choose by the middle row.',
  'sequential-vs-random.title': 'Sequential against random reads',
  'sequential-vs-random.claim': 'A cold file is read at least twice as fast in order as in random order.',
  'sequential-vs-random.source':
    'Articles on zero copy in Kafka: sequential disk access; A. Jacobs, "The Pathologies of Big Data", ACM Queue, 2009.',
  'sequential-vs-random.textbook': 'sequential far faster',
  'sequential-vs-random.consequence':
    'On a cold disk the order decides, through read-ahead; on cached data hardly. Lay out what is read together side by side.',
  'rocketmq-consume.title': 'RocketMQ: a consumer pulls small messages',
  'rocketmq-consume.claim':
    'For small messages mmap+write costs less CPU than a copy through the heap, and less than sendfile.',
  'rocketmq-consume.source':
    'Articles on zero copy in RocketMQ (mmap+write); BrokerConfig.transferMsgByHeap defaults to true.',
  'rocketmq-consume.textbook': 'mmap better for small data',
  'rocketmq-consume.consequence':
    'With messages of this size most of the cost is the call, whichever it is: send more per call before choosing another call.',
  'nginx-static.title': 'Nginx: static files with a header',
  'nginx-static.claim':
    'sendfile makes serving static files cheaper, large ones by a third at least and small ones measurably.',
  'nginx-static.source':
    'Articles on zero copy: Nginx, Tomcat, Apache serve static files by sendfile; the nginx directive sendfile.',
  'nginx-static.textbook': '2 CPU copies against 0',
  'nginx-static.consequence':
    'Turn sendfile on for large files. For small ones opening the file and the header decide: cache descriptors (open_file_cache) first.',
  'file-server-large.title': 'FTP, Samba: one large file',
  'file-server-large.claim': 'A large file leaves a file server for at most half the CPU by sendfile.',
  'file-server-large.source':
    'Articles on zero copy: FTP and Samba servers; the smb.conf option "use sendfile"; IBM developerWorks, 2008 ("about 65 %" less time).',
  'file-server-large.textbook': 'about 65 % less time',
  'file-server-large.consequence':
    'Let the server send large files by sendfile; a bigger buffer in the loop is the next best thing.',
  'media-ranges.title': 'Media streaming: ranges of a file',
  'media-ranges.claim':
    'Ranges of 1 MiB in random order keep the gain of sendfile: a third of the CPU less at least.',
  'media-ranges.source': 'Articles on zero copy: media streaming; HTTP range requests (RFC 9110, 14).',
  'media-ranges.textbook': '2 CPU copies against 0',
  'media-ranges.consequence':
    'Serve ranges by sendfile with an offset; seeking costs nothing while the file is cached.',
  'backup-file-to-file.title': 'Backup: file to file',
  'backup-file-to-file.claim': 'copy_file_range copies a file for less CPU than a read and write loop.',
  'backup-file-to-file.source':
    'Articles on zero copy: backups of HDFS and FastDFS; on btrfs Rust measured 1741 to 12134 MB/s with copy_file_range (rust-lang/rust, PR 75272).',
  'backup-file-to-file.textbook': '2 CPU copies against 1 or 0',
  'backup-file-to-file.consequence':
    'Use the copying call of your runtime. Where the filesystem shares extents (btrfs, xfs) it moves no byte; elsewhere it saves one copy of two.',
  'binlog-shipping.title': 'MySQL: the binlog shipped to a replica',
  'binlog-shipping.claim':
    'sendfile ships a growing log for at most two thirds of the CPU in batches of 1 MiB, but not event by event (4 KiB), where waiting outweighs the copies.',
  'binlog-shipping.source':
    'Articles on zero copy: replication and log shipping (MySQL binlog). The file is followed: a writer appends, the sender sleeps until there is more.',
  'binlog-shipping.textbook': '2 CPU copies against 0',
  'binlog-shipping.consequence':
    'Ship in batches first: with each small event the sender falls asleep and is woken, which costs more than both copies. Once batches are large sendfile is worth having.',
  'block-store-large.title': 'Ceph, GlusterFS: large blocks',
  'block-store-large.claim':
    'Blocks of 4 MiB go out cheapest where the kernel hands over pages: sendfile and splice beat read and write.',
  'block-store-large.source':
    'Articles on zero copy: distributed block stores. Their other way, RDMA, lets the card fetch from user memory and is not run here: it needs such cards at both ends.',
  'block-store-large.textbook': '2 CPU copies against 0',
  'block-store-large.consequence':
    'For replication over TCP use splice or sendfile; with RDMA cards neither, as the card moves the bytes without the CPU.',
  'database-random-pages.title': 'Database: random pages',
  'database-random-pages.claim':
    'Zero copy does not serve a database: sent page by page and looked at, it would save less than half of the CPU.',
  'database-random-pages.source':
    'Articles on zero copy: not for databases (random access, pages that are checked and changed in memory).',
  'database-random-pages.textbook': 'not for databases',
  'database-random-pages.consequence':
    'Look for gains elsewhere: fewer, larger reads and a cache of pages. A page that must be looked at has to be in user memory anyway.',
  'key-value-small-values.title': 'Key-value store: small values',
  'key-value-small-values.claim':
    'For small values at random places zero copy gains nothing worth a change: sendfile saves less than a tenth of what read and write cost.',
  'key-value-small-values.source': 'Articles on zero copy: not for key-value stores.',
  'key-value-small-values.textbook': 'not for key-value stores',
  'key-value-small-values.consequence':
    'Batch answers into one call; the calls are the cost here, the copies are not.',
  'json-api-transform.title': 'JSON service: data changed on its way',
  'json-api-transform.claim':
    'Where each byte is changed on its way, moving the bytes is less than half of the cost.',
  'json-api-transform.source': 'Articles on zero copy: not where data is parsed or changed (JSON, SQL).',
  'json-api-transform.textbook': 'not where data is changed',
  'json-api-transform.consequence':
    'Make the work on the bytes cheaper; the way they travel is the smaller part.',
  'search-scan.title': 'Search: data read through',
  'search-scan.claim': 'Where each byte is looked at, moving the bytes is less than half of the cost.',
  'search-scan.source': 'Articles on zero copy: not for search engines, whose data must be in user memory.',
  'search-scan.textbook': 'not where data is read',
  'search-scan.consequence':
    'Map the file: a search through a mapping spares the copy in, and sends only what it found.',
  'stream-transform.title': 'Stream processing: received, changed, stored',
  'stream-transform.claim':
    'Where a stream is changed between socket and file, moving the bytes is less than half of the cost.',
  'stream-transform.source': 'Articles on zero copy: not for stream processors (Flink, Spark).',
  'stream-transform.textbook': 'not where data is changed',
  'stream-transform.consequence':
    'Keep records in memory between steps, and use zero copy only for the shuffle files that go out as they are.',
  'tls-user-space.title': 'TLS: encrypted in user space',
  'tls-user-space.claim':
    'Under TLS in user space zero copy is out, and encrypting adds at least half of what moving the bytes costs.',
  'tls-user-space.source':
    'Articles on zero copy: not under TLS; Kafka reads through a 32 KiB buffer then. Kernel TLS (Linux 4.13 on, CONFIG_TLS) lets sendfile encrypt on its way: a row of its own, where the kernel has it.',
  'tls-user-space.textbook': 'not under TLS',
  'tls-user-space.consequence':
    'Where the kernel has the tls module, servers that know it (nginx with ssl_conf_command Options KTLS) get sendfile back; else a bigger buffer is all there is.',
} as const;
