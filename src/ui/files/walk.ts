import { type Excluded, GitIgnores } from './excludes';

export type EntryKind = 'file' | 'directory' | 'other';

/** What a walk needs of a file system; paths are relative to the folder, '' is the folder itself. */
export interface WalkSource {
  list(directory: string): Promise<[name: string, kind: EntryKind][]>;
  text(path: string): Promise<string>;
}

export interface WalkOptions {
  excluded: Excluded;
  signal: AbortSignal;
  /** Told once per directory that could not be listed. */
  onUnreadable?: (directory: string, error: unknown) => void;
}

/**
 * Regular files of a folder in name order, without those that `files.exclude` or a .gitignore, nested ones too,
 * leaves out. Paths are relative to the folder. Ends early when cancelled.
 */
export async function* walk(source: WalkSource, options: WalkOptions): AsyncGenerator<string> {
  yield* visit(source, options, '', GitIgnores.none);
}

async function* visit(
  source: WalkSource,
  options: WalkOptions,
  directory: string,
  above: GitIgnores,
): AsyncGenerator<string> {
  if (options.signal.aborted) return;
  const entries = await listed(source, options, directory);
  const siblings = new Set(entries.map(([name]) => name));
  const rules = siblings.has('.gitignore')
    ? above.with(directory, await source.text(`${directory}.gitignore`).catch(() => ''))
    : above;
  for (const [name, kind] of entries) {
    const path = directory + name + (kind === 'directory' ? '/' : '');
    if (kind === 'other' || options.excluded(path, siblings) || rules.ignores(path)) continue;
    if (kind === 'file') yield path;
    else yield* visit(source, options, path, rules);
  }
}

async function listed(source: WalkSource, { onUnreadable }: WalkOptions, directory: string) {
  try {
    const entries = await source.list(directory);
    return entries.sort(([a], [b]) => (a < b ? -1 : 1));
  } catch (error) {
    onUnreadable?.(directory, error);
    return [];
  }
}
