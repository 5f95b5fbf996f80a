// libbpf for machines that are not this one, with the libelf and zlib it needs: their sources come in the crate libbpf-sys,
// by Cargo's lock file, and Zig compiles them to static libraries.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cached, fingerprint } from './cache.mjs';
import { quietly } from './command.mjs';
import { UserError } from './say.mjs';
import { findTool } from './toolchains.mjs';
import { zigProgram } from './zig.mjs';

const manifest = join('scripts', 'libbpf', 'Cargo.toml');
const lock = join('scripts', 'libbpf', 'Cargo.lock');
const crate = /^libbpf-sys-\d/;

const missing = why =>
  new UserError({
    what: "libbpf's sources can't be had here, and published packages trace by BPF as well.",
    why,
    remedy: 'install Cargo 1.78 or newer (https://rustup.rs) and check that `cargo fetch` works',
  });

/** The crate's folder: libbpf, elfutils and zlib as they are upstream. It is fetched once. */
async function sources() {
  const cargo = findTool('cargo');
  if ('why' in cargo) throw missing(cargo.absence);
  const folder = await cached(`libbpf-sources-${fingerprint(lock)}`, async place => {
    const args = ['vendor', '--locked', '--versioned-dirs', '--manifest-path', manifest, join(place, 'all')];
    try {
      await quietly(cargo.path, args, { limitMs: 600_000 });
    } catch (error) {
      throw missing(error.message.trim().split('\n').slice(-2).join(' '));
    }
    const name = readdirSync(join(place, 'all')).find(found => crate.test(found));
    renameSync(join(place, 'all', name), join(place, 'crate'));
    rmSync(join(place, 'all'), { recursive: true });
    // Its sources and ours include its headers as `bpf/…`.
    mkdirSync(join(place, 'include'));
    symlinkSync(join('..', 'crate', 'libbpf', 'src'), join(place, 'include', 'bpf'));
  });
  return { crate: join(folder, 'crate'), include: join(folder, 'include') };
}

/** The result of elfutils' configure, the same for every target: all have mempcpy, reallocarray and visibility. */
const elfutilsConfig = `#define PACKAGE "elfutils"
#define PACKAGE_NAME "elfutils"
#define HAVE_DECL_MEMPCPY 1
#define HAVE_DECL_POWEROF2 1
#define HAVE_DECL_MEMRCHR 1
#define HAVE_DECL_RAWMEMCHR 0
#define HAVE_DECL_REALLOCARRAY 1
#define HAVE_VISIBILITY 1
#define HAVE_GCC_STRUCT 0
#define HAVE_ERR_H 1
#define CHECK_UNDEFINED 0
#include <eu-config.h>
`;

/** The libraries in link order: folders of sources, of headers, and further flags. */
const libraries = {
  bpf: {
    sources: 'libbpf/src',
    headers: ['libbpf/include', 'libbpf/include/uapi', 'elfutils/libelf', 'zlib'],
  },
  elf: {
    sources: 'elfutils/libelf',
    headers: ['elfutils/lib', 'elfutils/libelf', 'zlib'],
    flags: ['-std=gnu99', '-DHAVE_CONFIG_H'],
  },
  z: { sources: 'zlib', headers: ['zlib'], flags: ['-DHAVE_UNISTD_H'] },
};

async function buildLibrary(zig, machine, { name, crate: from, place }) {
  const { sources: folder, headers, flags = [] } = libraries[name];
  const files = readdirSync(join(from, folder)).filter(file => file.endsWith('.c'));
  const words = [
    ...['build-lib', '-static', '-O', 'ReleaseSmall', '-fPIC', '-lc', '-target', machine, '--name', name],
    ...[`-femit-bin=${join(place, `lib${name}.a`)}`, `-I${place}`],
    ...headers.map(header => `-I${join(from, header)}`),
    // Warnings in upstream's sources are not ours to mend.
    ...['-cflags', '-w', '-D_GNU_SOURCE', '-D_FILE_OFFSET_BITS=64', '-ffunction-sections', ...flags, '--'],
    ...files.map(file => join(from, folder, file)),
  ];
  await quietly(zig, words, { limitMs: 600_000 });
}

const notice = (head, from, files) =>
  `${head}\n\n${files.map(file => readFileSync(join(from, file), 'utf8').trim()).join('\n\n')}`;

/** The notices that the licences of the three require with a program that contains them; and of musl, which Alpine's contains. */
const noticesOf = (from, machine, zig) =>
  [
    notice('libbpf 1.7.0 (BSD-2-Clause)', from, ['libbpf/LICENSE.BSD-2-Clause']),
    notice(
      'libelf of elfutils 0.191 (LGPL-3.0-or-later), unchanged, linked into iopath-trace. With another libelf, build it from the sources of this project: `npm run package -- --target linux-x64`.',
      from,
      ['elfutils/COPYING-LGPLV3', 'elfutils/COPYING'],
    ),
    notice('zlib 1.2.13 (Zlib)', from, ['zlib/LICENSE']),
    ...(machine.endsWith('-musl')
      ? [notice('musl (MIT), linked into iopath-trace', dirname(zig), ['lib/libc/musl/COPYRIGHT'])]
      : []),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);

/**
 * The static libraries for a machine, built once.
 * @param {string} machine as Zig names it
 * @returns {Promise<{libraries: string[], include: string, notices: string}>} files to link, the folder of `bpf/…`, the
 *   file of their licences
 * @throws {UserError} where Cargo or Zig can't be had
 */
export async function staticLibbpf(machine) {
  const { crate: from, include } = await sources();
  const zig = await zigProgram();
  const version = fingerprint(lock, join('scripts', 'lib', 'libbpf.mjs'), join('scripts', 'lib', 'zig.mjs'));
  const folder = await cached(`libbpf-${machine}-${version}`, async place => {
    writeFileSync(join(place, 'config.h'), elfutilsConfig);
    for (const name of Object.keys(libraries)) await buildLibrary(zig, machine, { name, crate: from, place });
    writeFileSync(join(place, 'notices.txt'), `${noticesOf(from, machine, zig)}\n`);
  });
  return {
    libraries: Object.keys(libraries).map(name => resolve(folder, `lib${name}.a`)),
    include,
    notices: join(folder, 'notices.txt'),
  };
}
