/** Paths with forward slashes, on a disk or of a URI: Node's own module is not there in a browser. */

/** The folder a path lies in; null at the root. */
export function folderOf(path: string): string | null {
  const end = path.lastIndexOf('/');
  if (end < 0 || path === '/') return null;
  return end === 0 ? '/' : path.slice(0, end);
}

/** A path as seen from a folder; `.` and `..` are worked out. */
export function joined(folder: string, path: string): string {
  if (/^(\/|[A-Za-z]:\/)/.test(path)) return path;
  const parts = folder === '/' ? [''] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.length > 1 && parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/') || '/';
}

/** A path below a folder, relative to it; null for one that is not below. */
export function below(folder: string, path: string): string | null {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(start) && path.length > start.length ? path.slice(start.length) : null;
}
