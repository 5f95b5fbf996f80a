import {
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  workspace,
} from 'vscode';
import type { Trace, TracedRelay } from '../../model/trace';
import { changeOf } from '../loops/shift';
import { movedLines, type TracedLine } from './tracedLines';

/** A larger file is no source that a person reads. */
const mostBytes = 4 << 20;

/** The relays of the last trace and the lines they stand on now; a line that is edited is forgotten. */
export class TracedRelays implements Disposable {
  private lines = new Map<string, TracedLine[]>();
  private readonly changed = new EventEmitter<void>();
  private readonly subscription: Disposable;
  readonly onDidChange = this.changed.event;
  /** Those of the last trace, most bytes first. */
  relays: readonly TracedRelay[] = [];

  constructor() {
    this.subscription = workspace.onDidChangeTextDocument(event => this.edited(event));
  }

  async show({ relays }: Trace): Promise<void> {
    const lines = new Map<string, TracedLine[]>();
    const texts = new Map<string, string[] | null>();
    for (const [relay, { location }] of relays.entries()) {
      if (!location?.line) continue;
      const uri = Uri.file(location.file);
      const key = uri.toString();
      if (!texts.has(key)) texts.set(key, await linesOf(uri));
      const text = texts.get(key)?.[location.line - 1];
      if (text === undefined) continue;
      lines.set(key, [...(lines.get(key) ?? []), { relay, line: location.line, text }]);
    }
    this.relays = relays;
    this.lines = lines;
    this.changed.fire();
  }

  /** Relays of a document whose lines read as they did when they were traced. */
  in(document: TextDocument): TracedLine[] {
    const lines = this.lines.get(document.uri.toString()) ?? [];
    return lines.filter(
      ({ line, text }) => line <= document.lineCount && document.lineAt(line - 1).text === text,
    );
  }

  /** Where a relay stands now; null where its line is unknown or was edited. */
  placeOf(relay: number): { uri: Uri; line: number } | null {
    for (const [key, lines] of this.lines) {
      const found = lines.find(one => one.relay === relay);
      if (found) return { uri: Uri.parse(key), line: found.line };
    }
    return null;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
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

/** The lines of a file as an editor splits them; null where it can not be read as source. */
async function linesOf(uri: Uri): Promise<string[] | null> {
  const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open) return open.getText().split(/\r\n|\r|\n/);
  try {
    if ((await workspace.fs.stat(uri)).size > mostBytes) return null;
    return new TextDecoder().decode(await workspace.fs.readFile(uri)).split(/\r\n|\r|\n/);
  } catch {
    return null;
  }
}
