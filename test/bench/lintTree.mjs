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

/** Copies files into a new folder, 256 to a folder below it. Returns the folder. */
function copyTo(tree, sources) {
  for (const [at, path] of sources.entries()) {
    const folder = join(tree, String(at >> 8));
    if (at % 256 === 0) mkdirSync(folder, { recursive: true });
    copyFileSync(path, join(folder, `${at}${extname(path)}`));
  }
  // Marks the root, so that no linter reads ignore files above the tree.
  writeFileSync(join(tree, '.gitignore'), '');
  return tree;
}

/** Makes a tree of this project's dependencies, nearly all code without copy loops, and of a sample of each language. */
export const makeTree = parent =>
  copyTo(join(parent, 'tree'), [...sourcesBelow('node_modules'), ...samples()]);

const moving = /\b(?!readonly\b)(\w*)(read|write|recv|send|getc|putc|gets|puts)(\w*)\b/gi;

/** A fixture with one of its loops: paragraphs that hold no part of it read and write nothing. */
function withOneLoop(text, at) {
  const paragraphs = text.split(/\n(?=\s*\n)/);
  let end = 0;
  return paragraphs
    .map(paragraph => {
      const start = end;
      end += paragraph.length + 1;
      const isKept =
        (start <= at && at < end) || /^\s*(import|package|using|use|#include)\b/m.test(paragraph);
      return isKept ? paragraph : paragraph.replace(moving, '$1visit$3');
    })
    .join('\n');
}

/** Of so many loops of the fixtures one gets a file. */
const share = 1;

/** Makes a tree in which every file has about one loop that copies, or looks like it. Returns the folder. */
export function makeDenseTree(parent) {
  const tree = join(parent, 'dense');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, '.gitignore'), '');
  let count = 0;
  for (const path of sourcesBelow('test/detectors').filter(name => !name.endsWith('.test.ts'))) {
    const text = readFileSync(path, 'utf8');
    for (const { index } of text.matchAll(/expect: copy-loop/g))
      if (count++ % share === 0)
        writeFileSync(join(tree, `${count}${extname(path)}`), withOneLoop(text, index));
  }
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
