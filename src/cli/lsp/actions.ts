import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixText } from '../../analysis/fixes/fixText';
import { commandIds, diagnosticOf, english, type LoopAddress } from './features';
import { type EditSupport, fixEdits, suppression, workspaceEdit } from './loopEdits';
import type { Loop, OpenFiles } from './openFiles';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.ioPath`;
export const actionKinds = [CodeActionKind.QuickFix, fixAllKind];

export interface ActionContext {
  files: OpenFiles;
  support: EditSupport;
}

/** Fixes and suppressions of the loops that a range touches, or all safe fixes where those are asked for by name. */
export async function actionsOf(
  document: TextDocument,
  { range, context: { only } }: CodeActionParams,
  { files, support }: ActionContext,
): Promise<CodeAction[]> {
  // To work it out takes several looks at the text.
  if (only?.some(kind => holds(kind, fixAllKind))) return allFixes(document, { files, support });
  if (only && !only.some(kind => holds(kind, CodeActionKind.QuickFix))) return [];
  const loops = (await files.loops(document)).filter(loop => touches(loop, range));
  return loops.flatMap(loop => [
    ...fixOf(document, loop, support),
    ...suppressionOf(document, loop, support),
  ]);
}

/** Kinds are hierarchies with dots between: `source` holds `source.fixAll`. */
const holds = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}.`);

const touches = ({ finding }: Loop, { start, end }: Range) =>
  finding.startLine <= end.line + 1 && start.line + 1 <= finding.endLine;

/** A safe fix is an edit; one with caveats goes by the command that shows them first. */
function fixOf(document: TextDocument, loop: Loop, support: EditSupport): CodeAction[] {
  const { fix, startLine } = loop.finding;
  if (!fix) return [];
  const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(document, loop)] };
  if (fix.applicability === 'safe') {
    const edit = workspaceEdit(document, fixEdits(document, fix), support);
    return [{ ...common, title: english.say(fix.title), edit, isPreferred: true }];
  }
  const title = `${english.say(fix.title)}…`;
  const address: LoopAddress = { uri: document.uri, startLine };
  return [{ ...common, title, command: { title, command: commandIds.fix, arguments: [address] } }];
}

function suppressionOf(document: TextDocument, loop: Loop, support: EditSupport): CodeAction[] {
  const comment = suppression(document, loop.finding);
  if (!comment) return [];
  const title = `Suppress ${loop.finding.rule} here, with a reason`;
  return [{ title, kind: CodeActionKind.QuickFix, edit: workspaceEdit(document, [comment], support) }];
}

async function allFixes(document: TextDocument, { files, support }: ActionContext): Promise<CodeAction[]> {
  const { version } = document;
  const before = document.getText();
  const find = (text: string) => files.loopsOf(document, text);
  const { text } = await fixText(before, { applies: ['safe'], find });
  if (text === before || document.version !== version) return [];
  const whole = { start: document.positionAt(0), end: document.positionAt(before.length) };
  const edit = workspaceEdit(document, [{ range: whole, newText: text }], support);
  return [{ title: 'Apply all safe fixes', kind: fixAllKind, edit }];
}
