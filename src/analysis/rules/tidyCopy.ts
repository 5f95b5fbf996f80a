import { callFindings } from './callFindings';
import { loopFindings } from './loopFindings';
import type { Rule } from './rule';

export const tidyCopy: Rule = {
  id: 'tidy-copy',
  category: 'style',
  level: 'info',
  example: {
    language: 'javascript',
    before: `for await (const chunk of fs.createReadStream(path)) {
  if (!socket.write(chunk)) await once(socket, 'drain');
}
socket.end();`,
    after: 'await pipeline(fs.createReadStream(path), socket);',
  },
  detect: file => [...loopFindings(file), ...callFindings(file)].filter(({ rule }) => rule === 'tidy-copy'),
};
