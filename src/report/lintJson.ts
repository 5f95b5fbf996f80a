import { textsIn } from '../messages/texts';
import type { Finding } from '../model/finding';
import type { LintLog } from './lintLog';

const { say } = textsIn('en');

/** A finding as programs read it: texts are English, whatever language people are shown. */
const worded = <F extends Finding>({ message, fix, ...rest }: F) => ({
  ...rest,
  message: say(message),
  fix: fix && { ...fix, title: say(fix.title), caveats: fix.caveats.map(say) },
});

/** What lint found as a JSON object of the schema `iopath-lint/1`. */
export const lintJson = ({ files, findings, suppressed, notes, skipped }: LintLog): object => ({
  schema: 'iopath-lint/1',
  files,
  findings: findings.map(worded),
  suppressed: suppressed.map(({ finding, reason }) => ({ finding: worded(finding), reason })),
  suppressions: notes.map(note => ({ ...note, message: say(note.message) })),
  skipped: skipped.map(({ file, why }) => ({ file, why: say(why) })),
});
