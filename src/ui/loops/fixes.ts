import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { Fix } from '../../model/finding';
import { say } from '../say';
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
  const action = new CodeAction(say(finding.fix.title), kind);
  action.edit = editOf(document, finding.fix);
  action.isPreferred = finding.fix.applicability === 'safe';
  return [action];
}

const touches = (loop: Loop, range: Range) =>
  loop.startLine <= range.end.line + 1 && range.start.line + 1 <= loop.endLine;

/**
 * The fix as an edit of the editor. Where it would lose something, the lines of the loop carry an annotation that a
 * person must tick in the editor's own preview; added imports need no tick of their own. Of a fix that only adds, as
 * one does that keeps the loop to fall back on, all lines do: an edit without any would be made unseen.
 */
export function editOf(
  document: TextDocument,
  fix: Fix,
  { ask = fix.applicability === 'unsafe' } = {},
): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const label = l10n.t('Replace the copy loop');
  const replaces = fix.edits.some(({ start, end }) => end > start);
  for (const { start, end, text } of fix.edits) {
    const range = new Range(document.positionAt(start), document.positionAt(end));
    const needsConfirmation = ask && !(replaces && range.isEmpty);
    edit.replace(document.uri, range, text, { label, description: fix.caveats.join(' '), needsConfirmation });
  }
  return edit;
}

/** Applies the fix of the loop on a line; what it would lose is asked about first, and can be looked at. */
export async function applyFix(document: TextDocument, line: number, loops: Loops): Promise<boolean> {
  demandTrust(l10n.t('Fixing a copy loop changes a file.'));
  const loop = await loops.at(document, line);
  if (!loop) throw noLoop();
  const { fix } = loop.finding;
  if (!fix) throw noFix(loop);
  const answer = fix.applicability === 'unsafe' ? await agreed(fix) : 'apply';
  if (answer === null) return false;
  const edit = editOf(document, fix, { ask: answer === 'review' });
  return workspace.applyEdit(edit, { isRefactoring: true });
}

/** What a person wants of a fix that loses something; null where they leave it. */
async function agreed(fix: Fix): Promise<'apply' | 'review' | null> {
  const apply = l10n.t('Apply');
  const review = l10n.t('Review Changes');
  const message = l10n.t('This fix changes more than how the bytes move.');
  const detail = fix.caveats.map(loss => `• ${say(loss)}`).join('\n');
  const answer = await window.showWarningMessage(message, { modal: true, detail }, apply, review);
  if (answer === apply) return 'apply';
  return answer === review ? 'review' : null;
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
    why: say(finding.message),
    remedy: l10n.t('Change it by hand; Measure shows what it would bring.'),
  });
