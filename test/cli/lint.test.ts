// `iopath lint` and `iopath explain` as a person runs them: the built command line in a folder of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sender, senders, tree, withoutReason } from './iopath';

const tidy = `const { createReadStream } = require('fs');
const net = require('net');
const socket = net.connect(1);
createReadStream('a').on('data', chunk => socket.write(chunk));
`;

const json = (out: string) => JSON.parse(out);

test('--fix writes no fix that is unsafe, and says how many and why', () => {
  const { write, iopath } = tree();
  const file = write('a.py', senders('one', 'two'));
  const { code, out } = iopath(['lint', '--fix']);
  assert.equal(code, 1);
  assert.equal(readFileSync(file, 'utf8'), senders('one', 'two'));
  assert.match(
    out,
    /2 fixes not applied, being unsafe:\n( {2}2 × \S[^\n]*\n)+ {2}Look at them with --unsafe-fixes --diff/,
  );
});

test('findings, fixes and caveats are in the language asked for, but for JSON and fingerprints', () => {
  const { write, iopath } = tree();
  write('a.py', senders('one', 'two'));
  const inRussian = iopath(['lint', '--fix', '--language', 'ru']).out;
  assert.match(inRussian, /Этот цикл стоит .*\n {2}вместо этого: socket\.sendfile/);
  assert.match(inRussian, /2 исправления не применены.*\n {2}2 × \p{Script=Cyrillic}/u);
  assert.match(inRussian, /^2 находки в 1 исходном файле\.$/m);
  const sarif = (language: string) =>
    json(iopath(['lint', '--format', 'sarif', '--language', language]).out).runs[0].results[0];
  assert.match(sarif('ru').message.text, /\p{Script=Cyrillic}/u);
  assert.match(sarif('ru').fixes[0].description.text, /небезопасно: \p{Script=Cyrillic}/u);
  assert.deepEqual(sarif('ru').partialFingerprints, sarif('en').partialFingerprints);
  assert.match(iopath(['lint', '--format', 'github', '--language', 'zh-cn']).out, /\p{Script=Han}.*改用：/u);
  assert.equal(iopath(['lint', '--json', '--language', 'ru']).out, iopath(['lint', '--json']).out);
});

test('--unsafe-fixes asks whether to write or to print', () => {
  const { write, iopath } = tree();
  write('a.py', senders('one'));
  const { code, err } = iopath(['lint', '--unsafe-fixes']);
  assert.equal(code, 2);
  assert.match(err, /--fix or --diff/);
  assert.equal(iopath(['lint', '--fix', '--diff']).code, 2);
});

test('--diff prints a patch that makes what --fix makes, and writes nothing', () => {
  const { path, write, iopath } = tree();
  const file = write('a b/ü.py', senders('one', 'two').trimEnd());
  const { code, out } = iopath(['lint', '--unsafe-fixes', '--diff']);
  assert.equal(code, 1);
  assert.equal(readFileSync(file, 'utf8'), senders('one', 'two').trimEnd());
  const patched = spawnSync('patch', ['-p1', '--dry-run'], { cwd: path, input: out, encoding: 'utf8' });
  if (!patched.error) assert.equal(patched.status, 0, patched.stdout);
  assert.equal(out.match(/^\+ +conn\.sendfile\(source\)$/gm)?.length, 2, out);
  // As git quotes it, so that git takes it.
  assert.match(out, /^--- "a\/a b\/\\303\\274\.py"/);
  assert.equal(iopath(['lint', '--unsafe-fixes', '--fix']).code, 0);
  assert.equal(readFileSync(file, 'utf8').match(/sendfile/g)?.length, 2);
});

test('--select and --ignore choose rules; an unknown one is refused', () => {
  const { write, iopath } = tree();
  write('a.py', senders('one'));
  write('b.js', tidy);
  const rulesOf = (...args: string[]) => {
    const { code, out } = iopath(['lint', '--json', ...args]);
    return { code, rules: json(out).findings.map(({ rule }: { rule: string }) => rule) };
  };
  assert.deepEqual(rulesOf(), { code: 1, rules: ['copy-loop', 'tidy-copy'] });
  assert.deepEqual(rulesOf('--ignore', 'copy-loop'), { code: 0, rules: ['tidy-copy'] });
  assert.deepEqual(rulesOf('--select', 'tidy-copy'), { code: 1, rules: ['tidy-copy'] });
  assert.deepEqual(rulesOf('--select', 'tidy-copy,copy-loop', '--ignore', 'tidy-copy'), {
    code: 1,
    rules: ['copy-loop'],
  });
  const { code, err } = iopath(['lint', '--select', 'copy-lop']);
  assert.equal(code, 2);
  assert.match(err, /copy-lop.*\n.*copy-loop, copy-call/);
});

test('a baseline knows its findings after their lines moved, and no others', () => {
  const { write, iopath } = tree();
  write('a.py', senders('one', 'two'));
  const baseline = write('base.json', iopath(['lint', '--json']).out);
  write('a.py', `# a line above\n\n${senders('one', 'two')}`);
  assert.equal(iopath(['lint', '--baseline', baseline]).code, 0);
  write('a.py', `${senders('one', 'two')}\n\n${sender('three')}`);
  const { code, out } = iopath(['lint', '--baseline', baseline, '--json']);
  assert.equal(code, 1);
  assert.equal(json(out).findings.length, 1, 'the third of three alike');
});

