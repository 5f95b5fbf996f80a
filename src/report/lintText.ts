import type { Finding, ReportedFinding } from '../model/finding';
import type { LintLog } from './lintLog';
import { visible } from './visible';

export interface LintTextInput extends LintLog {
  /** Makes a path short to read. */
  pathOf: (file: string) => string;
  /** Whether fixes were asked for, so that those that were not made are told. */
  fixing: boolean;
}

/** Findings for a terminal: one paragraph each, `path:line: rule (route, reach)`, then what to know and to do. */
export function lintText(input: LintTextInput): string {
  const { findings, notes, skipped, pathOf } = input;
  const paragraphs = findings.map(finding => paragraphOf(finding, pathOf));
  // Invalid ones are errors, which go to stderr.
  const comments = notes
    .filter(({ kind }) => kind === 'unused')
    .map(({ file, line, message }) => `${visible(pathOf(file))}:${line}: unused-suppression\n  ${message}\n`);
  const left = skipped.map(({ file, why }) => `${visible(pathOf(file))}: left out: ${visible(why)}\n`);
  return [
    ...paragraphs,
    ...comments,
    ...(left.length > 0 ? [left.join('')] : []),
    ...heldBack(input),
    `${closing(input)}\n`,
  ].join('\n');
}

function paragraphOf(finding: ReportedFinding, pathOf: (file: string) => string): string {
  const { file, startLine, rule, verdict, route, reach, message, instead } = finding;
  const facts = verdict === 'replaceable' ? `${route}, ${reachText[reach]}` : `${route}, ${verdict}`;
  const lines = [`${visible(pathOf(file))}:${startLine}: ${rule} (${facts})`, `  ${visible(message)}`];
  if (instead) lines.push(`  instead: ${visible(instead)}${fixText(finding)}`);
  return `${lines.join('\n')}\n`;
}

function fixText({ fix }: Finding): string {
  if (!fix) return '';
  return fix.applicability === 'safe' ? ' (--fix writes it)' : ' (unsafe fix: see --unsafe-fixes --diff)';
}

const reachText = {
  kernel: 'fewer copies by one call',
  'user-space': 'same copies by one call',
  depends: 'depends on the ends',
} as const;

/** How many fixes were not made, and why: each caveat with how many fixes have it. */
function heldBack({ findings, fixing }: LintTextInput): string[] {
  const unsafe = findings.flatMap(({ fix }) => (fix?.applicability === 'unsafe' ? [fix] : []));
  if (!fixing || unsafe.length === 0) return [];
  const counts = new Map<string, number>();
  for (const caveat of unsafe.flatMap(({ caveats }) => caveats))
    counts.set(caveat, (counts.get(caveat) ?? 0) + 1);
  const reasons = [...counts].sort((a, b) => b[1] - a[1]).map(([caveat, count]) => `  ${count} × ${caveat}`);
  const head = `${counted(unsafe.length, 'fix', 'fixes')} not applied, being unsafe:`;
  return [
    `${[head, ...reasons].join('\n')}\n  Look at them with --unsafe-fixes --diff; write them with --unsafe-fixes --fix.\n`,
  ];
}

function closing({ findings, files, skipped, suppressed }: LintLog): string {
  const kept = suppressed.length > 0 ? `, ${suppressed.length} suppressed` : '';
  const left = skipped.length > 0 ? `, ${skipped.length} left out` : '';
  return `${counted(findings.length, 'finding')} in ${counted(files, 'source file')}${kept}${left}.`;
}

const counted = (count: number, noun: string, nouns = `${noun}s`) => `${count} ${count === 1 ? noun : nouns}`;
