import type { SourceFile } from './languageTables';

/** What `make` gives of a file, worked out once for each file, when it is first asked for. */
export function perFile<T, File extends SourceFile = SourceFile>(make: (file: File) => T): (file: File) => T {
  const known = new WeakMap<File, { value: T }>();
  return file => {
    const found = known.get(file) ?? { value: make(file) };
    known.set(file, found);
    return found.value;
  };
}
