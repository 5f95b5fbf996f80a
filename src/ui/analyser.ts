import { type Disposable, type TextDocument, Uri, workspace } from 'vscode';
import type { Analyzer, ParseHandle } from '../analysis/analyzer';
import type { Finding } from '../model/finding';
import type { ScanAnalyser } from './scan/scan';
import { languageOf, scannedLanguages } from './settings';

/** Larger files are generated or data, and are left out of both lenses and scan. UTF-16 units. */
const largestText = 2 * 2 ** 20;
/** A line this long is minified code. */
const longestLine = 20_000;

/** Analyses documents, each from its last tree on, and files of the scan. Grammars come one by one as they are met. */
export class Analyser implements ScanAnalyser, Disposable {
  private analyzer: Promise<Analyzer> | null = null;
  private readonly handles = new Map<string, ParseHandle>();
  private readonly closing = workspace.onDidCloseTextDocument(document => this.close(document));

  constructor(private readonly extensionUri: Uri) {}

  async analyse(document: TextDocument): Promise<Finding[]> {
    const language = languageOf(document.languageId);
    const text = document.getText();
    if (!language || skipReason(text)) return [];
    const analyzer = await this.loaded();
    const key = document.uri.toString();
    const handle = this.handles.get(key) ?? analyzer.handle();
    this.handles.set(key, handle);
    return analyzer.analyze(document.uri.path, text, language, handle);
  }

  async takes(path: string): Promise<boolean> {
    const language = (await this.loaded()).languageOf(path);
    return language !== null && scannedLanguages().includes(language);
  }

  async scan(uri: Uri): Promise<Finding[] | { skipped: string }> {
    const analyzer = await this.loaded();
    const language = analyzer.languageOf(uri.path);
    if (!language) return [];
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    const reason = skipReason(text);
    if (reason) return { skipped: reason };
    const { findings, skipped } = await analyzer.examine(uri.path, text, language);
    return skipped ? { skipped } : findings.filter(finding => finding.verdict === 'replaceable');
  }

  dispose(): void {
    this.closing.dispose();
    for (const handle of this.handles.values()) handle.dispose();
    this.handles.clear();
    void this.analyzer?.then(analyzer => analyzer.dispose());
  }

  /** The analysis and its parser are not even read before the first file that needs them. */
  private loaded(): Promise<Analyzer> {
    this.analyzer ??= import('../analysis/analyzer').then(({ createAnalyzer }) =>
      createAnalyzer({ loadWasm: name => this.wasm(name) }),
    );
    return this.analyzer;
  }

  private async wasm(name: string): Promise<Uint8Array> {
    return workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'dist', 'grammars', `${name}.wasm`));
  }

  private close(document: TextDocument): void {
    const key = document.uri.toString();
    this.handles.get(key)?.dispose();
    this.handles.delete(key);
  }
}

function skipReason(text: string): string | null {
  if (text.length > largestText) return 'too large';
  return longLine(text) ? 'minified' : null;
}

function longLine(text: string): boolean {
  if (text.length <= longestLine) return false;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > longestLine) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}
