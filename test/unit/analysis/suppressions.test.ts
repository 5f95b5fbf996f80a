import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../../src/analysis/analyzer';
import { lintText } from '../../../src/analysis/lint';
import type { Language } from '../../../src/model/finding';
import { loadWasm } from '../../detectors/wasm';
import { said } from '../../english';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const lint = (file: string, text: string, language: Language) => lintText(analyzer, { file, text, language });

const python = (above: string, beside = '') => `import socket

def send(path, conn: socket.socket):
    with open(path, "rb") as f:
${above}        while True:${beside}
            data = f.read(4096)
            if not data:
                break
            conn.sendall(data)
`;

const outcome = async (text: string) => {
  const { findings, suppressed, notes } = await lint('a.py', text, 'python');
  return {
    found: findings.length,
    reasons: suppressed.map(({ reason }) => reason),
    notes: notes.map(({ line, kind, message }) => `${line} ${kind} ${said(message).split('.')[0]}`),
  };
};

test('a comment above, or on the same line, suppresses with its reason', async () => {
  const kept = { found: 0, reasons: ['hashed soon'], notes: [] };
  assert.deepEqual(await outcome(python('        # iopath-ignore copy-loop: hashed soon\n')), kept);
  assert.deepEqual(await outcome(python('', '  # iopath-ignore copy-loop: hashed soon')), kept);
  const two = '        # iopath-ignore copy-call, copy-loop: hashed soon\n';
  assert.deepEqual(await outcome(python(two)), kept);
});

test('two comments above one loop both look at it', async () => {
  const above = '        # iopath-ignore copy-call: none\n        # iopath-ignore copy-loop: why\n';
  const { found, reasons, notes } = await outcome(python(above));
  assert.deepEqual({ found, reasons, notes: notes.length }, { found: 0, reasons: ['why'], notes: 1 });
});

test('a comment for the whole file, with rules or without', async () => {
  const kept = { found: 0, reasons: ['generated'], notes: [] };
  assert.deepEqual(await outcome(`${python('')}# iopath-ignore-file: generated\n`), kept);
  assert.deepEqual(await outcome(`${python('')}# iopath-ignore-file copy-loop: generated\n`), kept);
});

test('a comment without a reason, a rule or a known rule suppresses nothing and is told with its line', async () => {
  const cases: [string, string][] = [
    ['iopath-ignore copy-loop', 'The comment gives no reason'],
    ['iopath-ignore copy-loop:', 'The comment gives no reason'],
    ['iopath-ignore: because', 'The comment names no rule'],
    ['iopath-ignore copy-lop: because', "There is no rule 'copy-lop'"],
    ['iopath-ignore-file', 'The comment gives no reason'],
  ];
  for (const [comment, message] of cases)
    assert.deepEqual(
      await outcome(python(`        # ${comment}\n`)),
      { found: 1, reasons: [], notes: [`5 invalid ${message}`] },
      comment,
    );
});

test('a comment that suppresses nothing is unused: too far away, or of another rule', async () => {
  for (const above of ['# iopath-ignore copy-loop: far\n\n', '# iopath-ignore copy-call: other\n']) {
    const { found, notes } = await outcome(python(`        ${above}`));
    assert.equal(found, 1, above);
    assert.match(notes.join(), /^5 unused/, above);
  }
});

test('the word in a string is no comment', async () => {
  const text = python('        note = "# iopath-ignore copy-loop: no"\n');
  assert.deepEqual(await outcome(text), { found: 1, reasons: [], notes: [] });
});

const loops: [Language, string, string][] = [
  [
    'c',
    'a.c',
    'void f(int a, int b) { char d[64]; long n;\nCOMMENT\nwhile ((n = read(a, d, 64)) > 0) write(b, d, n); }\n',
  ],
  [
    'javascript',
    'a.js',
    "const fs = require('fs');\nfunction f(a, b) {\nCOMMENT\nfs.writeFileSync(b, fs.readFileSync(a)); }\n",
  ],
];
for (const [language, file, text] of loops)
  for (const comment of ['// WORD', '/* WORD */', '/*\n * WORD\n */', '/* one */ // WORD'])
    test(`${language}: suppressed by ${JSON.stringify(comment)}`, async () => {
      const rule = language === 'c' ? 'copy-loop' : 'whole-file-copy';
      const written = text.replace('COMMENT', comment.replace('WORD', `iopath-ignore ${rule}: why`));
      const { findings, suppressed, notes } = await lint(file, written, language);
      assert.deepEqual(
        [findings.length, suppressed.map(({ reason }) => reason), notes],
        [0, ['why'], []],
        written,
      );
    });

test('thousands of bad comments are told in few notes, and the text is still linted', async () => {
  const text = loops[0]![2].replace('COMMENT', '') + '// iopath-ignore copy-loop\n'.repeat(3000);
  const { findings, notes } = await lint('a.c', text, 'c');
  assert.equal(findings.length, 1);
  assert.ok(notes.length <= 20, `${notes.length} notes`);
});

test('torn and hostile comments never throw', async () => {
  const hostile = [
    '# iopath-ignore',
    `# iopath-ignore ${'x'.repeat(9000)}: y`,
    `# iopath-ignore ${'copy-loop,'.repeat(900)}: y`,
    `# iopath-ignore copy-loop: ${'*/ '.repeat(4000)}`,
    '# iopath-ignore constructor: y',
    '# iopath-ignore \u202ecopy-loop: y',
    '"""iopath-ignore copy-loop: in a docstring"""',
  ];
  for (const text of hostile) await lint('a.py', python('') + text, 'python');
});
