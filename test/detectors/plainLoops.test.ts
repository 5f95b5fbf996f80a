// Plain copies as people write them: each keeps a fix, and most of them a safe one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const folder = 'test/validate/plain';
const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.includes('.'),
);

const fixOf = async (name: string) => {
  const text = readFileSync(`${folder}/${name}`, 'utf8');
  const findings = await analyzer.analyze(name, text, analyzer.languageOf(name)!);
  return findings.find(({ fix }) => fix !== null)?.fix ?? null;
};

test('six of each language that has safe fixes, and some of each other', () => {
  const languages = programs.map(name => name.split('/')[0]!);
  const count = (language: string): number => languages.filter(other => other === language).length;
  for (const language of ['c', 'cpp', 'go', 'java', 'python', 'rust'])
    assert.ok(count(language) >= 6, language);
  for (const language of ['csharp', 'javascript', 'kotlin', 'typescript'])
    assert.ok(count(language) >= 1, language);
});

/** Descriptors that a constructor opens, an inner loop whose failure ends the outer one later, failures that are logged. */
const left = ['cpp/member.cpp', 'cpp/retried.cpp', 'go/serve.go'];

for (const name of programs.sort())
  test(`${name} ${left.includes(name) ? 'is left' : 'keeps a fix'}`, async () =>
    assert.equal((await fixOf(name)) === null, left.includes(name)));

test('at least a third of the fixes is safe', async () => {
  const fixes = await Promise.all(programs.map(fixOf));
  assert.ok(fixes.filter(fix => fix?.applicability === 'safe').length >= programs.length / 3);
});
