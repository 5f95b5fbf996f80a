import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Finding, ReportedFinding } from '../model/finding';
import type { Message } from '../model/message';

/** The result of lint, which every format renders. */
export interface LintLog {
  findings: readonly ReportedFinding[];
  /** Findings that a comment keeps from being reported. */
  suppressed: readonly { finding: Finding; reason: string }[];
  /** Suppression comments that are wrong, or suppress nothing. */
  notes: readonly LintNote[];
  /** Skipped files with their reasons. */
  skipped: readonly { file: string; why: Message }[];
  /** Number of analysed source files. */
  files: number;
}

export interface LintNote {
  file: string;
  /** 1-based. */
  line: number;
  kind: 'invalid' | 'unused';
  message: Message;
}

const commands = { info: 'notice', warning: 'warning', error: 'error' } as const;

/** Findings as commands of a GitHub workflow, one line each: it shows them as annotations of the changed files. */
export function lintGithub(
  { findings, notes, pathOf }: LintLog & { pathOf: (file: string) => string },
  { say }: Texts = textsIn('en'),
): string {
  const found = findings.map(({ level, file, startLine, endLine, rule, message: text, instead }) => {
    const whole =
      instead === null ? text : message('lint.instead-sentence', { finding: text, call: instead });
    return `::${commands[level]} file=${property(pathOf(file))},line=${startLine},endLine=${endLine},title=${property(rule)}::${data(say(whole))}\n`;
  });
  const comments = notes.map(({ file, line, kind, message: text }) => {
    const title = property(say(message(`lint.note.${kind}`)));
    return `::warning file=${property(pathOf(file))},line=${line},title=${title}::${data(say(text))}\n`;
  });
  return [...found, ...comments].join('');
}

/** Line ends would begin another command. */
const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

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
