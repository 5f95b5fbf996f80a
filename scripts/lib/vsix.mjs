// The published packages: one VSIX for each platform, and the command line as an npm package.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensureRelease } from './bundles.mjs';
import { quietly } from './command.mjs';
import { nativeTargets, prebuild } from './prebuild.mjs';
import { stageExtension, stageNpm } from './stage.mjs';
import { languageFiles, stamped } from './stamp.mjs';

const desktop = ['shared', 'panel', 'desktop', 'cli'];

/** The backends of the package that fits all. */
export const universalNatives = nativeTargets.filter(name => name.startsWith('linux'));

/**
 * What each VSIX holds. `id` is VS Code's name of the platform, null for one that fits all; `natives` are the backends in
 * it: darwin, win32 and web have lenses, fixes and the textbook's figures.
 */
const vsixes = {
  ...Object.fromEntries(nativeTargets.map(name => [name, { id: name, parts: desktop, natives: [name] }])),
  'darwin-x64': { id: 'darwin-x64', parts: desktop, natives: [] },
  'darwin-arm64': { id: 'darwin-arm64', parts: desktop, natives: [] },
  'win32-x64': { id: 'win32-x64', parts: desktop, natives: [] },
  'win32-arm64': { id: 'win32-arm64', parts: desktop, natives: [] },
  web: { id: 'web', parts: ['shared', 'panel', 'web'], natives: [] },
  // It is installed where no package of the platform is offered; with Alpine's backends it would be over 6 MiB.
  universal: { id: null, parts: [...desktop, 'web'], natives: universalNatives },
};

/** The backends in the package of a target. */
export const nativesOf = target => (target === 'npm' ? nativeTargets : vsixes[target].natives);

/** Names of groups of targets. */
const groups = {
  darwin: ['darwin-x64', 'darwin-arm64'],
  win32: ['win32-x64', 'win32-arm64'],
  all: [...Object.keys(vsixes), 'npm'],
};

/** Every value of `--target`. */
export const targetNames = [...Object.keys(groups), ...Object.keys(vsixes), 'npm'];

/** The targets that a value of `--target` names. */
export const targetsOf = name => groups[name] ?? [name];

const isMusl = () => existsSync('/etc/alpine-release');

/** The platform of this machine, as VS Code names it. */
export const hostTarget = `${process.platform === 'linux' && isMusl() ? 'alpine' : process.platform}-${process.arch}`;

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const inputs = release => [
  ...['package.json', ...languageFiles(), '.vscodeignore', 'package-lock.json', release],
  ...['README.md', 'LICENSE', 'CHANGELOG.md', 'SUPPORT.md', 'SECURITY.md'],
  ...['media', 'l10n', 'schemas', 'docs/rules', 'scripts/lib/vsix.mjs', 'scripts/lib/stage.mjs'],
];

/** @returns {Promise<Record<string, string>>} folders of backends by target */
async function prebuilt(names) {
  const folders = {};
  for (const name of names) folders[name] = await prebuild(name);
  return folders;
}

/**
 * Makes the package of one target in out/, unless the one there was made from the same files.
 * @param {string} target a key of the table above, or `npm`
 * @param {Record<string, string>} [backends] instead of those that are published; the name then says `local`
 * @returns {Promise<string>} its path
 * @throws {UserError} where a native backend can't be built here
 */
export async function makePackage(target, backends) {
  const natives = backends ?? (await prebuilt(nativesOf(target)));
  const release = await ensureRelease();
  const isLocal = backends !== undefined;
  const file = target === 'npm' ? tarball(isLocal) : vsixFile(target, isLocal);
  mkdirSync(dirname(file), { recursive: true });
  const files = {
    inputs: [...inputs(release), ...Object.values(natives)],
    settings: target,
    outputs: [file],
    doing: `packing ${file}`,
  };
  await stamped(`package-${target}${isLocal ? '-local' : ''}`, files, () =>
    target === 'npm'
      ? packNpm({ release, natives, file })
      : packVsix(isLocal ? withWeb(vsixes[target]) : vsixes[target], { release, natives, file }),
  );
  return file;
}

/** This machine's package is also tested in the web host. */
const withWeb = vsix => ({ ...vsix, parts: [...vsix.parts, 'web'] });

const vsixFile = (target, isLocal) =>
  join('out', `io-path-profiler-${target}${isLocal ? '-local' : ''}.vsix`);

/** npm chooses the file's name, so a local one gets its own folder. */
const tarball = isLocal => join('out', isLocal ? 'local' : '', `iopath-${version}.tgz`);

async function packVsix({ id, parts }, { release, natives, file }) {
  const folder = join('out', 'stage', id ?? 'universal');
  stageExtension({ folder, release, parts, backends: natives });
  const vsce = resolve('node_modules', '@vscode', 'vsce', 'vsce');
  const platform = id === null ? [] : ['--target', id];
  const args = [vsce, 'package', ...platform, '--no-dependencies', '--out', resolve(file)];
  await quietly(process.execPath, args, { cwd: folder });
}

async function packNpm({ release, natives, file }) {
  const folder = join('out', 'stage', 'npm');
  stageNpm({ folder, release, backends: natives });
  const args = ['pack', '--ignore-scripts', '--pack-destination', resolve(dirname(file))];
  await quietly('npm', args, { cwd: folder });
}

/** The VSIX for this machine, with the backend of this machine's compiler: it may need this machine's C library. */
export function makeVsix() {
  return nativeTargets.includes(hostTarget)
    ? makePackage(hostTarget, { [hostTarget]: join('dist', 'native') })
    : makePackage(hostTarget);
}
