import { callFindings } from './callFindings';
import type { Rule } from './rule';

export const copyCall: Rule = {
  id: 'copy-call',
  category: 'perf',
  level: 'warning',
  docs: {
    what: 'A call looks as if the kernel moved the bytes, and copies them in a loop of its own.',
    why: 'The idiomatic call reads well, so nobody looks at what it does with these two ends: a wrapper around one of them is enough to lose the kernel path.',
    instead:
      'The call, or the bare ends, by which the runtime reaches the kernel. A call that takes paths opens both files anew: `shutil.copyfile` (Python 3.8 or newer) is for whole files, and refuses named pipes and a target that is the source.',
    example: {
      language: 'python',
      before: `with open(source, "rb") as reader, open(target, "wb") as writer:
    shutil.copyfileobj(reader, writer)`,
      after: 'shutil.copyfile(source, target)',
    },
    limits: 'Types are those seen in the file; where they cannot be seen, nothing is reported.',
  },
  detect: file => callFindings(file).filter(({ rule }) => rule === 'copy-call'),
};
