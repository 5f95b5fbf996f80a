import { Uri, workspace } from 'vscode';
import type { Analyzer } from '../../analysis/analyzer';
import type { ParseHandle } from '../../analysis/syntax/parseHandle';
import type { Finding, Language } from '../../model/finding';
import { type Message, verbatim } from '../../model/message';
import type { ScannedFile, Scanner, ScanOptions, TextAnalysis } from './textAnalysis';

/** Analyses in this thread, for a browser, whose extension host is a worker. Grammars load on first use. */
export class NearAnalysis implements TextAnalysis, Scanner {
  private analyzer: Promise<Analyzer> | null = null;
  private readonly handles = new Map<string, ParseHandle>();

  /** `onExcluded` receives each open text that was not analysed, and why. */
  constructor(
    private readonly extensionUri: Uri,
    private readonly onExcluded: (path: string, why: Message) => void = () => {},
  ) {}

  async analyse(path: string, text: string, language: Language): Promise<Finding[]> {
    const { lintText, whyLeftOut } = await import('../../analysis/lint');
    const unread = whyLeftOut(text);
    if (unread !== null) return this.excluded(path, unread);
    const analyzer = await this.loaded();
    const handle = this.handles.get(path) ?? analyzer.handle();
    this.handles.set(path, handle);
    const linted = { file: path, text, language, previous: handle };
    const { findings, skipped } = await lintText(analyzer, linted);
    return skipped === null ? findings : this.excluded(path, skipped);
  }

  private excluded(path: string, why: Message): Finding[] {
    this.onExcluded(path, why);
    return [];
  }

  close(path: string): void {
    this.handles.get(path)?.dispose();
    this.handles.delete(path);
  }

  async languageOf(path: string): Promise<Language | null> {
    return (await this.loaded()).languageOf(path);
  }

  /** One file after another, each in a task of its own, so that nothing else waits for long. */
  async scan(uris: Uri[], { signal, onFiles }: ScanOptions): Promise<void> {
    for (const uri of uris) {
      if (signal.aborted) return;
      const file = await this.file(uri);
      if (file.findings.length > 0 || file.skipped !== null) onFiles([file]);
    }
  }

  dispose(): void {
    for (const handle of this.handles.values()) handle.dispose();
    this.handles.clear();
    void this.analyzer?.then(analyzer => analyzer.dispose());
  }

  private async file(uri: Uri): Promise<ScannedFile> {
    try {
      const { lintFile } = await import('../../analysis/lint');
      const bytes = await workspace.fs.readFile(uri);
      const { findings, skipped } = await lintFile(await this.loaded(), uri.path, bytes);
      return { uri, findings, skipped };
    } catch (error) {
      return { uri, findings: [], skipped: verbatim(error instanceof Error ? error.message : String(error)) };
    }
  }

  /** The analysis and its parser load with the first file that needs them. */
  private loaded(): Promise<Analyzer> {
    this.analyzer ??= import('../../analysis/analyzer').then(({ createAnalyzer }) =>
      createAnalyzer({ loadWasm: name => this.wasm(name) }),
    );
    return this.analyzer;
  }

  private async wasm(name: string): Promise<Uint8Array> {
    return workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'dist', 'grammars', `${name}.wasm`));
  }
}
