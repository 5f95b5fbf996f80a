import type { Finding } from '../model/finding';
import { visible } from './visible';

export interface LintTextInput {
  findings: readonly Finding[];
  skipped: readonly { file: string; why: string }[];
  /** Source files looked at. */
  files: number;
  /** Makes a path short to read. */
  pathOf: (file: string) => string;
}

/** Findings for a terminal: one paragraph each, `path:line: verdict, route, reach`, then what to know and to do. */
export function lintText({ findings, skipped, files, pathOf }: LintTextInput): string {
  const paragraphs = findings.map(finding => paragraphOf(finding, pathOf));
  const left = skipped.map(({ file, why }) => `${visible(pathOf(file))}: left out: ${visible(why)}\n`);
  return [
    ...paragraphs,
    ...(left.length > 0 ? [left.join('')] : []),
    `${closing(findings, files, skipped.length)}\n`,
  ].join('\n');
}

function paragraphOf(finding: Finding, pathOf: (file: string) => string): string {
  const { file, startLine, rule, verdict, route, reach, message, instead, fix } = finding;
  const facts = verdict === 'replaceable' ? `${route}, ${reachText[reach]}` : `${route}, ${verdict}`;
  const lines = [`${visible(pathOf(file))}:${startLine}: ${rule} (${facts})`, `  ${visible(message)}`];
  if (instead) lines.push(`  instead: ${visible(instead)}${fix ? ' (--fix can write it)' : ''}`);
  return `${lines.join('\n')}\n`;
}

const reachText = {
  kernel: 'fewer copies by one call',
  'user-space': 'same copies by one call',
  depends: 'depends on the ends',
} as const;

function closing(findings: readonly Finding[], files: number, skipped: number): string {
  const left = skipped > 0 ? `, ${skipped} left out` : '';
  return `${counted(findings.length, 'finding')} in ${counted(files, 'source file')}${left}.`;
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
