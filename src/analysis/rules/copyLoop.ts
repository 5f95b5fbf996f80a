import { loopFindings } from './loopFindings';
import type { Rule } from './rule';

export const copyLoop: Rule = {
  id: 'copy-loop',
  category: 'perf',
  level: 'warning',
  docs: {
    what: 'A loop reads bytes into a buffer and writes them out unchanged.',
    why: 'The CPU copies each byte twice, into the program and out of it, and each chunk takes two system calls: four mode switches.',
    instead:
      'The call by which this runtime lets the kernel move the bytes: `sendfile`, `splice` or `copy_file_range` in C, `FileChannel.transferTo` in Java, `io.Copy` on the bare types in Go, `socket.sendfile` in Python. Where the runtime has no such call for these two ends, the finding says so.',
    example: {
      language: 'python',
      before: `with open(path, "rb") as source:
    while True:
        data = source.read(65536)
        if not data:
            break
        connection.sendall(data)`,
      after: `with open(path, "rb") as source:
    connection.sendfile(source)`,
    },
    limits:
      'Buffers and ends are followed by name within one file. A loop that inspects, changes, encrypts or keeps its bytes is not reported; what cannot be followed counts as inspected. TLS and compression need the bytes in the program.',
  },
  detect: file => loopFindings(file).filter(({ rule }) => rule === 'copy-loop'),
};
