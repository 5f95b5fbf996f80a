// The files of each package, copied to a folder by an allow-list.
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bpfObject } from './bpf.mjs';
import { targets } from './bundles.mjs';
import { noticesFile } from './prebuild.mjs';
import { languageFiles } from './stamp.mjs';

const listed = (folder, pattern) =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .map(name => name.replaceAll('\\', '/'))
    .filter(name => pattern.test(name))
    .map(name => `${folder}/${name}`);

/** Documents in every package, where they exist. */
const texts = ['README.md', 'LICENSE', 'CHANGELOG.md', 'SUPPORT.md', 'SECURITY.md'];

/** Files of the clone that an extension needs beside its bundles. */
const extensionFiles = () => [
  ...texts,
  '.vscodeignore',
  ...languageFiles(),
  ...listed('l10n', /\.json$/),
  ...listed('media', /^([\w-]+|walkthrough\/[\w-]+)\.(svg|png)$/),
  ...listed('schemas', /\.json$/),
  ...listed('docs/rules', /\.md$/),
  ...listed('docs/rules/ru', /\.md$/),
  ...listed('docs/rules/zh-cn', /\.md$/),
];

/** Bundles by what needs them: paths below the folder of bundles. */
const bundles = {
  shared: /^(grammars\/.*\.wasm|third-party-notices\.txt)$/,
  panel: /^panel\/[\w.-]+\.(js|css|ttf)$/,
  web: /^web\/[\w.-]+\.js$/,
  desktop: /^(extension|analysisThread|reportThread|session)[\w.-]*\.js$/,
  cli: /^(cli|analysisThread|worker|prover)[\w.-]*\.js$/,
};

/** A bundle that no part lists would be missing from every package. */
const unplaced = Object.values(targets)
  .flatMap(({ entryPoints }) => Object.keys(entryPoints))
  .filter(name => !Object.values(bundles).some(pattern => pattern.test(`${name}.js`)));
if (unplaced.length > 0) throw new Error(`scripts/lib/stage.mjs puts no part around ${unplaced.join(', ')}.`);

/** An empty folder for a package's files. */
function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

function put(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

/** Backends go to dist/native, or where there are several, to a folder of dist/native each (src/worker/nativeFile.ts). */
function putBackends(folder, backends) {
  const entries = Object.entries(backends);
  for (const [target, from] of entries) {
    const to = join(folder, 'dist', 'native', entries.length > 1 ? target : '');
    for (const name of ['iopath.node', 'iopath-trace']) put(join(from, name), join(to, name));
    chmodSync(join(to, 'iopath-trace'), 0o755);
    // A build for this machine only may lack it.
    if (existsSync(join(from, bpfObject))) put(join(from, bpfObject), join(to, bpfObject));
  }
  // They are the same for each backend.
  const notices = entries.map(([, from]) => join(from, noticesFile)).find(existsSync);
  if (notices)
    appendFileSync(
      join(folder, 'dist', 'third-party-notices.txt'),
      `\n${'-'.repeat(80)}\n\n${readFileSync(notices, 'utf8')}`,
    );
}

/**
 * Lays out an extension.
 * @param {{folder: string, release: string, parts: (keyof typeof bundles)[], backends: Record<string, string>}} options
 *   `release`: the folder of the bundles; `backends`: folders of native backends by target
 */
export function stageExtension({ folder, release, parts, backends }) {
  emptied(folder);
  for (const file of extensionFiles().filter(existsSync)) put(file, join(folder, file));
  for (const part of parts)
    for (const file of listed(release, bundles[part]))
      put(file, join(folder, 'dist', file.slice(release.length + 1)));
  putBackends(folder, backends);
  const { scripts: _, devDependencies: __, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (!parts.includes('desktop')) delete manifest.main;
  if (!parts.includes('web')) delete manifest.browser;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Fields of package.json that the command line's package shares with the extension. */
const shared = ['version', 'license', 'repository', 'bugs', 'homepage', 'author', 'keywords'];

/** Lays out the command line as an npm package: no dependency, no install script. */
export function stageNpm({ folder, release, backends }) {
  emptied(folder);
  for (const file of texts.filter(existsSync)) put(file, join(folder, file));
  for (const part of ['shared', 'cli'])
    for (const file of listed(release, bundles[part]))
      put(file, join(folder, 'dist', file.slice(release.length + 1)));
  chmodSync(join(folder, 'dist', 'cli.js'), 0o755);
  putBackends(folder, backends);
  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const manifest = {
    name: 'iopath',
    description: own.description,
    ...Object.fromEntries(shared.flatMap(name => (name in own ? [[name, own[name]]] : []))),
    bin: { iopath: 'dist/cli.js' },
    engines: { node: own.engines.node },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
