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
import type { Texts } from '../../messages/texts';
import type { CommandId } from '../commandIds';
import { findingSettings } from '../settings';
import { texts } from '../texts';
import type { Loop, Loops } from './loops';

/** At most three lenses on a loop: what it costs (as measured, once it was), Measure, Fix. */
export class LoopLenses implements CodeLensProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly loops: Loops) {}

  refresh(): void {
    this.changed.fire();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (findingSettings(document).show !== 'lenses') return [];
    const [loops, words] = await Promise.all([this.loops.shown(document), texts()]);
    return loops.flatMap(loop => this.lensesOf(document, loop, words));
  }

  /** The two short ones first, so that they stay visible in a narrow editor, where the long one is cut off. */
  private lensesOf(document: TextDocument, loop: Loop, words: Texts): CodeLens[] {
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
      new CodeLens(new Range(at, at), this.measuredCommand(document, loop, words)),
    ];
  }

  /** The lens with the loop's cost: opens the report of a measured loop, else explains the loop. */
  private measuredCommand(document: TextDocument, loop: Loop, words: Texts): Command {
    const { finding, measured } = loop;
    if (!measured) return commandAt('ioPath.explainLoop', costTitle(finding, words), document.uri, loop);
    const title = words.say(measuredTitle(measured));
    return { command: 'ioPath.showPanel' satisfies CommandId, title, arguments: [measured.historyId] };
  }
}

function commandAt(command: CommandId, title: string, uri: Uri, { startLine }: Loop): Command {
  return { command, title, arguments: [{ uri: uri.toString(), startLine }] };
}
