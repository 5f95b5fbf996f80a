// The tree on which linters are measured.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const endings = new Set(
  '.c .h .cc .cpp .hpp .cs .go .java .kt .py .rs .js .mjs .cjs .jsx .ts .mts .cts .tsx'.split(' '),
);

/** Source files below a folder that both linters read: lint leaves out larger and minified ones, so neither gets them. */
export function sourcesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && endings.has(extname(entry.name)))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => {
      const { size } = statSync(path);
      return size > 0 && size <= 1 << 21 && !/[^\n]{20000}/.test(readFileSync(path, 'utf8'));
    });
}

/** The largest fixture of each language: each language has findings, and they are few among many files, as in real code. */
function samples() {
  const folders = readdirSync('test/detectors', { withFileTypes: true }).filter(entry => entry.isDirectory());
  return folders.flatMap(({ parentPath, name }) => {
    const sources = sourcesBelow(join(parentPath, name)).sort((a, b) => statSync(b).size - statSync(a).size);
    return sources.slice(0, 1);
  });
}

/**
 * Makes a tree of this project's dependencies, nearly all code without copy loops, and of a sample of each language.
 * Returns the folder.
 */
export function makeTree(parent) {
  const tree = join(parent, 'tree');
  const sources = [...sourcesBelow('node_modules'), ...samples()];
  for (const [at, path] of sources.entries()) {
    const folder = join(tree, String(at >> 8));
    if (at % 256 === 0) mkdirSync(folder, { recursive: true });
    copyFileSync(path, join(folder, `${at}${extname(path)}`));
  }
  // Marks the root, so that no linter reads ignore files above the tree.
  writeFileSync(join(tree, '.gitignore'), '');
  return tree;
}

/** `12,345 files, 98.7 MB, 3,210,000 lines` */
export function describeTree(folder) {
  let bytes = 0;
  let lines = 0;
  const sources = sourcesBelow(folder);
  for (const path of sources) {
    const text = readFileSync(path);
    bytes += text.length;
    for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines += 1;
  }
  const count = number => number.toLocaleString('en');
  return `${count(sources.length)} files, ${count(Math.round(bytes / 1e6))} MB, ${count(lines)} lines`;
}
