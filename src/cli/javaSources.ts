// Finds the sources that a Java stack names by package and file: classes do not hold their source's path.
import { type Dirent, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Folders that are looked through: about 0.1 s. */
const mostFolders = 10_000;

const isSkipped = (name: string) => name.startsWith('.') || name === 'node_modules';

/**
 * The paths below `root` by the wanted places below a source root, such as `com/acme/Copy.java`. A place that two files have is
 * left out, because either may be the one that ran. Links are not followed. Empty where there are too many folders to look through.
 */
export function javaSources(wanted: ReadonlySet<string>, root: string): Map<string, string> {
  if (wanted.size === 0) return new Map();
  const names = new Set([...wanted].map(place => place.slice(place.lastIndexOf('/') + 1)));
  const paths: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    if (folders.length > mostFolders) return new Map();
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && !isSkipped(entry.name)) folders.push(join(folder, entry.name));
      if (entry.isFile() && names.has(entry.name)) paths.push(join(folder, entry.name));
    }
  }
  const found = [...wanted].map(place => [place, only(paths.filter(path => isAt(path, place)))] as const);
  return new Map(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

const isAt = (path: string, place: string) => path.endsWith(sep + place.replaceAll('/', sep));

const only = (paths: string[]) => (paths.length === 1 ? paths[0] : undefined);

/** Empty for a folder that cannot be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
