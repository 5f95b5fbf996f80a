import { callFindings } from './callFindings';
import type { Rule } from './rule';

export const copyCall: Rule = {
  id: 'copy-call',
  category: 'perf',
  level: 'warning',
  example: {
    language: 'python',
    before: `with open(source, "rb") as reader, open(target, "wb") as writer:
    shutil.copyfileobj(reader, writer)`,
    after: 'shutil.copyfile(source, target)',
  },
  detect: file => callFindings(file).filter(({ rule }) => rule === 'copy-call'),
};
