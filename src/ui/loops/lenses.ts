import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  EventEmitter,
  l10n,
  Position,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { costTitle, measuredTitle } from '../../loops/lensText';
import type { Wording } from '../../loops/wording';
import type { CommandId } from '../commandIds';
import { findingSettings } from '../settings';
import type { Loop, Loops } from './loops';

/** At most three lenses on a loop: what it costs (as measured, once it was), Measure, Fix. */
export class LoopLenses implements CodeLensProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly loops: Loops,
    private readonly wording: Wording,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (findingSettings(document).show !== 'lenses') return [];
    const loops = await this.loops.shown(document);
    return loops.flatMap(loop => this.lensesOf(document, loop));
  }

  /** The two short ones first: in a narrow editor the long one is cut off, and they stay in reach. */
  private lensesOf(document: TextDocument, loop: Loop): CodeLens[] {
    const line = document.lineAt(Math.min(loop.startLine, document.lineCount) - 1);
    const at = new Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex);
    const lens = (id: CommandId, text: string) =>
      new CodeLens(new Range(at, at), commandAt(id, text, document.uri, loop));
    const { finding } = loop;
    const asks = finding.fix && finding.fix.applicability === 'unsafe';
    const fix = finding.fix ? [lens('ioPath.applyFix', asks ? l10n.t('Fix…') : l10n.t('Fix'))] : [];
    return [
      lens('ioPath.measureLoop', l10n.t('Measure')),
      ...fix,
      new CodeLens(new Range(at, at), this.measuredCommand(document, loop)),
    ];
  }

  /** What is known of the loop: measured, it opens its report; else it explains itself. */
  private measuredCommand(document: TextDocument, loop: Loop): Command {
    const { finding, measured } = loop;
    if (!measured)
      return commandAt('ioPath.explainLoop', costTitle(finding, this.wording), document.uri, loop);
    const title = measuredTitle(measured, this.wording);
    return { command: 'ioPath.showPanel' satisfies CommandId, title, arguments: [measured.historyId] };
  }
}

function commandAt(command: CommandId, title: string, uri: Uri, { startLine }: Loop): Command {
  return { command, title, arguments: [{ uri: uri.toString(), startLine }] };
}
