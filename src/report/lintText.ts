import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Finding, ReportedFinding } from '../model/finding';
import { type Message, outline } from '../model/message';
import type { LintLog } from './lintLog';
import { visible } from './visible';

export interface LintTextInput extends LintLog {
  /** Makes a path short to read. */
  pathOf: (file: string) => string;
  /** Whether fixes were requested, so that those that were not made are reported. */
  fixing: boolean;
}

/** Findings for a terminal: one paragraph each, `path:line: rule (route, reach)`, then the explanation and the remedy. */
export function lintText(input: LintTextInput, { say }: Texts = textsIn('en')): string {
  const { findings, notes, skipped, pathOf } = input;
  const line = (text: Message) => visible(say(text));
  const paragraphs = findings.map(finding => `${paragraphOf(finding, pathOf).map(line).join('\n  ')}\n`);
  // Invalid ones are errors, which go to stderr.
  const comments = notes
    .filter(({ kind }) => kind === 'unused')
    .map(
      ({ file, line: at, message: text }) =>
        `${visible(pathOf(file))}:${at}: unused-suppression\n  ${line(text)}\n`,
    );
  const left = skipped.map(
    ({ file, why }) => `${line(message('lint.left-out', { place: pathOf(file), why }))}\n`,
  );
  return [
    ...paragraphs,
    ...comments,
    ...(left.length > 0 ? [left.join('')] : []),
    ...heldBack(input).map(lines => `${lines.map(line).join('\n  ')}\n`),
    `${line(closing(input))}\n`,
  ].join('\n');
}

/** The lines of a finding; those after the first are indented. */
function paragraphOf(finding: ReportedFinding, pathOf: (file: string) => string): Message[] {
  const { file, startLine, rule, verdict, route, reach, instead } = finding;
  const facts =
    verdict === 'replaceable' ? message(`lint.reach.${reach}`) : message(`lint.verdict.${verdict}`);
  const head = message('lint.finding', { place: `${pathOf(file)}:${startLine}`, rule, route, facts });
  return [head, finding.message, ...(instead === null ? [] : [insteadOf(instead, finding)])];
}

function insteadOf(call: string, { fix }: Finding): Message {
  if (!fix) return message('lint.instead', { call });
  return fix.applicability === 'safe'
    ? message('lint.instead-safe', { call })
    : message('lint.instead-unsafe', { call });
}

/** How many fixes were not made, and why: each caveat with how many fixes have it. */
function heldBack({ findings, fixing }: LintTextInput): Message[][] {
  const unsafe = findings.flatMap(({ fix }) => (fix?.applicability === 'unsafe' ? [fix] : []));
  if (!fixing || unsafe.length === 0) return [];
  const counts = new Map<string, { caveat: Message; times: number }>();
  for (const caveat of unsafe.flatMap(({ caveats }) => caveats)) {
    const times = counts.get(outline(caveat))?.times ?? 0;
    counts.set(outline(caveat), { caveat, times: times + 1 });
  }
  const reasons = [...counts.values()]
    .sort((a, b) => b.times - a.times)
    .map(({ caveat, times }) => message('lint.caveat', { times, caveat }));
  const head = message('lint.not-applied', { fixes: unsafe.length });
  return [[head, ...reasons, message('lint.look-at-fixes')]];
}

function closing({ findings, files, skipped, suppressed }: LintLog): Message {
  const parts = [
    message('lint.found', { findings: findings.length, files }),
    ...(suppressed.length > 0 ? [message('lint.suppressed', { findings: suppressed.length })] : []),
    ...(skipped.length > 0 ? [message('lint.skipped', { files: skipped.length })] : []),
  ];
  return message('lint.closing', { parts });
}
