import { EventEmitter, type FileSystem, Uri } from 'vscode';
import type { Report } from '../../model/report';
import type { HistoryEntry } from '../panelProtocol';
import { entryOf, newId, parseIndex, safeId, trim } from './historyIndex';
import { decodeReport } from './readReport';

/** What the history is kept with. */
export interface HistoryOptions {
  /** The workspace's storage folder of this extension. */
  folder: Uri;
  fs: FileSystem;
  /** How many reports are kept, asked each time. */
  limit: () => number;
}

/**
 * Past reports of the workspace: an index, newest first, and a file for each. Bounded: the oldest go first. Changes
 * are made one after another, so that two runs in a row lose none.
 */
export class History {
  private readonly changed = new EventEmitter<HistoryEntry[]>();
  private last: Promise<unknown> = Promise.resolve();
  readonly onDidChange = this.changed.event;

  constructor(private readonly options: HistoryOptions) {}

  async entries(): Promise<HistoryEntry[]> {
    try {
      return parseIndex(await this.options.fs.readFile(this.file('index')));
    } catch {
      return []; // No run yet, or an index that was damaged: the next run starts a new one.
    }
  }

  add(report: Report, title: string): Promise<HistoryEntry> {
    return this.inTurn(async () => {
      const entry = entryOf(report, { id: newId(report.createdAt), title });
      await this.options.fs.createDirectory(this.options.folder);
      await this.write(entry.id, report);
      const { kept, dropped } = trim([entry, ...(await this.entries())], this.options.limit());
      await this.write('index', kept);
      for (const old of dropped) await this.drop(old.id);
      this.changed.fire(kept);
      return entry;
    });
  }

  /** The report of an id, checked like one from elsewhere: the file may have been changed or damaged. */
  async read(id: string): Promise<Report> {
    const file = this.file(safeId(id));
    return decodeReport(await this.options.fs.readFile(file), id);
  }

  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      const kept = (await this.entries()).filter(entry => entry.id !== id);
      await this.write('index', kept);
      await this.drop(safeId(id));
      this.changed.fire(kept);
    });
  }

  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.last.then(change);
    this.last = turn.catch(() => {});
    return turn;
  }

  private file(id: string): Uri {
    return Uri.joinPath(this.options.folder, `${id}.json`);
  }

  private async write(id: string, value: unknown): Promise<void> {
    await this.options.fs.writeFile(this.file(id), new TextEncoder().encode(JSON.stringify(value)));
  }

  private async drop(id: string): Promise<void> {
    try {
      await this.options.fs.delete(this.file(id));
    } catch {
      // Already gone, which is what was wanted.
    }
  }
}
