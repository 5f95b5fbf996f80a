import { l10n, Range, type TextDocument } from 'vscode';
import type { Measured, Measurements } from '../../loops/measured';
import type { Finding } from '../../model/finding';
import type { Level } from '../../model/rule';
import type { WorkspaceSettings } from '../files/projectSettings';
import type { Lazy } from '../lazy';
import { refusal } from '../problem';
import { findingSettings } from '../settings';
import type { DocumentFindings, PlacedFinding } from './documentFindings';

/** A copy loop as the editor shows it: where it stands, what was found, and how it was measured, if it was. */
export interface Loop extends PlacedFinding {
  measured: Measured | null;
  /** What the project file sets for its rule; null where it says nothing. */
  level: Level | null;
}

/** The loops worth showing in a document: replaceable, and of a chunk that is not below the person's limit. */
export class Loops {
  constructor(
    private readonly findings: DocumentFindings,
    private readonly measurements: Lazy<Measurements>,
    private readonly settings: WorkspaceSettings,
  ) {}

  async shown(document: TextDocument): Promise<Loop[]> {
    return this.loopsOf(document, this.findings.shown(document));
  }

  /** Loops of the exact present text. */
  async exact(document: TextDocument): Promise<Loop[]> {
    return this.loopsOf(document, this.findings.exact(document));
  }

  /** The loop a 1-based line lies on, the innermost one where they nest. */
  async at(document: TextDocument, line: number): Promise<Loop | null> {
    const holding = (await this.exact(document)).filter(
      loop => loop.startLine <= line && line <= loop.endLine,
    );
    const size = (loop: Loop) => loop.endLine - loop.startLine;
    return holding.sort((a, b) => size(a) - size(b))[0] ?? null;
  }

  async measured(document: TextDocument, loop: PlacedFinding, measured: Measured): Promise<void> {
    const text = loopText(document, loop);
    (await this.measurements()).set(text, measured);
  }

  /** Those of a document's findings that are reported: replaceable, large enough, and of a rule that is not off. */
  async reported(document: TextDocument, findings: readonly Finding[]): Promise<Finding[]> {
    const levels = await Promise.all(findings.map(finding => this.levelOf(document, finding)));
    return findings.filter((_, at) => levels[at] !== 'off');
  }

  private async loopsOf(document: TextDocument, looked: Promise<PlacedFinding[]>): Promise<Loop[]> {
    const [placed, measurements] = await Promise.all([looked, this.measurements()]);
    const levels = await Promise.all(placed.map(({ finding }) => this.levelOf(document, finding)));
    return placed
      .map((found, at) => ({
        ...found,
        level: levels[at] ?? null,
        measured: measurements.get(loopText(document, found)),
      }))
      .filter(({ level }) => level !== 'off');
  }

  private async levelOf(document: TextDocument, finding: Finding): Promise<Level | null> {
    const { minimumChunk } = findingSettings(document);
    if (finding.verdict !== 'replaceable') return 'off';
    if (finding.chunkBytes !== null && finding.chunkBytes < minimumChunk) return 'off';
    return this.settings.levelOf(document.uri, finding);
  }
}

/** The text of a loop's lines as they are now. */
function loopText(document: TextDocument, loop: PlacedFinding) {
  const range = new Range(loop.startLine - 1, 0, loop.endLine, 0);
  return { uri: document.uri.toString(), finding: loop.finding, text: document.getText(range).trim() };
}

export const noLoop = () =>
  refusal({
    what: l10n.t('There is no copy loop here.'),
    why: l10n.t('The loop was edited or removed, or the cursor is outside of it.'),
    remedy: l10n.t('Put the cursor into a loop that has a lens above it.'),
  });
