import { EndOfLine, Position, type TextDocument } from 'vscode';
import type { Finding } from '../../model/finding';

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
