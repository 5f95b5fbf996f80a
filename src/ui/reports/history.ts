import { EventEmitter, type FileSystem, Uri } from 'vscode';
import { readReport } from '../../report/anyReport';
import type { FinishedRun } from '../../session/client';
import type { PackedReport } from '../../session/protocol';
import { Queue } from '../../session/queue';
import type { ReportCheck } from '../../session/reportCheck';
import { summaryOf } from '../../session/summary';
import type { HistoryEntry } from '../panelProtocol';
import { entryOf, newId, parseIndex, reportIds, safeId, titleOf, trim } from './historyIndex';
import { checkedReport } from './readReport';

/** What the history is kept with. */
export interface HistoryOptions {
  /** The workspace's storage folder of this extension. */
  folder: Uri;
  fs: FileSystem;
  check: ReportCheck;
  /** How many reports are kept, asked each time. */
  limit: () => number;
}

/**
 * Past reports of the workspace: an index, newest first, and a file for each. Bounded: the oldest go first. Changes
 * are made one after another, so that two runs in a row lose none.
 */
export class History {
  private readonly changed = new EventEmitter<HistoryEntry[]>();
  private readonly queue = new Queue();
  readonly onDidChange = this.changed.event;

  constructor(private readonly options: HistoryOptions) {}

  async entries(): Promise<HistoryEntry[]> {
    try {
      return parseIndex(await this.options.fs.readFile(this.file('index')));
    } catch {
      return this.rebuilt(); // No run yet, or an index that was damaged: the reports themselves are whole.
    }
  }

  /** The list as the report files have it, newest first; a file that is no report is left out. */
  private async rebuilt(): Promise<HistoryEntry[]> {
    const { folder, fs } = this.options;
    const names = await fs.readDirectory(folder).then(
      found => found.map(([name]) => name),
      () => [],
    );
    const entries = await Promise.all(
      reportIds(names).map(id =>
        this.read(id).then(
          report => {
            const summary = summaryOf(readReport(report));
            return [entryOf(summary, { id, title: titleOf(summary) })];
          },
          () => [],
        ),
      ),
    );
    return entries.flat();
  }

  add({ report, summary }: FinishedRun, title: string): Promise<HistoryEntry> {
    return this.queue.run(async () => {
      const entry = entryOf(summary, { id: newId(summary.createdAt), title });
      await this.options.fs.createDirectory(this.options.folder);
      // Before the report is written: where there is no index yet, the list is made of the files that are there.
      const past = await this.entries();
      await this.options.fs.writeFile(this.file(entry.id), report);
      const { kept, dropped } = trim([entry, ...past], this.options.limit());
      await this.writeIndex(kept);
      for (const old of dropped) await this.drop(old.id);
      this.changed.fire(kept);
      return entry;
    });
  }

  /** The report of an id, checked like one from elsewhere: the file may have been changed or damaged. */
  async read(id: string): Promise<PackedReport> {
    const file = this.file(safeId(id));
    return checkedReport(await this.options.fs.readFile(file), id, this.options.check);
  }

  remove(id: string): Promise<void> {
    return this.queue.run(async () => {
      const kept = (await this.entries()).filter(entry => entry.id !== id);
      await this.writeIndex(kept);
      await this.drop(safeId(id));
      this.changed.fire(kept);
    });
  }

  /** Removes every report that is kept. */
  clear(): Promise<void> {
    return this.queue.run(async () => {
      const entries = await this.entries();
      await this.writeIndex([]);
      for (const { id } of entries) await this.drop(id);
      this.changed.fire([]);
    });
  }

  private file(id: string): Uri {
    return Uri.joinPath(this.options.folder, `${id}.json`);
  }

  private async writeIndex(entries: HistoryEntry[]): Promise<void> {
    const data = new TextEncoder().encode(JSON.stringify(entries));
    await this.options.fs.writeFile(this.file('index'), data);
  }

  private async drop(id: string): Promise<void> {
    try {
      await this.options.fs.delete(this.file(id));
    } catch {
      // Already gone, which is what was wanted.
    }
  }
}
