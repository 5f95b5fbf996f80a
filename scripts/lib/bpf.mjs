// The engine bpf of `iopath trace`: a BPF program for the kernel, and libbpf in the tracer. In a build for this machine alone,
// where clang or libbpf may be missing, all else is built, and the engine is an absence that the tracer names.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { compilerName } from './compiler.mjs';
import { findTool } from './toolchains.mjs';

/** The object beside the tracer. */
export const bpfObject = 'iopath-calls.bpf.o';

/** Linked statically, so that a machine that traces needs none of them. */
const libraries = ['-l:libbpf.a', '-l:libelf.a', '-l:libz.a'];

/** Tells the tracer's sources that libbpf is there. */
export const withBpf = '-DIOPATH_BPF';

const source = join('native', 'trace', 'bpf', 'calls.bpf.c');

/** The processor's name in the macros of libbpf's bpf_tracing.h. */
const processors = { x64: '-D__TARGET_ARCH_x86', arm64: '-D__TARGET_ARCH_arm64' };

/** The folder of Debian's headers for a processor. */
const debianHeaders = { x64: '/usr/include/x86_64-linux-gnu', arm64: '/usr/include/aarch64-linux-gnu' };

/** libbpf 1.0 and the libraries that it needs. */
function linksLibbpf() {
  const input =
    '#include <bpf/libbpf.h>\nint main() { return LIBBPF_MAJOR_VERSION < 1 || libbpf_num_possible_cpus() < 1; }\n';
  const args = ['-x', 'c++', '-', '-x', 'none', ...libraries, '-o', '/dev/null'];
  return spawnSync(compilerName(), args, { input }).status === 0;
}

let known;

/**
 * Flags and libraries of the tracer for the engine bpf: none where that engine cannot be built here.
 * @returns {{clang: string | null, compile: string[], libraries: string[]}}
 */
export function bpfSupport() {
  known ??= support();
  return known;
}

function support() {
  const clang = findTool('clang');
  const missing = 'why' in clang || !(process.arch in processors) || !linksLibbpf();
  return missing
    ? { clang: null, compile: [], libraries: [] }
    : { clang: clang.path, compile: [withBpf], libraries };
}

const flags = ['-mcpu=v3', '-g', '-O2', '-Wall', '-Wextra', '-Wno-unused-parameter', '-Werror'];

/**
 * Compiles the BPF program into a folder; libbpf fits it to the running kernel by the types that `-g` keeps.
 * @param {string[]} compiler a clang with its first words, the target among them
 * @param {{arch: string, headers: string[], folder: string}} options `headers`: folders of libbpf's and the kernel's
 */
export async function compileBpf([program, ...first], { arch, headers, folder }) {
  const words = [...first, ...flags, processors[arch], ...headers.map(header => `-isystem${header}`)];
  await quietly(program, [...words, '-c', source, '-o', join(folder, bpfObject)]);
}

/**
 * Compiles it for this machine where the tools are there.
 * @param {string} folder
 * @param {string[]} [words] more words for clang
 */
export async function buildBpfObject(folder, words = []) {
  const { clang } = bpfSupport();
  if (clang === null) return;
  const headers = [debianHeaders[process.arch]];
  await compileBpf([clang, '-target', 'bpf', ...words], { arch: process.arch, headers, folder });
}
