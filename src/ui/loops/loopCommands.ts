import { commands, Position, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import { readLoopAddress } from '../commandIds';
import { type Loop, type Loops, noLoop } from './loops';
import type { Lines } from './shift';

/** A loop and the document it stands in. */
export interface FoundLoop {
  document: TextDocument;
  loop: Loop;
}

/** The loop a command is about: the one it was given, or the one at the cursor. */
export async function loopOf(address: unknown, loops: Loops): Promise<FoundLoop> {
  const { document, line } = await placeOf(address);
  const loop = await loops.at(document, line);
  if (!loop) throw noLoop();
  return { document, loop };
}

/** Receives a loop's lines while its fix is applied. */
export interface FixFollower {
  follow(document: TextDocument, lines: Lines, fix: () => Promise<boolean>): Promise<boolean>;
}

/** Applies the fix of a loop and shows it; resolves with whether the file was changed. A loop that sends is followed. */
export async function fixLoop(address: unknown, loops: Loops, follower: FixFollower): Promise<boolean> {
  const { document, line } = await placeOf(address);
  const at = new Position(line - 1, 0);
  await window.showTextDocument(document, { selection: new Range(at, at) });
  const { applyFix } = await import('./applyFix');
  const fix = () => applyFix(document, line, loops);
  const loop = await loops.at(document, line);
  return loop?.finding.route === 'file-to-socket' ? follower.follow(document, loop, fix) : fix();
}

/** Shows a loop in the editor with its hover: the path before and after, and why. */
export async function explainLoop(address: unknown): Promise<void> {
  const { document, line } = await placeOf(address);
  const shown = document.lineAt(Math.min(line, document.lineCount) - 1);
  const at = new Position(shown.lineNumber, shown.firstNonWhitespaceCharacterIndex);
  await window.showTextDocument(document, { selection: new Range(at, at), preserveFocus: false });
  await commands.executeCommand('editor.action.showHover');
}

async function placeOf(value: unknown): Promise<{ document: TextDocument; line: number }> {
  const address = readLoopAddress(value);
  if (address) {
    const document = await workspace.openTextDocument(Uri.parse(address.uri));
    return { document, line: address.startLine };
  }
  const editor = window.activeTextEditor;
  if (!editor) throw noLoop();
  return { document: editor.document, line: editor.selection.active.line + 1 };
}
