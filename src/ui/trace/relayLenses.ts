import {
  CodeLens,
  type CodeLensProvider,
  EventEmitter,
  l10n,
  Position,
  Range,
  type TextDocument,
} from 'vscode';
import type { CommandId } from '../commandIds';
import type { Loops } from '../loops/loops';
import { languageOf } from '../settings';
import { relayTitle, type Wording } from './relayText';
import type { TracedLine } from './tracedLines';
import type { TracedRelays } from './tracedRelays';

/** What went through a line, above it; with Fix where the line is part of a loop that has one. */
export class RelayLenses implements CodeLensProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly traced: TracedRelays,
    private readonly loops: Loops,
    private readonly wording: Wording,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const lines = this.traced.in(document);
    return (await Promise.all(lines.map(line => this.lensesOf(document, line)))).flat();
  }

  private async lensesOf(document: TextDocument, { relay, line }: TracedLine): Promise<CodeLens[]> {
    const { lineNumber, firstNonWhitespaceCharacterIndex: column } = document.lineAt(line - 1);
    const at = new Position(lineNumber, column);
    const lens = (command: CommandId, title: string, argument: unknown) =>
      new CodeLens(new Range(at, at), { command, title, arguments: [argument] });
    const found = this.traced.relays[relay];
    if (!found) return [];
    const loop = languageOf(document) ? await this.loops.at(document, line) : null;
    const address = loop?.finding.fix && { uri: document.uri.toString(), startLine: loop.startLine };
    // A loop's own lens stands on its first line and has the button already.
    const fix = address && loop.startLine !== line ? [lens('ioPath.applyFix', l10n.t('Fix…'), address)] : [];
    return [lens('ioPath.showTrace', relayTitle(found, this.wording), relay), ...fix];
  }
}
