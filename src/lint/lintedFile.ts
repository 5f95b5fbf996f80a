import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Linted } from '../analysis/lint';
import type { Finding } from '../model/finding';
import type { Message } from '../model/message';

/** A finding with a fingerprint that stays the same while its lines move. */
export type Fingerprinted = Finding & { fingerprint: string };

/** The findings of one file. */
export interface LintedFile extends Omit<Linted, 'findings'> {
  findings: Fingerprinted[];
}

/** A skipped file and the reason. */
export const excluded = (why: Message): LintedFile => ({
  findings: [],
  suppressed: [],
  notes: [],
  skipped: why,
});

/**
 * Gives each finding a fingerprint of its rule, its file's path in the repository (or from the working directory), the
 * text of its lines without indentation, and its number among equal ones.
 */
export function fingerprinted(file: string, text: string, findings: readonly Finding[]): Fingerprinted[] {
  const path = relative(rootOf(dirname(file)), file).replaceAll('\\', '/');
  const lines = text.split('\n');
  const alike = new Map<string, number>();
  return findings.map(finding => {
    const own = lines.slice(finding.startLine - 1, finding.endLine).map(line => line.trim());
    const base = [finding.rule, path, ...own].join('\n');
    const place = alike.get(base) ?? 0;
    alike.set(base, place + 1);
    const hash = createHash('sha256').update(`${base}\n${place}`).digest('hex');
    return { ...finding, fingerprint: hash.slice(0, 16) };
  });
}

const roots = new Map<string, string>();

/** The root of the repository a folder lies in; without one the working directory. */
function rootOf(folder: string): string {
  const known = roots.get(folder);
  if (known !== undefined) return known;
  const above = dirname(folder);
  const isRoot = statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
  const root = isRoot ? folder : above === folder ? process.cwd() : rootOf(above);
  roots.set(folder, root);
  return root;
}
