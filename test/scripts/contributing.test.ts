// Follows the recipes of CONTRIBUTING.md literally.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

/** A copy of what unit tests need. */
function copySources(): void {
  for (const name of [
    'src',
    'package.json',
    'tsconfig.json',
    'test/unit/scenarios.test.ts',
    'test/english.ts',
  ])
    cpSync(name, join(scratch, name), { recursive: true });
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
