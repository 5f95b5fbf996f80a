import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

/** Packages and built-in modules that activation may take: the editor's own, and what costs nothing. */
const cheap = new Set(['vscode', 'node:path']);

/** What is imported when a file is read: neither types nor what `import()` reads later. */
function readAtOnce(file: string): string[] {
  const statements = readFileSync(file, 'utf8').matchAll(/^(?:im|ex)port (?!type )([^;]*?)from '([^']+)';/gm);
  return [...statements]
    .filter(([, names = '']) => !onlyTypes(names))
    .map(([, , target = '']) => (target.startsWith('.') ? sourceOf(resolve(dirname(file), target)) : target));
}

const onlyTypes = (names: string) =>
  /^\{.*\}\s*$/s.test(names) &&
  names
    .replace(/[{}]/g, '')
    .split(',')
    .every(name => /^\s*(type .*)?$/s.test(name));

const sourceOf = (path: string) =>
  [`${path}.ts`, join(path, 'index.ts'), path].find(candidate => existsSync(candidate)) ?? path;

function closure(entry: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (file.endsWith('.ts')) waiting.push(...readAtOnce(file));
  }
  return seen;
}

test('activation reads what registers, and neither analysis nor measuring nor any package', () => {
  const names = [...closure(resolve('src/extension.ts'))].map(file =>
    file.startsWith('/') ? relative(process.cwd(), file) : file,
  );
  assert.ok(names.includes('src/ui/loops/lenses.ts'), 'the walk follows imports');
  const heavy = names.filter(
    name =>
      !cheap.has(name) &&
      !/^src\/(extension\.ts|ui\/|agents\/toolNames|loops\/|model\/(languages\.json|(languages|message|problem|route|runtimeCalls|strategy|strategyTable)\.ts)|report\/|messages\/(format|message)\.ts)/.test(
        name,
      ),
  );
  assert.deepEqual(heavy, []);
  assert.ok(!names.includes('src/ui/workbench.ts'), 'panel and reports come with the first command');
});
