import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { strategyTable } from '../../src/model/strategyTable';

/** Which areas each area may import, itself always allowed. Arrows point one way. */
const allowed: Record<string, string[]> = {
  model: [],
  analysis: ['model', 'messages/message'],
  lint: ['model', 'messages/message', 'analysis'],
  messages: ['model'],
  worker: ['model', 'messages'],
  measure: ['model', 'messages/message', 'messages/words', 'messages/format', 'worker'],
  prove: ['model'],
  prover: ['model', 'messages/message', 'prove', 'worker/absence', 'worker/nativeFile'],
  trace: ['model', 'messages/message', 'worker'],
  session: ['model', 'messages/message', 'measure', 'trace', 'prove', 'prover', 'worker'],
  report: ['model', 'messages'],
  loops: ['model', 'messages', 'report'],
  agents: ['model', 'messages', 'report', 'loops'],
  cli: [
    'model',
    'messages',
    'analysis',
    'lint',
    'worker',
    'measure',
    'prover',
    'trace',
    'report',
    'loops',
    'agents',
  ],
  ui: [
    'model',
    'messages',
    'analysis',
    'lint',
    'worker',
    'session',
    'prove',
    'prover/question',
    'measure',
    'report',
    'loops',
    'agents',
  ],
  extension: ['ui'],
  panel: ['model', 'messages', 'report', 'ui/panelProtocol'],
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

/** Files that a file imports, for their code or for their types. */
function importedBy(file: string): string[] {
  const targets = imports(file).filter(target => target.startsWith('.'));
  return targets
    .map(target => resolve(dirname(file), target))
    .flatMap(target => [`${target}.ts`, join(target, 'index.ts')].filter(path => existsSync(path)));
}

test('no file imports itself by way of others, not even a type', () => {
  const files = [...sources('src'), ...sources('media')];
  const next = new Map(files.map(file => [file, importedBy(file)]));
  const done = new Set<string>();
  const circleFrom = (file: string, path: string[]): string[] => {
    if (path.includes(file))
      return [...path.slice(path.indexOf(file)), file].map(name => relative(root, name));
    if (done.has(file)) return [];
    const found = (next.get(file) ?? []).flatMap(target => circleFrom(target, [...path, file]));
    done.add(file);
    return found;
  };
  assert.ok([...next.values()].flat().length > files.length, 'the search found the imports');
  assert.deepEqual(
    files.flatMap(file => circleFrom(file, [])),
    [],
  );
});

/** The rooms of the analysis, lowest first: folders and files of its own; each imports only those before it and itself. */
const analysisRooms = [
  'syntax',
  'calls',
  'prefilter',
  'source',
  'loops',
  'fixes',
  'language',
  'rules',
  'languages',
  'project',
  'suppressions',
  'configuration',
  'analyzer',
  'lint',
];

test('rooms of the analysis import one way, and docs/architecture.md lists them', () => {
  const inAnalysis = (path: string) => relative(join(root, 'src', 'analysis'), path).replaceAll('\\', '/');
  const roomOf = (path: string) =>
    analysisRooms.indexOf(inAnalysis(path).split('/')[0]!.replace(/\.ts$/, ''));
  const files = sources('src/analysis');
  assert.deepEqual(files.filter(file => roomOf(file) < 0).map(inAnalysis), []);
  const wrong = files.flatMap(file =>
    importedBy(file)
      .filter(target => roomOf(target) > roomOf(file))
      .map(target => `${inAnalysis(file)} imports ${inAnalysis(target)}`),
  );
  assert.deepEqual(wrong, []);
  const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)(?:\/|\.ts)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(listed.reverse(), analysisRooms);
});

test('no area imports itself by way of others', () => {
  const next = (name: string) => (allowed[name] ?? []).map(place => place.split('/')[0]!);
  const reaches = (from: string, goal: string, seen: string[] = []): boolean =>
    next(from).some(to => to === goal || (!seen.includes(to) && reaches(to, goal, [...seen, to])));
  assert.deepEqual(
    Object.keys(allowed).filter(name => reaches(name, name)),
    [],
  );
});

test('docs/architecture.md lists each area with what it may import', () => {
  const table = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  const rows = [...table.matchAll(/^\| `(?:src\/|media\/)(\w+)(?:\.ts)?` \|[^|]*\| ([^|]*) \|$/gm)];
  const listed = Object.fromEntries(rows.map(([, name, areas]) => [name, areas]));
  const areasOf = (places: string[]) => [...new Set(places.map(place => place.split('/')[0]))].join(', ');
  const expected = Object.entries(allowed).map(([name, places]) => [name, areasOf(places) || 'nothing']);
  assert.deepEqual(listed, Object.fromEntries(expected));
});

