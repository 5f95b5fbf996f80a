import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  l10n,
  Position,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from 'vscode';
import type { CommandId } from '../commandIds';
import { changeOf, type Lines, shift } from '../loops/shift';
import { type KeptLine, movedLines } from '../trace/tracedLines';

/** Lines on which a loop to a socket was fixed in this window: each has a lens that leads to a proof. */
export class FixedLoops implements CodeLensProvider, Disposable {
  private readonly lines = new Map<string, KeptLine[]>();
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscription = workspace.onDidChangeTextDocument(event => this.edited(event));

  /** Carries out a fix of the lines, and remembers where it stands then. Gives what `fix` gives. */
  async follow(document: TextDocument, lines: Lines, fix: () => Promise<boolean>): Promise<boolean> {
    let now = lines;
    const watch = workspace.onDidChangeTextDocument(event => {
      if (event.document !== document) return;
      for (const change of event.contentChanges) now = shift(now, changeOf(change));
    });
    try {
      const fixed = await fix();
      if (fixed && now.startLine <= document.lineCount) this.add(document, now.startLine);
      return fixed;
    } finally {
      watch.dispose();
    }
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    return (this.lines.get(document.uri.toString()) ?? [])
      .filter(({ line, text }) => line <= document.lineCount && document.lineAt(line - 1).text === text)
      .map(({ line }) => {
        const at = new Position(line - 1, document.lineAt(line - 1).firstNonWhitespaceCharacterIndex);
        return new CodeLens(new Range(at, at), {
          command: 'ioPath.proveAgain' satisfies CommandId,
          title: l10n.t('Prove How It Sends'),
          tooltip: l10n.t('Fixed here: restart the server, then prove that it sends without copying'),
        });
      });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private add(document: TextDocument, line: number): void {
    const key = document.uri.toString();
    const others = (this.lines.get(key) ?? []).filter(one => one.line !== line);
    this.lines.set(key, [...others, { line, text: document.lineAt(line - 1).text }]);
    this.changed.fire();
  }

  private edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const lines = this.lines.get(key);
    if (!lines || contentChanges.length === 0) return;
    const lineAt = (line: number) =>
      line >= 1 && line <= document.lineCount ? document.lineAt(line - 1).text : null;
    this.lines.set(key, movedLines(lines, contentChanges.map(changeOf), lineAt));
    this.changed.fire();
  }
}
