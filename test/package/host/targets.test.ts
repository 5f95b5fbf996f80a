// What each published package holds. Backends for other machines are built by `npm run package -- --target all`; where they
// were not, their packages are skipped with that reason. `npm run test:targets` runs them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { elfNeeds, newestGlibc } from '../../../scripts/lib/elf.mjs';
import { glibcFloor, nativeTargets } from '../../../scripts/lib/prebuild.mjs';
import { makePackage, targetsOf, universalNatives } from '../../../scripts/lib/vsix.mjs';
import { allowed, mostBytes } from './contents';
import { modesIn } from './zip';

const place = mkdtempSync(join(tmpdir(), 'iopath-targets-'));
after(() => rmSync(place, { recursive: true, force: true }));

const lacksBackend = (targets: readonly string[]) => {
  const missing = targets.find(target => !existsSync(join('out', 'prebuilds', target, 'iopath.node')));
  return missing !== undefined && `no backend for ${missing} here: npm run package -- --target all`;
};

function unpacked(file: string, name: string): string {
  const folder = join(place, name);
  execFileSync('python3', ['-m', 'zipfile', '-e', resolve(file), folder]);
  return join(folder, 'extension');
}

function checked(file: string): string[] {
  const names = [...modesIn(file).keys()];
  assert.deepEqual(
    names.filter(name => !allowed.test(name)),
    [],
  );
  assert.ok(statSync(file).size < mostBytes, `${statSync(file).size} bytes`);
  return names.map(name => name.replace('extension/', ''));
}

const platformOf = (file: string) =>
  /TargetPlatform="([^"]+)"/.exec(
    execFileSync('python3', [
      '-c',
      'import sys,zipfile;print(zipfile.ZipFile(sys.argv[1]).read("extension.vsixmanifest").decode())',
      file,
    ]).toString(),
  )?.[1];

for (const target of [...targetsOf('darwin'), ...targetsOf('win32')])
  test(`${target}: lenses, fixes and the command line, and no backend`, async () => {
    const file = await makePackage(target);
    assert.equal(platformOf(file), target);
    const names = checked(file);
    assert.ok(names.includes('dist/extension.js') && names.includes('dist/cli.js'));
    assert.deepEqual(
      names.filter(name => name.startsWith('dist/native') || name.startsWith('dist/web')),
      [],
    );
  });

test('web: nothing that needs Node', async () => {
  const file = await makePackage('web');
  assert.equal(platformOf(file), 'web');
  const names = checked(file);
  assert.deepEqual(names.filter(name => /^dist\/.*\.js$/.test(name)).sort(), [
    'dist/panel/panel.js',
    'dist/web/extension.js',
  ]);
  const manifest = JSON.parse(readFileSync(join(unpacked(file, 'web'), 'package.json'), 'utf8'));
  assert.equal(manifest.main, undefined);
  assert.equal(manifest.browser, './dist/web/extension.js');
});

/** A backend runs on its processor, with the oldest C library that is promised, and brings its own C++ library. */
function checkBackend(folder: string, target: string): void {
  for (const name of ['iopath.node', 'iopath-trace']) {
    const needs = elfNeeds(join(folder, name));
    assert.equal(needs.machine, target.split('-')[1], name);
    const foreign = needs.needed.filter(
      library => !/^(lib(c|m|dl|pthread|rt)\.so|ld-(linux|musl))/.test(library),
    );
    assert.deepEqual(foreign, [], `${name} of ${target} needs libraries that a machine may lack`);
    const glibc = newestGlibc(needs);
    if (target.startsWith('alpine')) {
      assert.equal(glibc, null, `${name} asks for glibc`);
      assert.equal(needs.staticTls, false, `${name} has initial-exec variables: musl loads no such addon`);
    } else {
      const [major, minor] = glibc!.split('.').map(Number);
      assert.ok(major === 2 && minor! <= Number(glibcFloor.split('.')[1]), `${name} asks for glibc ${glibc}`);
    }
  }
}

/** Programs of BPF are machine 247 (elf(5), EM_BPF); libbpf reads their types and relocations from the section .BTF. */
function checkBpf(folder: string): void {
  const object = readFileSync(join(folder, 'iopath-calls.bpf.o'));
  assert.equal(object.readUInt16LE(18), 247);
  assert.ok(object.includes('.BTF.ext'));
  const tracer = readFileSync(join(folder, 'iopath-trace'));
  assert.ok(tracer.includes('iopath-calls.bpf.o'), 'the tracer looks for it');
}

/** Licences ask to be named where their code is linked in: libbpf's, and musl's for Alpine. */
function checkNotices(dist: string, target: string): void {
  const notices = readFileSync(join(dist, 'third-party-notices.txt'), 'utf8');
  for (const name of [
    /^libbpf \S+ \(BSD-2-Clause\)$/m,
    /^libelf of elfutils .*LGPL/m,
    /^zlib \S+ \(Zlib\)$/m,
    ...(target.startsWith('alpine') ? [/^musl \(MIT\)/m] : []),
  ])
    assert.match(notices, name);
}

for (const target of nativeTargets)
  test(`${target}: a backend for that machine`, { skip: lacksBackend([target]) }, async () => {
    const file = await makePackage(target);
    assert.equal(platformOf(file), target);
    checked(file);
    assert.equal(modesIn(file).get('extension/dist/native/iopath-trace')! & 0o111, 0o111);
    const dist = join(unpacked(file, target), 'dist');
    checkBackend(join(dist, 'native'), target);
    checkBpf(join(dist, 'native'));
    checkNotices(dist, target);
  });

test(
  'universal: the backends for glibc, each in its folder, and the web part',
  { skip: lacksBackend(universalNatives) },
  async () => {
    const file = await makePackage('universal');
    assert.equal(platformOf(file), undefined);
    assert.ok(checked(file).includes('dist/web/extension.js'));
    const folder = unpacked(file, 'universal');
    for (const target of universalNatives) {
      checkBackend(join(folder, 'dist', 'native', target), target);
      checkBpf(join(folder, 'dist', 'native', target));
    }
    checkNotices(join(folder, 'dist'), 'universal');
  },
);
