// The published native backends for all targets, in out/prebuilds/TARGET.
import { copyFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { programsIn } from './backend.mjs';
import { compileBpf, withBpf } from './bpf.mjs';
import { compileAddon, flagsOf, headerVersions, nativeFiles } from './compiler.mjs';
import { staticLibbpf } from './libbpf.mjs';
import { stamped } from './stamp.mjs';
import { zigCompiler, zigProgram } from './zig.mjs';

/**
 * The lowest glibc that is supported: that of VS Code's own server since 1.99
 * (code.visualstudio.com/docs/remote/linux: glibc 2.28, libstdc++ 3.4.25). libc++ is linked in, so no libstdc++ is needed.
 */
export const glibcFloor = '2.28';

/** What Zig calls each machine that has a backend. */
const machines = {
  'linux-x64': `x86_64-linux-gnu.${glibcFloor}`,
  'linux-arm64': `aarch64-linux-gnu.${glibcFloor}`,
  'alpine-x64': 'x86_64-linux-musl',
  'alpine-arm64': 'aarch64-linux-musl',
};

/** Targets with a native backend. */
export const nativeTargets = Object.keys(machines);

/** Zig's headers of the kernel, by processor. */
const kernelHeaders = { x64: 'x86-linux-any', arm64: 'aarch64-linux-any' };

/** Where the backend of a target is once it was built. */
export const prebuildFolder = target => join('out', 'prebuilds', target);

/** Clang's warnings differ from those of g++, which the sources are kept free of. */
function flags() {
  const { compile, link, linkProgram } = flagsOf({ sanitize: false });
  return {
    compile: [
      ...compile.filter(flag => flag !== '-Werror' && flag !== '-Wextra'),
      ...['-fno-sanitize=all', '-ffunction-sections', '-fdata-sections'],
    ],
    // Only a part of the C++ library, of libbpf and of libelf is used.
    link: [...link, '-s', '-Wl,--gc-sections'],
    linkProgram: [...linkProgram, '-s', '-Wl,--gc-sections'],
  };
}

/** Licences of what is linked into the tracer, beside it. */
export const noticesFile = 'notices.txt';

async function compile(target, { folder, compiler, bpf }) {
  const programs = programsIn(folder, {
    compile: [withBpf, `-isystem${bpf.include}`],
    libraries: bpf.libraries,
  });
  await compileAddon({
    folder: resolve('native'),
    objects: resolve('native', 'build', target),
    output: resolve(folder, 'iopath.node'),
    compiler,
    programs,
  });
  const zig = await zigProgram();
  const arch = target.split('-')[1];
  const kernel = join(dirname(zig), 'lib', 'libc', 'include');
  const headers = [bpf.include, join(kernel, kernelHeaders[arch]), join(kernel, 'any-linux-any')];
  await compileBpf([zig, 'cc', '-target', 'bpfel-freestanding'], { arch, headers, folder });
  copyFileSync(bpf.notices, join(folder, noticesFile));
}

/**
 * Builds the addon, its programs and the tracer's BPF object for a target unless they are up to date.
 * @returns {Promise<string>} the folder of iopath.node, iopath-trace, the object and the licences
 * @throws {UserError} where a compiler or libbpf can't be had
 */
export async function prebuild(target) {
  const folder = prebuildFolder(target);
  const command = [...(await zigCompiler()), '-target', machines[target]];
  const compiler = { command, ...flags() };
  const bpf = await staticLibbpf(machines[target]);
  const { compile: flagsOfSources, link, linkProgram } = compiler;
  const settings = [command.slice(1), flagsOfSources, link, linkProgram, headerVersions(), bpf.notices];
  await stamped(
    `prebuild-${target}`,
    {
      inputs: [
        ...nativeFiles('native', join('native', 'build')),
        ...['compiler', 'bpf', 'prebuild'].map(name => join('scripts', 'lib', `${name}.mjs`)),
      ],
      settings: JSON.stringify(settings),
      outputs: [folder],
      doing: `building the native backend for ${target} (two minutes)`,
    },
    () => compile(target, { folder, compiler, bpf }),
  );
  return folder;
}
