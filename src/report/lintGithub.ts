import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { LintLog } from './lintLog';

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
