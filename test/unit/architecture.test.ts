import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

/** Which areas each area may import, itself always allowed. Arrows point one way. */
const allowed: Record<string, string[]> = {
  model: [],
  analysis: ['model'],
  worker: ['model'],
  measure: ['model', 'worker', 'report/format'],
  report: ['model'],
  cli: ['model', 'analysis', 'worker', 'measure', 'report'],
  ui: ['model', 'analysis', 'worker', 'measure', 'report', 'cli/lint/pool'],
  extension: ['ui'],
  panel: ['model', 'report', 'ui/panelProtocol'],
};

/** The only files of the pure areas that may reach the worker. */
const runners = /^measure\/(profile|runner)/;

const root = process.cwd();

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => join(root, folder, name));
}

function area(file: string): string {
  const path = relative(root, file).replaceAll('\\', '/');
  if (path.startsWith('media/panel/')) return 'panel';
  if (path.startsWith('src/extension')) return 'extension';
  return path.split('/')[1] ?? '';
}

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(match => match[1] ?? '');
}

function violations(file: string): string[] {
  const own = area(file);
  const name = relative(root, file);
  return imports(file).flatMap(target => {
    if (target === 'vscode') return own === 'ui' || own === 'extension' ? [] : [`${name} imports vscode`];
    if (!target.startsWith('.') || target.endsWith('/package.json')) return [];
    const to = resolve(dirname(file), target);
    const other = area(to);
    const inSource = relative(join(root, 'src'), to);
    if (other === own) return [];
    if (own === 'measure' && other === 'worker' && !runners.test(relative(join(root, 'src'), file)))
      return [`${name} reaches the worker, and only the runner may`];
    const ok = allowed[own]?.some(place => other === place || inSource === place);
    return ok ? [] : [`${name} imports ${target}`];
  });
}

test('imports point one way, and only ui imports vscode', () => {
  const files = [...sources('src'), ...sources('media')];
  assert.ok(files.length > 5, 'the walk found the sources');
  assert.deepEqual(files.flatMap(violations), []);
});
