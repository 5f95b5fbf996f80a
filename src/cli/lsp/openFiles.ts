import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analyzer } from '../../analysis/analyzer';
import { lintText, whyLeftOut } from '../../analysis/lint';
import type { ParseHandle } from '../../analysis/syntax/parseHandle';
import type { Finding, Language, ReportedFinding } from '../../model/finding';
import { languages } from '../../model/languages';
import { Problem } from '../../model/problem';
import { ProjectFiles } from '../lint/projectFiles';
import { Selection } from '../lint/selection';

/** A loop to show, and its rule's level. */
export interface Loop {
  finding: Finding;
  level: ReportedFinding['level'];
}

interface OpenFile {
  version: number;
  handle: ParseHandle;
  findings: Promise<Finding[]>;
}

/** The copy loops of open documents, each text of a document analysed once. */
export class OpenFiles {
  private readonly files = new Map<string, OpenFile>();

  /** `onProblem` is called with the problem if a file or its project settings can't be read. */
  constructor(
    private readonly analyzer: Analyzer,
    private readonly onProblem: (error: Error) => void,
  ) {}

  /** Loops of the document's present text: replaceable, and of a rule that is not off. */
  async loops(document: TextDocument): Promise<Loop[]> {
    // The library writes each change into the same object, so the findings may belong to an earlier text.
    for (;;) {
      const { version } = document;
      const findings = await this.findings(document);
      if (document.version === version) return this.reported(document, findings);
    }
  }

  /** Findings of a possible later text of the document. */
  async loopsOf(document: TextDocument, text: string): Promise<Finding[]> {
    const found = await this.analyse(document, text);
    return this.reported(document, found).map(({ finding }) => finding);
  }

  close({ uri }: Pick<TextDocument, 'uri'>): void {
    const file = this.files.get(uri);
    this.files.delete(uri);
    void file?.findings.then(() => file.handle.dispose());
  }

  private findings(document: TextDocument): Promise<Finding[]> {
    const { uri, version } = document;
    const known = this.files.get(uri);
    if (known?.version === version) return known.findings;
    const handle = known?.handle ?? this.analyzer.handle();
    const text = document.getText();
    // One after another, because they share the handle's tree. A text that has changed meanwhile is skipped.
    const findings = (known?.findings ?? Promise.resolve([])).then(() =>
      document.version === version ? this.analyse(document, text, handle) : [],
    );
    this.files.set(uri, { version, handle, findings });
    return findings;
  }

  private async analyse(document: TextDocument, text: string, previous?: ParseHandle): Promise<Finding[]> {
    const file = pathOf(document);
    const language = this.analyzer.languageOf(file) ?? languageOfId(document.languageId);
    if (!language || whyLeftOut(text) !== null) return [];
    try {
      const request = { file, text, language, ...(previous ? { previous } : {}) };
      return (await lintText(this.analyzer, request)).findings;
    } catch (error) {
      this.onProblem(error as Error);
      return [];
    }
  }

  private reported(document: TextDocument, findings: readonly Finding[]): Loop[] {
    if (findings.length === 0) return [];
    const levelOf = this.levels(document);
    return findings.flatMap(finding => {
      const level = finding.verdict === 'replaceable' ? levelOf(finding) : null;
      return level ? [{ finding, level }] : [];
    });
  }

  /** Reads the project file each time, since it may have changed. An invalid one is reported and ignored. */
  private levels(document: TextDocument): (finding: Finding) => Loop['level'] | null {
    const projects = new ProjectFiles();
    try {
      if (document.uri.startsWith('file:') && projects.of(pathOf(document))?.excludes(pathOf(document)))
        return () => null;
      const selection = new Selection(projects, {});
      return finding => selection.levelOf(finding);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.onProblem(error);
      return () => 'warning';
    }
  }
}

/** The path of a document's address; for a text that is no file, its name. */
function pathOf({ uri }: TextDocument): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri.replace(/^[a-z][\w+.-]*:/i, '');
  }
}

const languageOfId = (id: string): Language | null => languages.find(language => language === id) ?? null;
