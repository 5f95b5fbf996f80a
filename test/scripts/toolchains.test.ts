import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { atLeast, findTool, forgetTools, tools } from '../../scripts/lib/toolchains.mjs';
import { programs } from './programs';

const folder = mkdtempSync(join(tmpdir(), 'iopath-tools-'));
after(() => rmSync(folder, { recursive: true }));

/** What is found where PATH holds only a program of that name which does this. */
function foundWith(name: string, script: string): ReturnType<typeof findTool> {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  const path = process.env.PATH;
  process.env.PATH = folder;
  forgetTools();
  try {
    return findTool(name);
  } finally {
    process.env.PATH = path;
    forgetTools();
  }
}

test('versions are compared part by part, as numbers', () => {
  for (const [have, need] of [
    ['17.0.15', '11'],
    ['1.19', '1.19'],
    ['1.19.8', '1.19'],
    ['1.100', '1.19'],
  ] as const)
    assert.ok(atLeast(have, need), `${have} is at least ${need}`);
  assert.ok(!atLeast('1.9', '1.19') && !atLeast('1', '1.9'));
});

test('a program on PATH that is new enough is taken, with its version', () => {
  const found = foundWith('go', 'echo go version go1.22.3 linux/amd64');
  assert.deepEqual(found, { path: join(folder, 'go'), version: '1.22.3' });
});

test('one that is too old, or does not run, is passed over', () => {
  for (const script of ['echo kotlinc-jvm 1.3.31', 'echo no toolchain is installed >&2; exit 1']) {
    const found = foundWith('kotlinc', script);
    if ('why' in found)
      assert.match(found.why, /kotlinc (is 1\.3\.31, and 1\.9 is needed|does not run): npm run/);
    else assert.notEqual(found.path, join(folder, 'kotlinc'));
  }
});

test('a Cargo too old for the lock file is named with the version that is needed', () => {
  assert.match(
    readFileSync('scripts/libbpf/Cargo.lock', 'utf8'),
    /^version = 4$/m,
    'Cargo 1.78 reads it first',
  );
  const found = foundWith('cargo', 'echo cargo 1.65.0');
  if ('why' in found) assert.match(found.absence, /cargo is 1\.65\.0, and 1\.78 is needed$/);
  else assert.notEqual(found.path, join(folder, 'cargo'));
});

test('the Kotlin compiler is looked for below an absolute path, whatever HOME is', () => {
  const script = `import { kotlinFolder } from ${JSON.stringify(resolve('scripts/lib/kotlin.mjs'))};
    console.log(kotlinFolder());`;
  const env = { ...process.env, HOME: '', XDG_CACHE_HOME: 'relative', TMPDIR: folder };
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  assert.ok(isAbsolute(child.stdout.trim()), child.stdout + child.stderr);
});

test('each tool says what is skipped without it and how to get it', () => {
  for (const [name, { serves, packages, elsewhere }] of Object.entries(tools))
    assert.ok(serves.length > 0 && (packages.length > 0 || elsewhere), name);
});

/**
 * `npm run toolchains` where one tool is wanted and missing. apt-get notes how it is called, and what was said until then.
 */
function toolchains(env: Record<string, string>) {
  const bin = programs({
    'apt-get': `[ -e "$WORDS.before" ] || cp "$WORDS" "$WORDS.before"; echo "$*" >> "$WORDS.calls"`,
  });
  after(() => rmSync(bin, { recursive: true }));
  const words = join(bin, 'words');
  const script = `import { tools } from ${JSON.stringify(resolve('scripts/lib/toolchains.mjs'))};
    for (const name of Object.keys(tools)) delete tools[name];
    tools['no-such-tool'] = { minimum: '', version: [], packages: ['its-package'], serves: 'tests', elsewhere: '' };
    await import(${JSON.stringify(resolve('scripts/toolchains.mjs'))});`;
  const run = '"$0" --input-type=module -e "$1" 2>"$WORDS"';
  const { status } = spawnSync('sh', ['-c', run, process.execPath, script], {
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, WORDS: words, ...env },
  });
  assert.equal(status, 0);
  const read = (name: string) => (existsSync(name) ? readFileSync(name, 'utf8') : '');
  return { words: read(words), before: read(`${words}.before`), calls: read(`${words}.calls`) };
}

const skip = process.getuid?.() !== 0 && 'apt-get is called by root only';

test('root is told what is installed, and how to prevent it, before it is', { skip }, () => {
  const { before, calls } = toolchains({ IOPATH_INSTALL: '' });
  assert.match(before, /^apt-get now installs, for the whole system: its-package …\n.*IOPATH_INSTALL=no/);
  assert.match(calls, / update\n.* install -y .*its-package\n$/);
});

test('with IOPATH_INSTALL=no nothing is installed, and what is missing is said', () => {
  const { words, calls } = toolchains({ IOPATH_INSTALL: 'no' });
  assert.equal(calls, '');
  assert.match(words, /MISSING: no-such-tool\..*\n.*apt-get install its-package/);
});
