// `iopath lint` where names are hostile or no UTF-8, and where a folder may not be read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, senders, tree, withoutReason } from './iopath';

const json = (out: string) => JSON.parse(out);

// An escape code, a bidi override, a line feed, and a letter that is no control.
const hostileName = 'a\u001b[31m\u202egnp\nü.py';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const raw = /[\u001b\u202e]|gnp\n/;

test('a hostile name drives no terminal: of findings, of suppressions, of a fix', () => {
  const { write, iopath } = tree();
  write(hostileName, withoutReason);
  for (const args of [[], ['--fix', '--unsafe-fixes']]) {
    const { code, out, err } = iopath(['lint', ...args]);
    assert.equal(code, 2);
    assert.doesNotMatch(out + err, raw);
    if (args.length === 0) assert.match(out, /^a⟨U\+001B⟩\[31m⟨U\+202E⟩gnp⟨U\+000A⟩ü\.py:6: copy-loop/);
    assert.match(err, /^a⟨U\+001B⟩\[31m⟨U\+202E⟩gnp⟨U\+000A⟩ü\.py:1[12]: The comment gives no reason/m);
  }
});

test('a diff quotes a hostile name as git does, so that git applies it', t => {
  const { path, write, iopath } = tree();
  write(hostileName, senders('one'));
  const { out } = iopath(['lint', '--unsafe-fixes', '--diff']);
  assert.match(out, /^--- "a\/a\\033\[31m\\342\\200\\256gnp\\n\\303\\274\.py"\n/);
  assert.doesNotMatch(out, raw);
  const applied = spawnSync('git', ['apply'], { cwd: path, input: out, encoding: 'utf8' });
  if (applied.error) return t.diagnostic('git is not installed');
  assert.equal(applied.status, 0, applied.stderr);
  assert.match(readFileSync(join(path, hostileName), 'utf8'), /sendfile/);
});

test(
  'a name that is not UTF-8 is left out of a folder, and refused where it is named',
  { skip: process.platform !== 'linux' && 'only Linux has such names everywhere' },
  () => {
    const { path, write, iopath } = tree();
    write('a.py', senders('one'));
    writeFileSync(Buffer.concat([Buffer.from(`${path}/bad`), Buffer.from([0xff]), Buffer.from('.py')]), '');
    const { code, out } = iopath(['lint']);
    assert.equal(code, 1);
    assert.match(out, /^bad\ufffd\.py: left out: its name is not valid UTF-8$/m);
    const [entry] = json(iopath(['lint', '--json']).out).skipped;
    assert.match(entry.file, /bad\ufffd\.py$/);
    // No string of Node's is such a name.
    const script = '"$1" "$2" lint "$(printf \'bad\\377.py\')"';
    const named = spawnSync('sh', ['-c', script, '-', process.execPath, cli], {
      cwd: path,
      encoding: 'utf8',
    });
    assert.equal(named.status, 2, named.stderr);
    assert.match(named.stderr, /why: Its name is not valid UTF-8, or there is no such file/);
  },
);

const isRoot = process.getuid?.() === 0;
/** Takes root's right to read everything: its own folder of mode 0 is then shut for it too. */
const withoutRight = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];
const noSetpriv = isRoot && spawnSync(withoutRight[0]!, [withoutRight[1]!, 'true']).status !== 0;

test(
  'a folder that may not be read is told in the text and in JSON, and the others are looked through',
  { skip: noSetpriv && "setpriv can not take root's rights here (Debian: util-linux)" },
  () => {
    const { path, write, cache } = tree();
    write('a.py', senders('one'));
    write('shut/b.py', senders('two'));
    chmodSync(join(path, 'shut'), 0);
    const lint = (...args: string[]) => {
      const [program = '', ...words] = [
        ...(isRoot ? withoutRight : []),
        process.execPath,
        cli,
        'lint',
        ...args,
      ];
      const env = { ...process.env, XDG_CACHE_HOME: cache };
      return spawnSync(program, words, { cwd: path, env, encoding: 'utf8' });
    };
    try {
      const { status, stdout, stderr } = lint();
      assert.equal(status, 1, stderr);
      assert.match(stdout, /^shut: left out: it can't be read \(EACCES\)$/m);
      assert.match(stdout, /^1 finding in 1 source file, 1 left out\.$/m);
      const { findings, skipped } = json(lint('--json').stdout);
      assert.equal(findings.length, 1);
      assert.deepEqual(skipped, [{ file: join(path, 'shut'), why: "it can't be read (EACCES)" }]);
    } finally {
      chmodSync(join(path, 'shut'), 0o700);
    }
  },
);
