/** The pages of rules. */
export const rules = {
  'rule.copy-loop.what': 'A loop reads bytes into a buffer and writes them out unchanged.',
  'rule.copy-loop.why':
    'The CPU copies each byte twice, into the program and out of it, and each chunk takes two system calls: four mode switches.',
  'rule.copy-loop.instead':
    'The call by which this runtime lets the kernel move the bytes: `sendfile`, `splice` or `copy_file_range` in C, `FileChannel.transferTo` in Java, `io.Copy` on the bare types in Go, `socket.sendfile` in Python. Where the runtime has no such call for these two ends, the finding says so.',
  'rule.copy-loop.limits':
    'Buffers and ends are followed by name within one file. A loop that inspects, changes, encrypts or keeps its bytes is not reported; what cannot be followed counts as inspected. TLS and compression need the bytes in the program.',
  'rule.copy-call.what':
    'A call looks as if the kernel moved the bytes, and copies them in a loop of its own.',
  'rule.copy-call.why':
    'The idiomatic call reads well, so nobody looks at what it does with these two ends: a wrapper around one of them is enough to lose the kernel path.',
  'rule.copy-call.instead':
    'The call, or the bare ends, by which the runtime reaches the kernel. A call that takes paths opens both files anew: `shutil.copyfile` (Python 3.8 or newer) is for whole files, and refuses named pipes and a target that is the source.',
  'rule.copy-call.limits':
    'Types are those seen in the file; where they cannot be seen, nothing is reported.',
  'rule.whole-file-copy.what': 'The program reads a whole file into memory and then writes it out unchanged.',
  'rule.whole-file-copy.why':
    'The CPU copies each byte twice, and the memory needed grows with the file: a large file, or many requests at once, exhaust it. The first byte leaves only after the last one was read.',
  'rule.whole-file-copy.instead':
    'The call that moves bytes from one end to the other: `fs.copyFile` or `stream.pipeline` in Node, `io.Copy` in Go, `FileChannel.transferTo` in Java and Kotlin, `std::fs::copy` in Rust, `socket.sendfile` or `shutil.copyfile` in Python, `File.Copy` in .NET.',
  'rule.whole-file-copy.limits':
    'Only a value that is written once, and otherwise asked for nothing but its length, is reported. Ends that cannot be seen in the file are not reported. C and C++ have no one call that reads all of a file and are left out. There is no automatic fix: a program may rely on having read everything before it writes.',
  'rule.tidy-copy.what':
    'A loop or a call moves bytes unchanged, and one call could do it in less code with the same number of copies.',
  'rule.tidy-copy.why':
    'The runtime has no kernel path for these two ends, so nothing gets faster. One call still handles short writes, back-pressure and errors that a loop written by hand often misses.',
  'rule.tidy-copy.instead':
    'The standard library’s own copy: `stream.pipeline` in Node, `InputStream.transferTo` in Java, `Stream.CopyToAsync` in .NET, `std::io::copy` in Rust.',
  'rule.tidy-copy.limits':
    'The rule does not change the exit code of `iopath lint` unless its level is raised: no copy and no mode switch is saved.',
  'rule.server-config.what':
    'A setting of a server decides whether its files go out by page reference or are copied.',
  'rule.server-config.why':
    'Servers that can send without copying often do not: by default, because of another setting, or because the bytes must be encrypted or compressed. Each finding rests on a row of docs/atlas, where the server was observed with that setting.',
  'rule.server-config.instead':
    'The setting that the finding names. Check the server afterwards: `iopath prove URL --directory FOLDER` shows how it sends.',
  'rule.server-config.limits':
    'Files are known by their names and contents: nginx, Apache, lighttpd, HAProxy, Samba, vsftpd, ProFTPD, Tomcat (server.xml), HDFS (hdfs-site.xml), Kafka and RocketMQ. Each file is read alone, without those that it includes. The rule does not change the exit code of `iopath lint` unless its level is raised or it is selected.',
  'page.category': 'Category: `{category}`, {meaning}. Default level: `{level}`, {effect}.',
  'page.why': 'Why',
  'page.instead': 'Instead',
  'page.example': 'Example',
  'page.before': 'Before:',
  'page.after': 'After:',
  'page.limits': 'Limits',
  'page.off': 'Turn it off',
  'page.off-here': 'For one place, in a comment on the same line or the line above, with the reason:',
  'page.reason': 'the reason',
  'page.off-project': 'For a project, in `iopath.config.json`:',
  'page.perf': 'fewer copies or mode switches',
  'page.style': 'tidier code with the same copies',
  'page.configuration': 'settings of servers',
  'page.level.off': 'not reported',
  'page.level.info': 'reported without a change of the exit code',
  'page.level.warning': 'reported, and `iopath lint` exits with 1',
  'page.level.error': 'reported, and `iopath lint` exits with 1',
  'page.rules': 'Rules',
  'page.rule': 'Rule',
  'page.of-category': 'Category',
  'page.default-level': 'Default level',
  'page.reports': 'Reports',
} as const;
