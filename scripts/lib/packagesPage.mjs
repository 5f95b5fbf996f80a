// docs/packages.md: the files that `npm run package -- --target all --page` made, with figures read from them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { elfNeeds, newestGlibc } from './elf.mjs';
import { glibcFloor, nativeTargets, prebuildFolder } from './prebuild.mjs';
import { nativesOf } from './vsix.mjs';

const megabytes = bytes => (bytes / 1e6).toFixed(2);
const row = cells => `| ${cells.join(' | ')} |`;
const table = (columns, rows) =>
  [row(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(row)].join('\n');

function packageRow([target, file]) {
  const natives = nativesOf(target);
  const name = `\`${basename(file)}\``;
  return [name, megabytes(statSync(file).size), natives.length === 0 ? 'none' : natives.join(', ')];
}

/** The C library that a file requires, by the newest version among its symbols. */
function cLibrary(needs) {
  const glibc = newestGlibc(needs);
  if (glibc !== null) return `glibc ${glibc}`;
  return needs.needed.some(name => name.startsWith('libc')) ? 'musl' : 'none: linked statically';
}

function backendRows(target) {
  return ['iopath.node', 'iopath-trace'].map(name => {
    const path = join(prebuildFolder(target), name);
    const needs = elfNeeds(path);
    const libraries = needs.needed.map(library => `\`${library}\``).join(', ');
    return [
      target,
      `\`${name}\``,
      megabytes(statSync(path).size),
      needs.machine,
      cLibrary(needs),
      libraries || 'none',
    ];
  });
}

/** Bundles by who reads them and when. */
const bundles = {
  'the editor, when the extension starts': release => startOf(release, 'extension'),
  'the editor, in parts with a first lens, command or view': release => partsOf(release, 'extension'),
  'threads that analyse text, of the editor and of lint': () => ['analysisThread.js'],
  'the process of runs': () => ['session.js'],
  'its worker and prover': () => ['worker.js', 'prover.js'],
  'the panel': () => ['panel/panel.js'],
  'the editor in a browser': () => ['web/extension.js'],
  'the command line, at its start': release => startOf(release, 'cli'),
  'the command line, in parts': release => partsOf(release, 'cli'),
};

/** An entry point and what it reads at once (splitBundle.mjs). */
function startOf(release, name) {
  const entry = readFileSync(join(release, `${name}.js`), 'utf8');
  return [`${name}.js`, ...[...entry.matchAll(/require\("\.\/([^"]+)"\)/g)].map(([, part]) => part)];
}

function partsOf(release, name) {
  const atStart = startOf(release, name);
  return readdirSync(release).filter(
    file => file.startsWith(`${name}-`) && file.endsWith('.js') && !atStart.includes(file),
  );
}

function bundleRows(release) {
  return Object.entries(bundles).map(([reader, filesOf]) => {
    const files = filesOf(release);
    const bytes = files.reduce((sum, name) => sum + statSync(join(release, name)).size, 0);
    return [reader, files.length, (bytes / 1024).toFixed(1)];
  });
}

/**
 * The page about packages.
 * @param {Map<string, string>} made files by target
 * @param {string} release the folder of the bundles in them
 */
export function packagesPage(made, release) {
  const backends = nativeTargets.filter(target =>
    [...made.keys()].some(name => nativesOf(name).includes(target)),
  );
  return `# Packages

Made on ${new Date().toISOString().slice(0, 10)} by \`npm run package -- --target all --page\`. A test holds each VSIX to 6,000,000 bytes and to the list of what it may hold.

${table(['package', 'MB', 'native backends'], [...made].map(packageRow))}

## Native backends

Each holds the BPF object of the engine \`bpf\` as well, and the tracer libbpf, libelf and zlib. The C library is what the symbols of the file ask for. glibc may be no newer than ${glibcFloor}, which VS Code's own server needs; the C++ library is linked in.

${table(['backend', 'file', 'MB', 'processor', 'C library', 'shared libraries'], backends.flatMap(backendRows))}

## Bundles

Minified, in KiB. No bundle names its source map; the maps lie beside them in \`out/release\` and are in no package.

${table(['read by', 'files', 'KiB'], bundleRows(release))}

## What ran where

\`npm run test:targets\` loads the backends that the machine of the tests can't load itself, each on a Node of its own: \`alpine-x64\` on musl, \`linux-arm64\`
and \`alpine-arm64\` under QEMU's user mode. QEMU has no io_uring, no ptrace and no perf events: strategies and tests that need them are skipped, with the
backend's own reason. No backend ran on a real arm64 processor. The packages for macOS and Windows were checked for what they hold, and did not run.
`;
}
