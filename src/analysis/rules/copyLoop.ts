import { loopFindings } from './loopFindings';
import type { Rule } from './rule';

export const copyLoop: Rule = {
  id: 'copy-loop',
  category: 'perf',
  level: 'warning',
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
  detect: file => loopFindings(file).filter(({ rule }) => rule === 'copy-loop'),
};
