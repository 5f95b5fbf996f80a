import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  EventEmitter,
  FileType,
  languages,
  Range,
  Uri,
  workspace,
} from 'vscode';
import type { Answer, ProjectSettings, Request } from '../../analysis/project/settings';
import type { Finding } from '../../model/finding';
import type { Level } from '../../model/rule';
import { texts } from '../texts';

/** Bytes; the reader of project files refuses larger ones with a message, and this keeps them from being read. */
const largest = 256 * 1024;

/**
 * What the project files say of a document. Each folder's is looked for once, until one of them is saved, made or removed;
 * what is wrong with one stands in the Problems list.
 */
export class WorkspaceSettings implements Disposable {
  private readonly byFolder = new Map<string, Promise<ProjectSettings | null>>();
  private readonly problems = languages.createDiagnosticCollection('ioPath.project');
  /** Project files and those they extend. */
  private read = new Set<string>();
  private readonly watcher = workspace.createFileSystemWatcher('**/*.json');
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor() {
    const forget = ({ path }: Uri) => this.forget(path);
    this.watcher.onDidChange(forget);
    this.watcher.onDidCreate(forget);
    this.watcher.onDidDelete(forget);
  }

  /** The level a project gives a finding's rule, `off` for a file it excludes; null where it says nothing. */
  async levelOf(uri: Uri, { rule }: Pick<Finding, 'rule'>): Promise<Level | null> {
    const settings = await this.of(uri);
    if (!settings) return null;
    return settings.excludes(uri.path) ? 'off' : (settings.rules[rule] ?? null);
  }

  dispose(): void {
    for (const part of [this.problems, this.watcher, this.changed]) part.dispose();
  }

  private of(uri: Uri): Promise<ProjectSettings | null> {
    if (!workspace.getWorkspaceFolder(uri)) return Promise.resolve(null);
    return this.ofFolder(Uri.joinPath(uri, '..'));
  }

  private ofFolder(folder: Uri): Promise<ProjectSettings | null> {
    const key = folder.toString();
    const known = this.byFolder.get(key);
    if (known) return known;
    const found = this.find(folder);
    this.byFolder.set(key, found);
    // After a failure the next request tries again.
    found.catch(() => this.byFolder.delete(key));
    return found;
  }

  private async find(folder: Uri): Promise<ProjectSettings | null> {
    const { findSettings, searchAsync } = await import('../../analysis/project/settings');
    const { read } = this;
    const { ProjectFileProblem } = await import('../../analysis/project/projectFile');
    try {
      return await searchAsync(findSettings(folder.path), request => this.answer(folder, request));
    } catch (error) {
      if (!(error instanceof ProjectFileProblem)) throw error;
      const { say } = await texts();
      // The file changed during the search, and no further request may come: read it again.
      if (read !== this.read) return this.ofFolder(folder);
      const { path, line, sentence } = error;
      const range = new Range(line - 1, 0, line, 0);
      const problem = new Diagnostic(range, say(sentence), DiagnosticSeverity.Error);
      problem.source = 'I/O Path';
      this.problems.set(folder.with({ path }), [problem]);
      return null;
    }
  }

  private forget(path: string): void {
    if (!path.endsWith('/iopath.config.json') && !this.read.has(path)) return;
    const folders = [...this.byFolder.keys()];
    this.byFolder.clear();
    this.read = new Set();
    this.problems.clear();
    this.changed.fire();
    // What is wrong with the file now stands in the list also where no lens is asked for again.
    for (const folder of folders) void this.ofFolder(Uri.parse(folder)).catch(() => {});
  }

  private async answer(folder: Uri, request: Request): Promise<Answer> {
    const uri = folder.with({ path: 'read' in request ? request.read : request.exists });
    try {
      const { type, size } = await workspace.fs.stat(uri);
      if ('exists' in request) return true;
      this.read.add(uri.path);
      // A FIFO or a device has no type the editor knows.
      const { message } = await import('../../messages/message');
      if ((type & FileType.File) === 0) return { unreadable: message('unread.not-regular') };
      if (size > largest) return { unreadable: message('unread.large', { bytes: largest }) };
      return await workspace.fs.readFile(uri);
    } catch {
      return null;
    }
  }
}
