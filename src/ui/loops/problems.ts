import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  languages,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { costTitle } from '../../loops/lensText';
import { message } from '../../messages/message';
import type { Texts } from '../../messages/texts';
import { rulePageUri } from '../rulePages';
import { findingSettings, languageOf } from '../settings';
import { texts } from '../texts';
import type { Loop, Loops } from './loops';

/** The severity is raised only by the project file. */
const severities = {
  off: DiagnosticSeverity.Hint,
  info: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** Copy loops as entries of the Problems list, for those who want no lenses. */
export class LoopProblems implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('ioPath');
  private readonly subscriptions: Disposable[];

  constructor(private readonly loops: Loops) {
    this.subscriptions = [
      workspace.onDidOpenTextDocument(document => this.update(document)),
      workspace.onDidCloseTextDocument(document => this.collection.delete(document.uri)),
    ];
  }

  refresh(): void {
    for (const document of workspace.textDocuments) void this.update(document);
  }

  async update(document: TextDocument): Promise<void> {
    if (languageOf(document) === null) return;
    if (findingSettings(document).show !== 'problems') return this.collection.delete(document.uri);
    const [loops, words] = await Promise.all([this.loops.shown(document), texts()]);
    if (document.isClosed) return;
    this.collection.set(
      document.uri,
      loops.map(loop => this.diagnosticOf(document, loop, words)),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
  }

  private diagnosticOf(
    document: TextDocument,
    { finding, startLine, level }: Loop,
    words: Texts,
  ): Diagnostic {
    const line = document.lineAt(Math.min(startLine, document.lineCount) - 1);
    const range = new Range(
      line.lineNumber,
      line.firstNonWhitespaceCharacterIndex,
      line.lineNumber,
      line.text.length,
    );
    const cost = costTitle(finding, words);
    const text = words.say(message('loop.problem', { cost, finding: finding.message }));
    const diagnostic = new Diagnostic(range, text, severities[level ?? 'info']);
    diagnostic.source = 'I/O Path';
    diagnostic.code = { value: finding.rule, target: rulePageUri(finding.rule) };
    return diagnostic;
  }
}
