import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeCalls } from '../../../src/analysis/calls/wholeFileCalls';
import { wholeReadsIn } from '../../../src/analysis/prefilter/wholeReads';

const count = (language: 'javascript' | 'go' | 'python' | 'rust' | 'java', text: string) =>
  wholeReadsIn(text, wholeCalls[language]!).length;

test('a call that reads all of a file may stand where it has as many arguments as it takes', () => {
  assert.equal(count('javascript', 'const all = fs.readFileSync(path.join(a, "b,c"));'), 1);
  assert.equal(count('javascript', 'const all = await readFile(\n  path,\n);'), 1);
  assert.equal(count('go', 'data, err := os.ReadFile(name)'), 1);
  assert.equal(count('python', 'data = open(name, "rb").read()'), 1);
  assert.equal(count('rust', 'let all = std::fs::read::<&str>(name)?;'), 1);
  assert.equal(count('java', 'out.write(in.readAllBytes());'), 1);
});

test('a call that decodes, takes a callback or belongs to something else is passed over', () => {
  assert.equal(count('javascript', "const text = fs.readFileSync(path, 'utf8');"), 0);
  assert.equal(count('javascript', 'fs.readFile(path, (error, all) => res.end(all));'), 0);
  assert.equal(count('javascript', 'const read = fs.readFile;'), 0);
  assert.equal(count('javascript', '// fs.readFileSync(path)'), 0);
  assert.equal(count('go', 'data, err := cache.ReadFile(name)'), 0);
});

test('a call whose arguments reach far may hold any number of them', () => {
  assert.equal(count('javascript', `fs.readFileSync(${' '.repeat(1000)}path, 'utf8')`), 1);
});
