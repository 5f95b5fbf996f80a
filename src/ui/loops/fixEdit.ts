import { l10n, Range, type TextDocument, WorkspaceEdit } from 'vscode';
import { refusal } from '../problem';
import { say } from '../texts';
import { commentAbove } from './comments';
import type { PlacedFinding } from './documentFindings';

/**
 * The fix of a loop as an edit of the editor. Throws where the document is no longer the text the fix was made from: its
 * offsets would hit other code.
 */
export function editOf(document: TextDocument, { finding, version }: PlacedFinding): WorkspaceEdit {
  if (document.version !== version) throw staleFix();
  const edit = new WorkspaceEdit();
  const { fix } = finding;
  if (!fix) return edit;
  const about = { label: say(fix.title), needsConfirmation: false };
  for (const { start, end, text } of fix.edits)
    edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text, about);
  return edit;
}

/**
 * As `editOf`, so that the editor opens its preview: the changes stand there ticked, and each caveat as a line of its own.
 * The editor opens a preview for edits that need a tick, so a caveat is a comment that is left out unless it is ticked.
 */
export function previewOf(document: TextDocument, loop: PlacedFinding): WorkspaceEdit {
  const edit = editOf(document, loop);
  const { fix, startLine } = loop.finding;
  for (const caveat of fix?.caveats ?? []) {
    const label = l10n.t('Caveat: {caveat}', { caveat: say(caveat) });
    const { position, text, end } = commentAbove(document, startLine, loop.finding, label);
    edit.insert(document.uri, position, text + end, { label, needsConfirmation: true });
  }
  return edit;
}

const staleFix = () =>
  refusal({
    what: l10n.t('The fix was not applied.'),
    why: l10n.t('The file changed after the fix was worked out.'),
    remedy: l10n.t('Run the fix again.'),
  });
