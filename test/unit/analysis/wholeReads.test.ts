import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeCalls } from '../../../src/analysis/calls/wholeFileCalls';
import { wholeReadsIn } from '../../../src/analysis/prefilter/wholeReads';

type Tested = 'javascript' | 'go' | 'python' | 'rust' | 'java';

/** Whole reads of a text that also writes. */
const count = (language: Tested, text: string) =>
  wholeReadsIn(`${text}\nout.write(all); out.Write(all);`, wholeCalls[language]!).length;

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

test('a file that writes nothing holds no copy', () => {
  const read = 'const all = fs.readFileSync(path);\n';
  assert.equal(wholeReadsIn(`${read}parse(all);`, wholeCalls.javascript!).length, 0);
  assert.equal(wholeReadsIn(`${read}response\n  .end(all);`, wholeCalls.javascript!).length, 1);
});

test('a call whose value nobody gets is passed over, behind comments too', () => {
  assert.equal(count('javascript', 'open();\nreadFile(path);'), 0);
  assert.equal(
    count('javascript', 'interface Files {\n  a(): b;\n  /** All of it. */\n  readFile(uri: Uri): Bytes;'),
    0,
  );
  assert.equal(count('javascript', 'const all = // so;\n  readFile(path);'), 1);
  assert.equal(count('javascript', 'const all = /* so; */ readFile(path);'), 1);
  assert.equal(count('rust', 'let mut all = Vec::new();\nfile.read_to_end(&mut all)?;'), 1);
});
