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
import { resemblanceOf } from '../../measure/resemblance';
import { message } from '../../messages/message';
import type { Texts } from '../../messages/texts';
import { ruleUri } from '../../report/rulePage';
import { plainMarkdown } from '../../report/visible';
import type { Loop } from './openFiles';

export const commandIds = { fix: 'iopath.applyFix', explain: 'iopath.explainLoop' } as const;

/** A loop by its document and first line (1-based): a command's argument from a lens. */
export interface LoopAddress {
  uri: string;
  startLine: number;
}

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

export function diagnosticOf(document: TextDocument, loop: Loop, texts: Texts): Diagnostic {
  const { finding, level } = loop;
  return {
    range: firstLine(document, loop),
    message: texts.say(
      message('loop.problem', { cost: costTitle(finding, texts), finding: finding.message }),
    ),
    severity: severities[level],
    source: 'I/O Path',
    code: finding.rule,
    codeDescription: { href: ruleUri(finding.rule) },
  };
}

/** Two lenses on a loop at most: its fix, and what it costs. */
export function lensesOf(document: TextDocument, loop: Loop, texts: Texts): CodeLens[] {
  const { start } = firstLine(document, loop);
  const { fix, startLine } = loop.finding;
  const address: LoopAddress = { uri: document.uri, startLine };
  const lens = (title: string, command: string): CodeLens => ({
    range: { start, end: start },
    command: { title, command, arguments: [address] },
  });
  const fixName = message(fix?.applicability === 'safe' ? 'loop.fix' : 'loop.fix-ask');
  const fixing = fix ? [lens(texts.say(fixName), commandIds.fix)] : [];
  return [...fixing, lens(costTitle(loop.finding, texts), commandIds.explain)];
}

/** On a loop's first line: the path of its bytes before and after, and why. */
export function hoverOf(document: TextDocument, loop: Loop, { say }: Texts): Hover {
  const { finding } = loop;
  const like = resemblanceOf(finding);
  const resemblance = like
    ? `${plainMarkdown(say(message('loop.like', { title: like.scenario.title, because: like.because })))} \`iopath profile --scenario ${like.scenario.id}\``
    : '';
  const value = hoverText(finding, {
    say,
    rule: `\`${finding.rule}\``,
    measured: null,
    resemblance,
    icon: () => '',
  });
  return { contents: { kind: 'markdown', value }, range: firstLine(document, loop) };
}

/** A loop in a few plain lines. */
export function explanationOf({ finding }: Loop, texts: Texts): string {
  const { fix } = finding;
  const { say } = texts;
  const caveats = fix?.caveats.length
    ? [say(message('loop.would-change')), ...fix.caveats.map(caveat => `- ${say(caveat)}`)]
    : [];
  return [
    say(message('loop.sentence', { cost: costTitle(finding, texts) })),
    say(finding.message),
    ...caveats,
  ].join('\n');
}
