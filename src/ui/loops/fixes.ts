import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { Fix } from '../../model/finding';
import { findingSettings } from '../settings';
import { refusal } from '../trouble';
import { demandTrust } from '../trust';
import type { Loop, Loops } from './loops';

/** Fixes of the loops a selection touches. Nothing in an untrusted workspace. */
export class LoopFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite];

  constructor(private readonly loops: Loops) {}

  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const { show } = findingSettings(document);
    if (show === 'off' || !workspace.isTrusted) return [];
    const loops = await this.loops.exact(document);
    return loops.filter(loop => touches(loop, range)).flatMap(loop => actionsOf(document, loop, show));
  }
}

/** A quick fix where the loop is a problem of the list, else a rewrite. The bulb then never stands there unasked. */
function actionsOf(document: TextDocument, { finding }: Loop, show: string): CodeAction[] {
  if (!finding.fix) return [];
  const kind = show === 'problems' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
  const action = new CodeAction(finding.fix.title, kind);
  action.edit = editOf(document, finding.fix);
  action.isPreferred = finding.fix.loses.length === 0;
  return [action];
}

const touches = (loop: Loop, range: Range) =>
  loop.startLine <= range.end.line + 1 && range.start.line + 1 <= loop.endLine;

/** The fix as an edit of the editor. What it would lose is an annotation that a person must confirm in the preview. */
export function editOf(document: TextDocument, fix: Fix, { preview = false } = {}): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const label = l10n.t('Replace the copy loop');
  const needsConfirmation = preview || fix.loses.length > 0;
  const metadata = { label, description: fix.loses.join(' '), needsConfirmation };
  for (const { start, end, text } of fix.edits) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, text, metadata);
  }
  return edit;
}

/** Applies the fix of the loop on a line; the editor shows the preview where the fix loses something. */
export async function applyFix(document: TextDocument, line: number, loops: Loops): Promise<void> {
  demandTrust(l10n.t('Fixing a copy loop changes a file.'));
  const loop = await loops.at(document, line);
  if (!loop) throw noLoop();
  if (!loop.finding.fix) throw noFix(loop);
  await workspace.applyEdit(editOf(document, loop.finding.fix), { isRefactoring: true });
}

export const noLoop = () =>
  refusal({
    what: l10n.t('There is no copy loop here.'),
    why: l10n.t('The loop was edited or removed, or the cursor is outside of it.'),
    remedy: l10n.t('Put the cursor into a loop that has a lens above it.'),
  });

const noFix = ({ finding }: Loop) =>
  refusal({
    what: l10n.t('This loop has no fix that is safe to make by itself.'),
    why: finding.message,
    remedy: l10n.t('Change it by hand; Measure shows what it would bring.'),
  });
