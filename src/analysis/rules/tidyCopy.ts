import { callFindings } from './callFindings';
import { loopFindings } from './loopFindings';
import type { Rule } from './rule';

export const tidyCopy: Rule = {
  id: 'tidy-copy',
  category: 'style',
  level: 'info',
  docs: {
    what: 'A loop or a call moves bytes unchanged, and one call could do it in less code with the same number of copies.',
    why: 'The runtime has no kernel path for these two ends, so nothing gets faster. One call still handles short writes, back-pressure and errors that a loop written by hand often misses.',
    instead:
      'The standard library’s own copy: `stream.pipeline` in Node, `InputStream.transferTo` in Java, `Stream.CopyToAsync` in .NET, `std::io::copy` in Rust.',
    example: {
      language: 'javascript',
      before: `for await (const chunk of fs.createReadStream(path)) {
  if (!socket.write(chunk)) await once(socket, 'drain');
}
socket.end();`,
      after: 'await pipeline(fs.createReadStream(path), socket);',
    },
    limits:
      'The rule does not change the exit code of `iopath lint` unless its level is raised: no copy and no mode switch is saved.',
  },
  detect: file => [...loopFindings(file), ...callFindings(file)].filter(({ rule }) => rule === 'tidy-copy'),
};
