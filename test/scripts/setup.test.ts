// The set-up as a person runs it, in a small checkout: what it says where it cannot go on, and what an interrupted one leaves.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { processStart } from '../../scripts/lib/processes.mjs';
import { until } from '../until';
import { programs } from './programs';
import { smallCheckout } from './smallCheckout';
import { tmpfs } from './tmpfs';

const megabyte = 2 ** 20;
const withoutCompiler =
  spawnSync('g++', ['--version']).status !== 0 && 'no g++ (Debian: sudo apt-get install g++)';

/** Runs a script of a checkout to its end. */
function run(folder: string, [script, ...args]: string[], options = {}) {
  const program = [join(folder, 'scripts', script as string), ...args];
  const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8', ...options });
  return { status, words: stderr };
}

test('a disk that fills up while dist/ is built is told with its remedy', async t => {
  const full = tmpfs(t, { size: '1m', inodes: 100 });
  if (full === null) return;
  const { folder, write } = smallCheckout({ bundles: true });
  symlinkSync(full, join(folder, 'dist'));
  write('src/session/main.ts', `console.log(${JSON.stringify('x'.repeat(2 * megabyte))});`);
  const { status, words } = run(folder, ['setup.mjs']);
  assert.equal(status, 1);
  assert.match(words, /\n {2}why: the disk is full \(.*dist\/session\.js.*\)\n {2}do: {2}make room/);
});

test('a disk that fills up while grammars are copied is told with the file that lacks room', async t => {
  const full = tmpfs(t, { size: '200k', inodes: 100 });
  if (full === null) return;
  const { folder } = smallCheckout({ bundles: true });
  symlinkSync(full, join(folder, 'dist'));
  const { status, words } = run(folder, ['setup.mjs']);
  assert.equal(status, 1);
  assert.match(
    words,
    /\ndist\/grammars\/\S+ cannot be used\.\n {2}why: the disk is full .*\n {2}do: {2}make room/,
  );
});

test('a disk that fills up while the backend is compiled', { skip: withoutCompiler }, async t => {
  const full = tmpfs(t, { size: '1m', inodes: 100 });
  if (full === null) return;
  const { folder, write } = smallCheckout();
  symlinkSync(full, join(folder, 'native/build'));
  write('native/it.cc', `char large[${2 * megabyte}] = {1};\n`);
  const { status, words } = run(folder, ['native.mjs']);
  assert.equal(status, 1);
  assert.match(words, /\n {2}why: the disk is full \(.*No space left on device.*\)\n {2}do: {2}make room/);
});

test('an out/ that cannot be written is named, with the reason and the remedy', t => {
  const { folder } = smallCheckout({ bundles: true });
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'out'), { mode: 0o555 });
  const other = process.getuid?.() === 0 ? { uid: 65534 } : {};
  if (run(folder, ['setup.mjs', '--help'], other).status !== 0) return t.skip('another user cannot run it');
  const { status, words } = run(folder, ['setup.mjs'], other);
  assert.equal(status, 1);
  assert.match(
    words,
    /\nout\/setup cannot be used\.\n {2}why: access is denied .*\n {2}do: {2}make it yours/,
  );
});

test('without g++ an optional backend is missing with a word, and the rest is set up', () => {
  const { folder } = smallCheckout({ bundles: true });
  // Not empty: the system's usual folders would be searched.
  const env = { ...process.env, CXX: '', PATH: folder };
  const optional = run(folder, ['setup.mjs', '--backend', 'optional'], { env });
  assert.equal(optional.status, 0, optional.words);
  assert.match(
    optional.words,
    /nothing can be measured; lenses, .* work\.\n {2}why: .* g\+\+ cannot be run \(ENOENT\)\n {2}do: /,
  );
  assert.ok(existsSync(join(folder, 'dist/cli.js')) && !existsSync(join(folder, 'dist/native')));
  const required = run(folder, ['setup.mjs', '--backend', 'required'], { env });
  assert.equal(required.status, 1, 'where it is required, the same is the end');
});

/** Starts a script as the leader of a group, as a terminal does. */
function start(folder: string, script: string, env = {}) {
  return spawn(process.execPath, [join(folder, 'scripts', script)], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, ...env },
  });
}

/** Ctrl-C in a terminal: a signal to the whole group. */
async function interrupt(child: ChildProcess) {
  process.kill(-(child.pid as number), 'SIGINT');
  const [code, signal] = await once(child, 'close');
  assert.ok(signal === 'SIGINT' || code === 130, `${code} ${signal}`);
}

test('Ctrl-C while dist/ is built leaves nothing that the next run does not remove', async () => {
  const { folder, write } = smallCheckout({ bundles: true });
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  // Whoever reads it waits: the build stands still after the first of its bundles.
  const slow = join(folder, 'slow.ts');
  spawnSync('mkfifo', [slow]);
  write('src/cli/main.ts', `import '../../slow';\n`);
  const first = start(folder, 'setup.mjs', { TMPDIR: temporary });
  await until('the bundle before that one', () => existsSync(join(folder, 'dist/prover.js')));
  await interrupt(first);
  rmSync(slow);
  writeFileSync(slow, 'console.log(1);\n');
  const { status, words } = run(folder, ['setup.mjs'], { env: { ...process.env, CXX: 'none' } });
  assert.equal(status, 0, words);
  assert.match(words, /^building dist\/ …$/m);
  const stale = (name: string) => /\.(lock|parts)/.test(name);
  assert.deepEqual(readdirSync(join(folder, 'out/setup')).filter(stale), []);
  assert.deepEqual(readdirSync(join(folder, 'dist')).filter(stale), []);
  assert.deepEqual(readdirSync(temporary), []);
});

test('Ctrl-C while the backend is compiled ends the compiler, and the next run builds it anew', async () => {
  const { folder } = smallCheckout();
  const log = join(folder, 'log');
  const bin = programs({
    cxx: `case "$*" in *-l:libbpf*) exit 1;; *" -o "*) ;; *) exit 0;; esac
for made; do :; done
echo half > "$made"
echo $$ >> '${log}'
while [ -d '${folder}' ] && [ ! -e '${folder}/go' ]; do sleep 0.05; done
echo whole > "$made"`,
  });
  after(() => rmSync(bin, { recursive: true }));
  const env = { CXX: join(bin, 'cxx') };
  const first = start(folder, 'native.mjs', env);
  await until('a compiler', () => existsSync(log) && readFileSync(log, 'utf8').endsWith('\n'));
  await interrupt(first);
  const compiler = Number(readFileSync(log, 'utf8'));
  await until('the end of the compiler', () => processStart(compiler) === null);
  assert.ok(!existsSync(join(folder, 'dist/native/iopath.node')));
  writeFileSync(join(folder, 'go'), '');
  const { status, words } = run(folder, ['native.mjs'], { env: { ...process.env, ...env } });
  assert.equal(status, 0, words);
  assert.deepEqual(readdirSync(join(folder, 'dist/native')), ['iopath.node']);
  const objects = join(folder, 'native/build/release');
  const contents = readdirSync(objects).map(name => readFileSync(join(objects, name), 'utf8'));
  assert.deepEqual(contents, ['whole\n'], 'no half object is taken for a whole one');
  assert.deepEqual(readdirSync(join(folder, 'out/setup')), ['native.stamp']);
});
