// Follows the recipes of CONTRIBUTING.md literally.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { braces } from '../../src/ui/files/excludes';

const page = readFileSync('CONTRIBUTING.md', 'utf8');
const languages = ['en', 'ru', 'zh-cn'];

/** The text below a heading, up to the next one. */
function recipe(title: string): string {
  const start = page.indexOf(`\n## ${title}\n`);
  assert.ok(start >= 0, `CONTRIBUTING.md has “${title}”`);
  const end = page.indexOf('\n## ', start + 4);
  return page.slice(start, end < 0 ? page.length : end);
}

const scratch = mkdtempSync(join(tmpdir(), 'iopath-contributing-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** What the recipes need to be followed in. */
const copied = [
  'src',
  'media',
  'schemas',
  'scripts',
  'native/strategies',
  'package.json',
  'package.nls.json',
  'package.nls.ru.json',
  'package.nls.zh-cn.json',
  'tsconfig.json',
  'test/unit/scenarios.test.ts',
  'test/reference',
  'test/detectors',
  'test/english.ts',
];

function copySources(): void {
  for (const name of copied) {
    rmSync(join(scratch, name), { recursive: true, force: true });
    cpSync(name, join(scratch, name), { recursive: true });
  }
  if (!existsSync(join(scratch, 'node_modules')))
    symlinkSync(resolve('node_modules'), join(scratch, 'node_modules'));
}

function edit(name: string, change: (text: string) => string): void {
  const path = join(scratch, name);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text, `${name} is changed`);
  writeFileSync(path, changed);
}

/** Bundles a file of the copy and runs it there; gives what it printed. */
async function run(name: string, options: string[] = []): Promise<string> {
  const outfile = join(scratch, 'out.cjs');
  await build({
    entryPoints: [join(scratch, name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['web-tree-sitter'],
    absWorkingDir: scratch,
    logLevel: 'silent',
  });
  // Told that it runs below a test, the runner would print nothing that can be read.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, [...options, outfile], { cwd: scratch, env, encoding: 'utf8' }).stdout;
}

/** Adds entries to a table of texts, behind its opening line. */
const addTexts = (name: string, entries: Record<string, string>) =>
  edit(name, text =>
    text.replace(/^(export const \w+.*\{)$/m, line =>
      [line, ...Object.entries(entries).map(([id, words]) => `  '${id}': ${JSON.stringify(words)},`)].join(
        '\n',
      ),
    ),
  );

test('each file that a recipe names is there', () => {
  const named = [...page.matchAll(/`([\w.{},/-]+\/[\w.{},/-]+)`/g)].flatMap(([, path]) => braces(path!));
  assert.ok(named.length > 10, named.join(' '));
  assert.deepEqual(
    named.filter(path => !existsSync(path) && !/^(out|dist)\//.test(path)),
    [],
  );
});

test('a new scenario and its texts take the files that the recipe names, and no other', async () => {
  const steps = recipe('A new scenario');
  for (const part of [
    'searchScan.ts',
    'src/measure/scenarios/index.ts',
    'src/messages/{en,ru,zh-cn}/scenarios.ts',
  ])
    assert.ok(steps.includes(part), part);
  copySources();
  const folder = 'src/measure/scenarios';
  cpSync(join(scratch, folder, 'searchScan.ts'), join(scratch, folder, 'wordCount.ts'));
  edit(`${folder}/wordCount.ts`, text =>
    text.replaceAll('searchScan', 'wordCount').replaceAll('search-scan', 'word-count'),
  );
  const without = await run('test/unit/scenarios.test.ts', ['--test-reporter=tap']);
  assert.match(without, /not ok/, 'a scenario that the index lacks is found');
  edit(`${folder}/index.ts`, text =>
    text
      .replace('import { tlsUserSpace }', "import { wordCount } from './wordCount';\nimport { tlsUserSpace }")
      .replace('  tlsUserSpace,\n];', '  tlsUserSpace,\n  wordCount,\n];'),
  );
  const parts = ['title', 'claim', 'source', 'textbook', 'consequence'];
  for (const language of languages)
    addTexts(
      `src/messages/${language}/scenarios.ts`,
      Object.fromEntries(parts.map(part => [`word-count.${part}`, `${language} ${part}`])),
    );
  const report = await run('test/unit/scenarios.test.ts', ['--test-reporter=tap']);
  assert.match(report, /^# fail 0$/m);
  assert.doesNotMatch(report, /^# pass 0$/m);
});

test('a new message is worded in each language that the recipe names', async () => {
  assert.ok(recipe('A new message').includes('`src/messages`'));
  if (!existsSync(join(scratch, 'src'))) copySources();
  for (const language of languages)
    addTexts(`src/messages/${language}/notes.ts`, { 'note.example': `${language}: {bytes, bytes}` });
  writeFileSync(
    join(scratch, 'src', 'example.ts'),
    `import { message } from './messages/message';
     import { textsIn } from './messages/texts';
     for (const language of ['en', 'ru', 'zh-cn'] as const)
       console.log(textsIn(language).say(message('note.example', { bytes: 1024 })));`,
  );
  const printed = (await run('src/example.ts')).trim().split('\n');
  assert.deepEqual(
    printed.map(line => line.split(':')[0]),
    languages,
  );
  for (const line of printed) assert.match(line, /^\S+: 1\s\S+$/);
});

/** Files of the copy that are not as they were copied, by path from its root. */
function touched(): string[] {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile();
  const isSame = (name: string) =>
    isFile(name) && readFileSync(name).equals(readFileSync(join(scratch, name)));
  return ['src', 'media', 'schemas', 'scripts', 'test']
    .flatMap(folder =>
      readdirSync(join(scratch, folder), { recursive: true, encoding: 'utf8' }).map(name =>
        join(folder, name),
      ),
    )
    .filter(name => isFile(join(scratch, name)) && !isSame(name))
    .sort();
}

/** Puts a file of the fixtures into the copy. */
function add(fixture: string, name: string): void {
  mkdirSync(dirname(join(scratch, name)), { recursive: true });
  cpSync(join('test/scripts/fixtures', fixture), join(scratch, name));
}

/** `npm run reference`, in the copy. */
function writeReference(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/reference.mjs'], {
    cwd: scratch,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
}

/** What the compiler has to say of the copy's sources. */
function compile(): string {
  const project = { extends: './tsconfig.json', include: ['src', 'media'] };
  writeFileSync(join(scratch, 'tsconfig.sources.json'), JSON.stringify(project));
  const tsc = [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.sources.json'];
  return spawnSync(process.execPath, tsc, { cwd: scratch, encoding: 'utf8' }).stdout;
}

/** How the findings of a fixture in the copy differ from its marks, and the lenses on it. */
async function analysed(name: string): Promise<{ different: string[]; lenses: string[]; wakes: boolean }> {
  writeFileSync(
    join(scratch, 'analyse.ts'),
    `import { readFileSync } from 'node:fs';
     import { TextDocument } from 'vscode-languageserver-textdocument';
     import { createAnalyzer } from './src/analysis/analyzer';
     import { lensesOf } from './src/cli/lsp/features';
     import { textsIn } from './src/messages/texts';
     import { isShown } from './src/model/finding';
     import { languageTable } from './src/model/languages';
     import { differences } from './test/detectors/markers';
     import { loadWasm } from './test/detectors/wasm';
     void (async () => {
       const name = ${JSON.stringify(name)};
       const text = readFileSync(name, 'utf8');
       const analyzer = createAnalyzer({ loadWasm });
       const language = analyzer.languageOf(name)!;
       const findings = await analyzer.analyze(name, text, language);
       const document = TextDocument.create('file:///' + name, language, 1, text);
       const texts = textsIn('en');
       const lenses = findings
         .filter(isShown)
         .flatMap(finding => lensesOf(document, { finding, level: 'warning' }, texts))
         .map(({ command, range }) => range.start.line + 1 + ': ' + command!.title);
       const { activationEvents } = JSON.parse(readFileSync('package.json', 'utf8'));
       const wakes = languageTable[language].editorIds.every(id => activationEvents.includes('onLanguage:' + id));
       console.log(JSON.stringify({ different: differences(text, findings), lenses, wakes }));
     })();`,
  );
  return JSON.parse(await run('analyse.ts'));
}

test('a new language is one file, its fixtures and a line, and has findings and a lens', async () => {
  const steps = recipe('A new language');
  for (const part of ['src/analysis/languages/index.ts', 'test/detectors/<language>', 'npm run reference'])
    assert.ok(steps.includes(part), part);
  copySources();
  const before = touched();
  add('ruby/ruby.ts', 'src/analysis/languages/ruby/ruby.ts');
  add('ruby/copies.rb', 'test/detectors/ruby/copies.rb');
  edit('src/analysis/languages/index.ts', text =>
    text
      .replace('import { rust }', "import { ruby } from './ruby/ruby';\nimport { rust }")
      .replace('  csharp,\n]', '  csharp,\n  ruby,\n]'),
  );
  const byHand = touched().filter(name => !before.includes(name));
  assert.deepEqual(byHand, [
    'src/analysis/languages/index.ts',
    'src/analysis/languages/ruby/ruby.ts',
    'test/detectors/ruby/copies.rb',
  ]);
  writeReference();
  assert.equal(compile(), '');
  const { different, lenses, wakes } = await analysed('test/detectors/ruby/copies.rb');
  assert.deepEqual(different, []);
  assert.equal(lenses.length, 1, lenses.join('\n'));
  assert.match(lenses[0]!, /^6: .*IO\.copy_stream/);
  assert.ok(wakes, 'the editor starts the extension for it');
});

test('a new rule is one file, its fixtures, a line, and its texts in each language', async () => {
  const steps = recipe('A new rule');
  for (const part of [
    'src/analysis/rules/index.ts',
    'src/messages/{en,ru,zh-cn}/rules.ts',
    'npm run reference',
  ])
    assert.ok(steps.includes(part), part);
  copySources();
  const before = touched();
  add('byteCopy/byteCopy.ts', 'src/analysis/rules/byteCopy.ts');
  add('byteCopy/bytes.c', 'test/detectors/c/bytes.c');
  edit('src/analysis/rules/index.ts', text =>
    text
      .replace('import { copyCall }', "import { byteCopy } from './byteCopy';\nimport { copyCall }")
      .replace('[copyLoop,', '[byteCopy, copyLoop,'),
  );
  const byHand = touched().filter(name => !before.includes(name));
  assert.equal(byHand.length, 3, byHand.join(' '));
  for (const language of languages)
    addTexts(
      `src/messages/${language}/rules.ts`,
      Object.fromEntries(
        ['what', 'why', 'instead', 'limits'].map(part => [`rule.byte-copy.${part}`, `${language} ${part}.`]),
      ),
    );
  writeReference();
  assert.equal(compile(), '');
  assert.match(readFileSync(join(scratch, 'docs/rules/ru/byte-copy.md'), 'utf8'), /ru why/);
  assert.match(readFileSync(join(scratch, 'schemas/iopath.config.schema.json'), 'utf8'), /"byte-copy"/);
  const { different, lenses } = await analysed('test/detectors/c/bytes.c');
  assert.deepEqual(different, []);
  assert.equal(lenses.length, 2, 'copy-loop and byte-copy');
});
