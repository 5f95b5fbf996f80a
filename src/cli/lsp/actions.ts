import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixText } from '../../analysis/fixes/fixText';
import { message } from '../../messages/message';
import type { Texts } from '../../messages/texts';
import { commandIds, diagnosticOf, type LoopAddress } from './features';
import { type EditSupport, fixEdits, suppression, workspaceEdit } from './loopEdits';
import type { Loop, OpenFiles } from './openFiles';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.ioPath`;
export const actionKinds = [CodeActionKind.QuickFix, fixAllKind];

export interface ActionContext {
  files: OpenFiles;
  support: EditSupport;
  texts: Texts;
}

/** Fixes and suppressions of the loops that a range touches, or all safe fixes if those are requested by name. */
export async function actionsOf(
  document: TextDocument,
  { range, context: { only } }: CodeActionParams,
  around: ActionContext,
): Promise<CodeAction[]> {
  const { files } = around;
  // Computing it takes several analyses of the text.
  if (only?.some(kind => holds(kind, fixAllKind))) return allFixes(document, around);
  if (only && !only.some(kind => holds(kind, CodeActionKind.QuickFix))) return [];
  const loops = (await files.loops(document)).filter(loop => touches(loop, range));
  return loops.flatMap(loop => [...fixOf(document, loop, around), ...suppressionOf(document, loop, around)]);
}

/** Kinds are hierarchies with dots between: `source` holds `source.fixAll`. */
const holds = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}.`);

const touches = ({ finding }: Loop, { start, end }: Range) =>
  finding.startLine <= end.line + 1 && start.line + 1 <= finding.endLine;

/** A safe fix is an edit; a fix with caveats uses the command that shows them first. */
function fixOf(document: TextDocument, loop: Loop, { support, texts }: ActionContext): CodeAction[] {
  const { fix, startLine } = loop.finding;
  if (!fix) return [];
  const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(document, loop, texts)] };
  if (fix.applicability === 'safe') {
    const edit = workspaceEdit(document, fixEdits(document, fix), support);
    return [{ ...common, title: texts.say(fix.title), edit, isPreferred: true }];
  }
  const title = `${texts.say(fix.title)}…`;
  const address: LoopAddress = { uri: document.uri, startLine };
  return [{ ...common, title, command: { title, command: commandIds.fix, arguments: [address] } }];
}

function suppressionOf(document: TextDocument, loop: Loop, { support, texts }: ActionContext): CodeAction[] {
  const comment = suppression(document, loop.finding);
  if (!comment) return [];
  const title = texts.say(message('loop.suppress', { rule: loop.finding.rule }));
  return [{ title, kind: CodeActionKind.QuickFix, edit: workspaceEdit(document, [comment], support) }];
}

async function allFixes(
  document: TextDocument,
  { files, support, texts }: ActionContext,
): Promise<CodeAction[]> {
  const { version } = document;
  const before = document.getText();
  const find = (text: string) => files.loopsOf(document, text);
  const { text } = await fixText(before, { applies: ['safe'], find });
  if (text === before || document.version !== version) return [];
  const whole = { start: document.positionAt(0), end: document.positionAt(before.length) };
  const edit = workspaceEdit(document, [{ range: whole, newText: text }], support);
  return [{ title: texts.say(message('loop.fix-all')), kind: fixAllKind, edit }];
}
