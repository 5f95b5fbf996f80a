import type { LintLog } from './lintLog';

const commands = { info: 'notice', warning: 'warning', error: 'error' } as const;

/** Findings as commands of a GitHub workflow, one line each: it shows them as annotations of the changed files. */
export function lintGithub({
  findings,
  notes,
  pathOf,
}: LintLog & { pathOf: (file: string) => string }): string {
  const found = findings.map(finding => {
    const { level, file, startLine, endLine, rule, message, instead } = finding;
    const text = instead ? `${message} Instead: ${instead}.` : message;
    return `::${commands[level]} file=${property(pathOf(file))},line=${startLine},endLine=${endLine},title=${property(rule)}::${data(text)}\n`;
  });
  const comments = notes.map(
    ({ file, line, kind, message }) =>
      `::warning file=${property(pathOf(file))},line=${line},title=${kind} suppression::${data(message)}\n`,
  );
  return [...found, ...comments].join('');
}

/** Line ends would begin another command. */
const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
