// The native backend for machines that are not this one, in out/prebuilds/TARGET: what is published.
import { join, resolve } from 'node:path';
import { programsIn } from './backend.mjs';
import { compileAddon, flagsOf, headerVersions, nativeFiles } from './compiler.mjs';
import { stamped } from './stamp.mjs';
import { zigCompiler } from './zig.mjs';

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

/** Where the backend of a target is once it was built. */
export const prebuildFolder = target => join('out', 'prebuilds', target);

/** Clang warns of other things than the compiler that the sources are kept clean with. */
function flags() {
  const { compile, link, linkProgram } = flagsOf({ sanitize: false });
  return {
    compile: [...compile.filter(flag => flag !== '-Werror' && flag !== '-Wextra'), '-fno-sanitize=all'],
    link: [...link, '-s'],
    linkProgram: [...linkProgram, '-s'],
  };
}

/**
 * Builds the addon and its programs for a target unless they are up to date.
 * @returns {Promise<string>} the folder of iopath.node and iopath-trace
 * @throws {UserError} where the compiler can't be had
 */
export async function prebuild(target) {
  const folder = prebuildFolder(target);
  const command = [...(await zigCompiler()), '-target', machines[target]];
  const compiler = { command, ...flags() };
  const output = join(folder, 'iopath.node');
  await stamped(
    `prebuild-${target}`,
    {
      inputs: [...nativeFiles('native', join('native', 'build')), join('scripts', 'lib', 'compiler.mjs')],
      settings: JSON.stringify([
        compiler.command.slice(1),
        compiler.compile,
        compiler.link,
        headerVersions(),
      ]),
      outputs: [folder],
      doing: `building the native backend for ${target} (two minutes)`,
    },
    () =>
      compileAddon({
        folder: resolve('native'),
        objects: resolve('native', 'build', target),
        output: resolve(output),
        compiler,
        programs: programsIn(folder),
      }),
  );
  return folder;
}
