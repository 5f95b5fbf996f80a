// What an editor shows of a document's loops, as the protocol has it.

import {
  type CodeLens,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hoverText } from '../../loops/hoverText';
import { costTitle } from '../../loops/lensText';
import { plainMarkdown } from '../../loops/plainMarkdown';
import type { Translate } from '../../loops/wording';
import { resemblanceOf } from '../../measure/resemblance';
import { createFormat } from '../../messages/format';
import { textsIn } from '../../messages/texts';
import { ruleUri } from '../../report/rulePage';
import type { Loop } from './openFiles';

/** Texts of the protocol are English. */
export const english = textsIn('en');

export const commandIds = { fix: 'iopath.applyFix', explain: 'iopath.explainLoop' } as const;

/** A loop by its document and first line (1-based): what a lens hands to a command. */
export interface LoopAddress {
  uri: string;
  startLine: number;
}

const t: Translate = (message: string, args: Record<string, string | number> = {}) =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name]));
const wording = { t, format: createFormat('en') };

const severities = {
  info: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
} as const;

/** The first line of a loop, without its indentation and line end. */
function firstLine(document: TextDocument, { finding }: Loop): Range {
  const line = finding.startLine - 1;
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  const indent = text.length - text.trimStart().length;
  return { start: { line, character: indent }, end: { line, character: text.trimEnd().length } };
}

export function diagnosticOf(document: TextDocument, loop: Loop): Diagnostic {
  const { finding, level } = loop;
  return {
    range: firstLine(document, loop),
    message: `${costTitle(finding, wording)}. ${english.say(finding.message)}`,
    severity: severities[level],
    source: 'I/O Path',
    code: finding.rule,
    codeDescription: { href: ruleUri(finding.rule) },
  };
}

/** Two lenses on a loop at most: its fix, and what it costs. */
export function lensesOf(document: TextDocument, loop: Loop): CodeLens[] {
  const { start } = firstLine(document, loop);
  const { fix, startLine } = loop.finding;
  const address: LoopAddress = { uri: document.uri, startLine };
  const lens = (title: string, command: string): CodeLens => ({
    range: { start, end: start },
    command: { title, command, arguments: [address] },
  });
  const fixing = fix ? [lens(fix.applicability === 'safe' ? 'Fix' : 'Fix…', commandIds.fix)] : [];
  return [...fixing, lens(costTitle(loop.finding, wording), commandIds.explain)];
}

/** On a loop's first line: the path of its bytes before and after, and why. */
export function hoverOf(document: TextDocument, loop: Loop): Hover {
  const { finding } = loop;
  const like = resemblanceOf(finding);
  const resemblance = like
    ? `${plainMarkdown(`Like the scenario “${english.say(like.scenario.title)}”. ${english.say(like.because)}`)} \`iopath profile --scenario ${like.scenario.id}\``
    : '';
  const value = hoverText(finding, {
    wording,
    say: english.say,
    rule: `\`${finding.rule}\``,
    measured: null,
    resemblance,
    icon: () => '',
  });
  return { contents: { kind: 'markdown', value }, range: firstLine(document, loop) };
}

/** A loop in a few plain lines. */
export function explanationOf({ finding }: Loop): string {
  const { fix, message } = finding;
  const caveats = fix?.caveats.length
    ? ['The fix would change:', ...fix.caveats.map(caveat => `- ${english.say(caveat)}`)]
    : [];
  return [`${costTitle(finding, wording)}.`, english.say(message), ...caveats].join('\n');
}