test('a bad baseline is refused with the reason', () => {
  const { write, iopath } = tree();
  write('a.py', senders('one'));
  for (const [content, why] of [
    ['', /not JSON/],
    ['[]', /no output of/],
    ['{"schema":"iopath-lint/1","findings":[{}]}', /no output of/],
  ] as const) {
    const { code, err } = iopath(['lint', '--baseline', write('base.json', content)]);
    assert.equal(code, 2, err);
    assert.match(err, why);
  }
  assert.match(iopath(['lint', '--baseline', 'absent.json']).err, /can't be read \(ENOENT\)/);
});

test('stdin is linted, fixed and diffed under a name', () => {
  const { iopath } = tree();
  const input = senders('one');
  const lint = (...args: string[]) => iopath(['lint', '--stdin-filename', 'x/a.py', ...args], { input });
  const { code, out } = lint('--json');
  assert.equal(code, 1);
  assert.match(json(out).findings[0].file, /x\/a\.py$/);
  const fixed = lint('--unsafe-fixes', '--fix');
  assert.equal(fixed.code, 0);
  assert.match(fixed.out, /^import socket\n[\s\S]*sendfile\(source\)\n/);
  assert.match(lint('--unsafe-fixes', '--diff').out, /^--- a\/x\/a\.py/);
  assert.equal(iopath(['lint', '--stdin-filename', 'a.txt'], { input }).code, 2);
  assert.match(iopath(['lint', '--stdin-filename', 'a.py'], { input: Buffer.from([0xe9, 10]) }).err, /UTF-8/);
});

test('github annotations stay one line each, whatever a file is called', () => {
  const { write, iopath } = tree();
  write('a,b:%\n::error::x.py', senders('one'));
  const { out } = iopath(['lint', '--format', 'github']);
  assert.match(
    out,
    /^::warning file=a%2Cb%3A%25%0A%3A%3Aerror%3A%3Ax\.py,line=6,endLine=10,title=copy-loop::[^\n]+\n$/,
  );
});

test('a wrong suppression comment is told with file and line, and ends with 2', () => {
  const { write, iopath } = tree();
  write('a.py', withoutReason);
  const { code, err, out } = iopath(['lint', '--json']);
  assert.equal(code, 2);
  assert.match(err, /^a\.py:11: The comment gives no reason/);
  assert.equal(json(out).findings.length, 1);
});

test('a wrong suppression comment is told beside a diff and beside a fixed stdin too', () => {
  const { write, iopath } = tree();
  write('a.py', withoutReason);
  const stdin = ['lint', '--stdin-filename', 'a.py'];
  for (const { code, err } of [
    iopath(['lint', '--diff']),
    iopath([...stdin, '--diff'], { input: withoutReason }),
    iopath([...stdin, '--fix'], { input: withoutReason }),
  ]) {
    assert.equal(code, 2);
    assert.equal(err.match(/^a\.py:11: The comment gives no reason/gm)?.length, 1, err);
  }
});

test('unused comments are told where asked for', () => {
  const { write, iopath } = tree();
  write('a.py', 'x = 1\n# iopath-ignore copy-loop: long gone\n');
  assert.equal(iopath(['lint']).code, 0);
  const { code, out } = iopath(['lint', '--report-unused']);
  assert.equal(code, 1);
  assert.match(out, /^a\.py:2: unused-suppression/m);
});

test('a project file sets levels and paths for what lies below it', () => {
  const { write, iopath } = tree();
  write('src/a.py', senders('one'));
  write('src/gen/b.py', senders('one'));
  write('vendor/c.py', senders('one'));
  write('iopath.config.json', '{"exclude": ["gen/", "/vendor"]}');
  const filesOf = () =>
    json(iopath(['lint', '--json']).out).findings.map(({ file }: { file: string }) =>
      file.replace(/^.*iopath-lint-\w+\//, ''),
    );
  assert.deepEqual(filesOf(), ['src/a.py']);
  write('src/iopath.config.json', '{"extends": "../iopath.config.json", "rules": {"copy-loop": "off"}}');
  assert.deepEqual(filesOf(), []);
  write('src/iopath.config.json', '{"include": ["gen"], "rules": {"copy-loop": "info"}}');
  assert.deepEqual(filesOf(), ['src/gen/b.py']);
  assert.equal(iopath(['lint']).code, 0, 'info does not count');
});

test('a project file above the repository does not count', () => {
  const { write, iopath, path } = tree();
  write('inner/.git/HEAD', '');
  write('inner/a.py', senders('one'));
  write('iopath.config.json', '{"rules": {"copy-loop": "off"}}');
  assert.equal(iopath(['lint', join(path, 'inner')]).code, 1);
  assert.equal(iopath(['lint', '.', '--ignore', 'tidy-copy']).code, 1);
});

const hostile: [string, string | Buffer, RegExp][] = [
  ['an unknown key', '{\n  "rulez": {}\n}', /iopath\.config\.json:2: There is no `rulez`/],
  ['an unknown rule', '{"rules": {\n"copy-lop": "off"}}', /:2: There is no `copy-lop`/],
  ['a wrong level', '{"rules": {\n\n"copy-loop": 1}}', /:3: `copy-loop` has no level/],
  ['a list for an object', '[]', /:1: The file is no object/],
  ['a number for a list', '{"exclude":\n 3}', /:2: `exclude` is no list/],
  ['a key that stands twice', '{"exclude": [],\n"exclude": []}', /:2: `exclude` stands twice/],
  ['torn JSON', '{"exclude": [', /:1: The file is not JSON/],
  ['nothing', '', /:1: The file is/],
  ['binary data', Buffer.from([0, 1, 2, 255]), /:1: The file is not UTF-8/],
  ['Latin-1', Buffer.from('{"$schema": "\xe9"}', 'latin1'), /not UTF-8/],
  ['a huge file', `{"exclude": [${'"x",'.repeat(100_000)}"x"]}`, /larger than 256 KiB/],
  ['deep nesting', '['.repeat(200_000), /nests too deep|not JSON|no object/],
  ['a pattern of stars', `{"exclude": ["${'*a'.repeat(60)}"]}`, /too many stars/],
  ['itself', '{"extends":\n"./iopath.config.json"}', /:2: `extends` leads in a circle/],
  ['an absent file', '{"extends": "./none.json"}', /none\.json, which is not there/],
  ['a prototype', '{"__proto__": {}}', /There is no `__proto__`/],
];
for (const [name, content, message] of hostile)
  test(`a project file with ${name} is refused with file and line`, () => {
    const { write, iopath } = tree();
    write('a.py', senders('one'));
    write('iopath.config.json', content);
    const { code, err, out } = iopath(['lint']);
    assert.equal(code, 2, err);
    assert.match(err, message);
    assert.equal(out, '');
    assert.doesNotMatch(err, /\n {4}at /, 'no stack');
  });

test(
  'project files that extend each other are refused, and so is a FIFO',
  { skip: process.platform === 'win32' && 'no FIFO' },
  () => {
    const { path, write, iopath } = tree();
    write('a.py', senders('one'));
    write('other.json', '{"extends": ["iopath.config.json"]}');
    write('iopath.config.json', '{"extends": ["other.json"]}');
    assert.match(iopath(['lint']).err, /other\.json:1: `extends` leads in a circle/);
    spawnSync('rm', [join(path, 'iopath.config.json')]);
    spawnSync('mkfifo', [join(path, 'iopath.config.json')]);
    const { code, err } = iopath(['lint']);
    assert.equal(code, 2);
    assert.match(err, /not a regular file/);
  },
);

test('explain prints a rule, lists them, and refuses a name it has not', () => {
  const { iopath } = tree();
  const page = iopath(['explain', 'whole-file-copy']);
  assert.equal(page.code, 0);
  assert.equal(page.out, readFileSync(join('docs', 'rules', 'whole-file-copy.md'), 'utf8'));
  assert.match(iopath(['explain']).out, /^copy-loop +perf +warning/);
  assert.equal(json(iopath(['explain', '--json', 'tidy-copy']).out).rules[0].category, 'style');
  assert.equal(iopath(['explain', 'nope']).code, 2);
});

test("a server's configuration is told of, and counts only where it is asked for", () => {
  const { write, iopath } = tree();
  write('etc/nginx/site.conf', 'server {\n  listen 443 ssl;\n  sendfile off;\n}\n');
  const { code, out } = iopath(['lint']);
  assert.match(
    out,
    /site\.conf:3: server-config \(file-to-socket, configuration\)\n {2}nginx: With `sendfile off`/,
  );
  assert.deepEqual([code, out.match(/server-config/g)?.length], [0, 2]);
  assert.equal(iopath(['lint', '--select', 'server-config']).code, 1);
  assert.equal(iopath(['lint', '--ignore', 'server-config']).out.includes('server-config'), false);
  write('iopath.config.json', '{ "rules": { "server-config": "error" } }');
  assert.equal(iopath(['lint']).code, 1);
  const { findings } = json(iopath(['lint', '--json']).out);
  assert.deepEqual(
    findings.map(({ verdict, level, startLine }: Record<string, unknown>) => [verdict, level, startLine]),
    [
      ['configuration', 'error', 2],
      ['configuration', 'error', 3],
    ],
  );
});

test('a comment suppresses a setting, and one that suppresses nothing is shown', () => {
  const { write, iopath } = tree();
  const lines = [
    'server {',
    '  # iopath-ignore server-config: a network file system',
    '  sendfile off;',
    '}',
  ];
  write('nginx.conf', lines.join('\n'));
  const { code, out } = iopath(['lint', '--select', 'server-config']);
  assert.deepEqual([code, /1 suppressed/.test(out)], [0, true], out);
  write('nginx.conf', lines.join('\n').replace('off', 'on'));
  assert.match(iopath(['lint', '--report-unused']).out, /nginx\.conf:2: unused-suppression/);
});
