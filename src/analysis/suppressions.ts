import { message } from '../messages/message';
import type { Finding } from '../model/finding';
import type { Message } from '../model/message';
import type { Comment } from './syntax/commentsHolding';

/** The word every suppression begins with. */
export const suppressionWord = 'iopath-ignore';

/** What is wrong with a suppression comment: `invalid` ones suppress nothing; `unused` ones have nothing to suppress. */
export interface SuppressionNote {
  /** 1-based. */
  line: number;
  kind: 'invalid' | 'unused';
  /** What, why, what to do. */
  message: Message;
}

/** A finding that a comment keeps from being reported. */
export interface Suppressed {
  finding: Finding;
  reason: string;
}

export interface Suppressing {
  findings: Finding[];
  suppressed: Suppressed[];
  notes: SuppressionNote[];
}

interface Suppression {
  /** Null: every rule. */
  rules: readonly string[] | null;
  reason: string;
  line: number;
  covers: (startLine: number) => boolean;
  used: boolean;
}

/** The most notes that are kept of a file, so that a file of comments alone does not fill the screen. */
const mostNotes = 20;

/**
 * Takes out the findings that comments suppress: on the line a finding begins, on the line above, or for the whole file.
 * Their form is in docs/lint.md; written out here it would be one.
 */
export function suppress(
  findings: readonly Finding[],
  comments: readonly Comment[],
  ruleIds: readonly string[],
): Suppressing {
  const notes: SuppressionNote[] = [];
  const suppressions = comments.flatMap(comment => suppressionsIn(comment, comments, ruleIds, notes));
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const by = suppressions.find(one => isFor(one, finding));
    if (!by) kept.push(finding);
    else {
      by.used = true;
      suppressed.push({ finding, reason: by.reason });
    }
  }
  for (const { used, line, rules } of suppressions) if (!used) notes.push(unused(line, rules));
  return { findings: kept, suppressed, notes: notes.slice(0, mostNotes) };
}

const isFor = ({ rules, covers }: Suppression, { rule, startLine }: Finding): boolean =>
  (rules === null || rules.includes(rule)) && covers(startLine);

/** `iopath-ignore-file copy-loop, copy-call: reason`; what follows the word is checked by itself. */
const directive = /iopath-ignore(-file)?(?![\w-])([^\r\n]*)/g;

function suppressionsIn(
  comment: Comment,
  all: readonly Comment[],
  ruleIds: readonly string[],
  notes: SuppressionNote[],
): Suppression[] {
  return [...comment.text.matchAll(directive)].flatMap(({ 0: whole, 1: file, 2: rest = '', index }) => {
    const line = comment.startLine + comment.text.slice(0, index).split('\n').length - 1;
    const read = readDirective(rest, { whole: whole.trim(), needsRules: !file, ruleIds });
    if ('message' in read) {
      notes.push({ line, kind: 'invalid', message: read.message });
      return [];
    }
    const covers = file ? () => true : coveredBy(comment, all);
    return [{ ...read, line, covers, used: false }];
  });
}

interface Expected {
  whole: string;
  needsRules: boolean;
  ruleIds: readonly string[];
}

function readDirective(
  rest: string,
  { whole, needsRules, ruleIds }: Expected,
): { rules: readonly string[] | null; reason: string } | { message: Message } {
  const colon = rest.indexOf(':');
  const reason = (colon < 0 ? '' : rest.slice(colon + 1)).replace(/(?:\*\/|-->|\*\))\s*$/, '').trim();
  const names = (colon < 0 ? rest : rest.slice(0, colon)).replace(/\*\/.*$/, '').trim();
  const rules = names === '' ? [] : names.split(/[\s,]+/).filter(Boolean);
  const unknown = rules.find(rule => !ruleIds.includes(rule));
  if (unknown !== undefined)
    return { message: message('suppression.unknown-rule', { rule: short(unknown), rules: ruleIds }) };
  if (needsRules && rules.length === 0) return { message: message('suppression.no-rule') };
  if (reason === '')
    return { message: message('suppression.no-reason', { comment: short(withoutEnd(whole)) }) };
  return { rules: rules.length === 0 ? null : rules, reason: reason.slice(0, 500) };
}

const withoutEnd = (text: string) => text.replace(/\s*(?:\*\/|-->)\s*$/, '').replace(/\s*:\s*$/, '');
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The line a comment stands on, and of one that has lines of its own, the line below it and other such comments. */
function coveredBy(comment: Comment, all: readonly Comment[]): (startLine: number) => boolean {
  const { startLine: first, endLine, alone } = comment;
  if (!alone) return line => line === first;
  let next = endLine + 1;
  for (const other of all) if (other.alone && other.startLine === next) next = other.endLine + 1;
  // A comment in front of code on one line: `/* … */ while`.
  return line => line === next || line === endLine;
}

function unused(line: number, rules: readonly string[] | null): SuppressionNote {
  const text = rules === null ? message('suppression.unused-file') : message('suppression.unused', { rules });
  return { line, kind: 'unused', message: text };
}
