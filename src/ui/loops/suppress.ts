import { SnippetString, SnippetTextEdit, type TextDocument, WorkspaceEdit } from 'vscode';
import type { Finding } from '../../model/finding';
import { commentAbove } from './commentAbove';

/**
 * A comment above a finding that suppresses it; the cursor stands on the reason. Null where a line above would be part of
 * what goes on over several lines.
 */
export function suppression(
  document: TextDocument,
  startLine: number,
  finding: Finding,
): WorkspaceEdit | null {
  // A backslash joins the lines: the comment would end a macro, or hide the loop.
  if (startLine > 1 && document.lineAt(startLine - 2).text.endsWith('\\')) return null;
  const { position, text, end } = commentAbove(
    document,
    startLine,
    finding,
    `iopath-ignore ${finding.rule}: `,
  );
  const snippet = new SnippetString().appendText(text).appendPlaceholder('reason').appendText(end);
  const edit = new WorkspaceEdit();
  edit.set(document.uri, [SnippetTextEdit.insert(position, snippet)]);
  return edit;
}
