// The engine bpf of `iopath trace`: a BPF program for the kernel, and libbpf in the tracer. Where clang or libbpf is missing,
// all else is built, and the engine is an absence that the tracer names.
import { spawnSync } from 'node:child_process';
import { quietly } from './command.mjs';
import { compilerName } from './compiler.mjs';
import { findTool } from './toolchains.mjs';

/** The object beside the tracer. */
export const bpfObject = 'iopath-calls.bpf.o';

/** Linked in, so that a machine that traces needs none of them. */
const libraries = ['-l:libbpf.a', '-l:libelf.a', '-l:libz.a'];

/** What BPF sources are told of the processor, and where Debian keeps its headers. */
const machines = {
  x64: ['-D__TARGET_ARCH_x86', '-I/usr/include/x86_64-linux-gnu'],
  arm64: ['-D__TARGET_ARCH_arm64', '-I/usr/include/aarch64-linux-gnu'],
};

/** libbpf 1.0 with the libraries it is linked with. */
function linksLibbpf() {
  const input =
    '#include <bpf/libbpf.h>\nint main() { return LIBBPF_MAJOR_VERSION < 1 || libbpf_num_possible_cpus() < 1; }\n';
  const args = ['-x', 'c++', '-', '-x', 'none', ...libraries, '-o', '/dev/null'];
  return spawnSync(compilerName(), args, { input }).status === 0;
}

let known;

/**
 * What the tracer is compiled and linked with for the engine bpf: nothing where it cannot be built here.
 * @returns {{clang: string | null, compile: string[], libraries: string[]}}
 */
export function bpfSupport() {
  known ??= support();
  return known;
}

function support() {
  const clang = findTool('clang');
  const missing = 'why' in clang || !(process.arch in machines) || !linksLibbpf();
  return missing
    ? { clang: null, compile: [], libraries: [] }
    : { clang: clang.path, compile: ['-DIOPATH_BPF'], libraries };
}

/** Compiles the BPF program; libbpf fits it to the running kernel by the types that `-g` keeps. */
export async function buildBpfObject(source, output) {
  const { clang } = bpfSupport();
  if (clang === null) return;
  const flags = [
    '-target',
    'bpf',
    '-mcpu=v3',
    '-g',
    '-O2',
    '-Wall',
    '-Wextra',
    '-Wno-unused-parameter',
    '-Werror',
  ];
  await quietly(clang, [...flags, ...machines[process.arch], '-c', source, '-o', output]);
}