/** The rooms of the native backend, lowest first: each includes only those before it and itself. */
const rooms = [
  'kernel',
  'trace/elf',
  'trace/hooks',
  'trace',
  'evidence',
  'transfer',
  'uring',
  'strategies',
  'run',
  'evidence/aliasing',
  'prove',
  'probe',
  'binding',
];

/** Paths below native/ of its sources, without what a build left there. */
function nativeSources(): string[] {
  const names = readdirSync(join(root, 'native'), { recursive: true, encoding: 'utf8' });
  return names.filter(name => /\.(cc|hh)$/.test(name) && !name.startsWith('build'));
}

function included(file: string): string[] {
  const text = readFileSync(join(root, 'native', file), 'utf8');
  return [...text.matchAll(/^#include "([^"]+)"/gm)].map(match => match[1] ?? '');
}

const room = (file: string) => dirname(file);

test('rooms of the native backend include one way, and each says what may live there', () => {
  const files = nativeSources();
  assert.deepEqual([...new Set(files.map(room))].sort(), [...rooms].sort());
  const wrong = files.flatMap(file =>
    included(file)
      .filter(target => rooms.indexOf(room(target)) > rooms.indexOf(room(file)))
      .map(target => `${file} includes ${target}`),
  );
  assert.deepEqual(wrong, []);
  const readme = readFileSync(join(root, 'native', 'README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| `([^`]+)\/` \|/gm)].map(match => match[1]);
  assert.deepEqual(listed, rooms);
});

test('no header of the native backend includes itself by way of others', () => {
  const reaches = (file: string, goal: string, seen: Set<string>): boolean =>
    included(file).some(next => {
      if (next === goal) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, goal, seen);
    });
  const headers = nativeSources().filter(name => name.endsWith('.hh'));
  assert.deepEqual(
    headers.filter(header => reaches(header, header, new Set())),
    [],
  );
});

test('a strategy that moves like another one is named in its own file and the written table alone', () => {
  const others = strategyTable.filter(({ name, movesLike }) => name !== movesLike);
  assert.ok(others.length > 0, 'there are such strategies');
  const own = ({ name }: { name: string }) => [
    `native/strategies/${name.replaceAll('-', '_')}.cc`,
    'src/model/strategyTable.ts',
  ];
  const files = [
    ...sources('src'),
    ...sources('media'),
    ...nativeSources().map(name => join(root, 'native', name)),
  ];
  for (const strategy of others) {
    const quoted = new RegExp(`['"\`]${strategy.name}['"\`]`);
    const naming = files.filter(file => quoted.test(readFileSync(file, 'utf8')));
    assert.deepEqual(naming.map(file => relative(root, file)).sort(), own(strategy).sort(), strategy.name);
  }
});

test('no program logic reads a sentence: reasons, figures and rows are known by codes', () => {
  const reads =
    /\b(why|because|note|notes|label|remedy|what|advice\.text)\??\.(includes|startsWith|endsWith|match|split|search|indexOf)\(/;
  const readers = ['src/measure', 'src/report', 'src/ui', 'src/loops', 'src/cli', 'src/worker', 'media/panel']
    .flatMap(sources)
    .flatMap(file =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, at) => (reads.test(line) ? [`${relative(root, file)}:${at + 1}`] : [])),
    );
  assert.deepEqual(readers, []);
});

/** Only these may look at a source's text: the prefilter, what parses it, what prints edits, and the surfaces around them. */
const readers = /^src\/analysis\/((prefilter|syntax|source|fixes)\/|(analyzer|lint)\.ts$)/;

/** Files that read it all the same. The list may only shrink: a file that stops is taken off. */
const stillReading = [
  'src/analysis/languages/cpp/transfers.ts',
  'src/analysis/loops/counts.ts',
  'src/analysis/loops/sideEffects.ts',
  'src/analysis/loops/transfers.ts',
];

test('rules and fix builders see no source text', () => {
  const found = sources('src/analysis')
    .map(file => relative(root, file).replaceAll('\\', '/'))
    .filter(file => !readers.test(file))
    .filter(file =>
      /\bfile\.text\b|\bsourceOf\(|\{ text \}: SourceFile/.test(readFileSync(join(root, file), 'utf8')),
    );
  assert.deepEqual(found.sort(), stillReading);
});
