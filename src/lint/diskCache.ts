import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import * as v from 'valibot';
import type { FindingsCache } from '../analysis/analyzer';
import { type Finding, findingSchema } from '../model/finding';

const entrySchema = v.array(findingSchema);

/** Findings in files of a folder, one for each path and text. What can't be read or written is looked through anew. */
export class DiskCache implements FindingsCache {
  private takesMore = true;

  constructor(private readonly folder: string) {}

  get(file: string, text: string): Finding[] | null {
    try {
      const entry = v.safeParse(entrySchema, JSON.parse(readFileSync(this.pathOf(file, text), 'utf8')));
      return entry.success ? entry.output : null;
    } catch {
      return null;
    }
  }

  set(file: string, text: string, findings: Finding[]): void {
    if (!this.takesMore) return;
    const path = this.pathOf(file, text);
    // Another process may read it at any time, and must find it whole.
    const unfinished = `${path}.${process.pid}-${threadId}`;
    try {
      writeFileSync(unfinished, JSON.stringify(findings), { mode: 0o600 });
      renameSync(unfinished, path);
    } catch {
      this.takesMore = false;
    }
  }

  private pathOf(file: string, text: string): string {
    return join(this.folder, createHash('sha256').update(`${file}\0${text}`).digest('hex'));
  }
}
