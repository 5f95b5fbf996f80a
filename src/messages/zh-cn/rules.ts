import type { rules as english } from '../en/rules';

export const rules: Record<keyof typeof english, string> = {
  'rule.copy-loop.what': '循环把字节读入缓冲区，再原样写出。',
  'rule.copy-loop.why':
    '每个字节 CPU 拷贝两次：进入程序一次，离开程序一次；每块需要两次系统调用，即四次模式切换。',
  'rule.copy-loop.instead':
    '让内核移动字节的运行时调用：C 用 `sendfile`、`splice` 或 `copy_file_range`，Java 用 `FileChannel.transferTo`，Go 对裸类型用 `io.Copy`，Python 用 `socket.sendfile`。若运行时没有适用于这两端的调用，发现会说明。',
  'rule.copy-loop.limits':
    '缓冲区和两端在一个文件内按名称追踪。检查、改动、加密或保留字节的循环不报告；无法追踪的视为检查。TLS 和压缩需要字节进入程序。',
  'rule.copy-call.what': '调用看似由内核移动字节，实际却在自己的循环中拷贝。',
  'rule.copy-call.why':
    '惯用的调用读来顺畅，因此没有人查看它对这两端做了什么：其中一端有包装，就足以失去内核路径。',
  'rule.copy-call.instead':
    '使运行时能到达内核的调用或裸的两端。接受路径的调用会重新打开两个文件：`shutil.copyfile`（Python 3.8 或更新）用于整个文件，并拒绝命名管道以及与源相同的目标。',
  'rule.copy-call.limits': '类型以文件中所见为准；看不到类型时不报告。',
  'rule.whole-file-copy.what': '程序把整个文件读入内存，再原样写出。',
  'rule.whole-file-copy.why':
    '每个字节 CPU 拷贝两次，所需内存随文件增长：大文件或大量并发请求会耗尽内存。读完最后一个字节后，第一个字节才发出。',
  'rule.whole-file-copy.instead':
    '把字节从一端移到另一端的调用：Node 用 `fs.copyFile` 或 `stream.pipeline`，Go 用 `io.Copy`，Java 和 Kotlin 用 `FileChannel.transferTo`，Rust 用 `std::fs::copy`，Python 用 `socket.sendfile` 或 `shutil.copyfile`，.NET 用 `File.Copy`。',
  'rule.whole-file-copy.limits':
    '只报告写出一次、此外只取长度的值。文件中看不到的两端不报告。C 和 C++ 没有读取整个文件的单一调用，因此不在此列。没有自动修复：程序可能依赖先读完再写。',
  'rule.tidy-copy.what': '循环或调用原样移动字节，用一个调用即可以更少的代码、同样的拷贝次数完成。',
  'rule.tidy-copy.why':
    '运行时没有适用于这两端的内核路径，因此不会更快。单一调用仍会处理短写、背压和错误，手写的循环往往遗漏这些。',
  'rule.tidy-copy.instead':
    '标准库自带的拷贝：Node 的 `stream.pipeline`，Java 的 `InputStream.transferTo`，.NET 的 `Stream.CopyToAsync`，Rust 的 `std::io::copy`。',
  'rule.tidy-copy.limits': '除非提高级别，此规则不改变 `iopath lint` 的退出码：没有省下拷贝或模式切换。',
  'rule.server-config.what': '服务器的一项设置决定文件是以页引用发出还是被拷贝。',
  'rule.server-config.why':
    '能够不拷贝就发送的服务器常常没有这样做：由于默认值、另一项设置，或因为字节必须加密或压缩。每个发现都以 docs/atlas 的一行为依据，其中记录了该设置下对服务器的观察。',
  'rule.server-config.instead':
    '发现所指的设置。之后请检查服务器：`iopath prove URL --directory 文件夹` 显示它如何发送。',
  'rule.server-config.limits':
    '文件按名称和内容识别：nginx、Apache、lighttpd、HAProxy、Samba、vsftpd、ProFTPD、Tomcat（server.xml）、HDFS（hdfs-site.xml）、Kafka 和 RocketMQ。每个文件单独读取，不含它引入的文件。除非提高级别或选中，此规则不改变 `iopath lint` 的退出码。',
  'page.category': '类别：`{category}`，{meaning}。默认级别：`{level}`，{effect}。',
  'page.why': '原因',
  'page.instead': '替代',
  'page.example': '示例',
  'page.before': '之前：',
  'page.after': '之后：',
  'page.limits': '局限',
  'page.off': '关闭',
  'page.off-here': '对一处：在同一行或上一行的注释中写明原因：',
  'page.reason': '原因',
  'page.off-project': '对整个项目：在 `iopath.config.json` 中：',
  'page.perf': '更少的拷贝或模式切换',
  'page.style': '代码更整洁，拷贝相同',
  'page.configuration': '服务器的设置',
  'page.level.off': '不报告',
  'page.level.info': '报告，但不改变退出码',
  'page.level.warning': '报告，并且 `iopath lint` 以 1 退出',
  'page.level.error': '报告，并且 `iopath lint` 以 1 退出',
  'page.rules': '规则',
  'page.rule': '规则',
  'page.of-category': '类别',
  'page.default-level': '默认级别',
  'page.reports': '报告内容',
};
