import {
  EndOfLine,
  Position,
  SnippetString,
  SnippetTextEdit,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { Finding } from '../../model/finding';

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

/** A comment for a line of its own above a 1-based line, with that line's indentation; `end` is the line end that belongs to it. */
export function commentAbove(
  document: TextDocument,
  startLine: number,
  { language }: Finding,
  comment: string,
): { position: Position; text: string; end: string } {
  const line = document.lineAt(startLine - 1);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const mark = language === 'python' ? '#' : '//';
  const end = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  return { position: new Position(startLine - 1, 0), text: `${indent}${mark} ${comment}`, end };
}
