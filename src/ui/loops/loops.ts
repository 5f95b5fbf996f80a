import { Range, type TextDocument } from 'vscode';
import type { Late } from '../late';
import { findingSettings } from '../settings';
import type { DocumentFindings, PlacedFinding } from './documentFindings';
import type { Measured, Measurements } from './measured';

/** A copy loop as the editor shows it: where it stands, what was found, and how it was measured, if it was. */
export interface Loop extends PlacedFinding {
  measured: Measured | null;
}

/** The loops worth showing in a document: replaceable, and of a chunk that is not below the person's limit. */
export class Loops {
  constructor(
    private readonly findings: DocumentFindings,
    private readonly measurements: Late<Measurements>,
  ) {}

  async shown(document: TextDocument): Promise<Loop[]> {
    return this.loopsOf(document, this.findings.shown(document));
  }

  /** Loops of exactly the text as it is now. */
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

  private async loopsOf(document: TextDocument, looked: Promise<PlacedFinding[]>): Promise<Loop[]> {
    const [placed, measurements] = await Promise.all([looked, this.measurements()]);
    const { minimumChunk } = findingSettings(document);
    return placed
      .filter(({ finding }) => finding.verdict === 'replaceable')
      .filter(({ finding }) => finding.chunkBytes === null || finding.chunkBytes >= minimumChunk)
      .map(loop => ({ ...loop, measured: measurements.get(loopText(document, loop)) }));
  }
}

/** The text of a loop's lines as they are now. */
function loopText(document: TextDocument, loop: PlacedFinding) {
  const range = new Range(loop.startLine - 1, 0, loop.endLine, 0);
  return { uri: document.uri.toString(), finding: loop.finding, text: document.getText(range).trim() };
}
