import type { SourceFile } from './sourceFile';

/** What `make` gives of a file, worked out once for each file, when it is first asked for. */
export function perFile<T>(make: (file: SourceFile) => T): (file: SourceFile) => T {
  const known = new WeakMap<SourceFile, { value: T }>();
  return file => {
    const found = known.get(file) ?? { value: make(file) };
    known.set(file, found);
    return found.value;
  };
}
