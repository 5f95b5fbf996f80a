// Runs an embedded VS Code: a server on loopback with its own folders, which are removed when it stops.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quietly } from './command.mjs';
import { groupMembers, killGroup, signalAll } from './processes.mjs';
import { vscodeHost } from './vscodeHost.mjs';

/** Settings without wizards, sign-in and requests to the vendor. */
const baseSettings = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.menuBarVisibility': 'classic',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function sessionFolders(settings) {
  const root = mkdtempSync(join(tmpdir(), 'iopath-vscode-'));
  const folders = {
    root,
    user: join(root, 'user'),
    extensions: join(root, 'extensions'),
    server: join(root, 'server'),
    temporary: join(root, 'tmp'),
  };
  mkdirSync(join(folders.user, 'User'), { recursive: true });
  mkdirSync(folders.extensions);
  mkdirSync(folders.temporary);
  writeFileSync(
    join(folders.user, 'User/settings.json'),
    JSON.stringify({ ...baseSettings, ...settings }, null, 2),
  );
  return folders;
}

/** Time limit for a running server to answer: far more than a loaded machine needs. */
const patienceMs = 300_000;

/** Waits until the server answers; false where it has ended, or never does. */
async function answers(address, child) {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    try {
      const reply = await fetch(`${address}/version`, { signal: AbortSignal.timeout(2000) });
      if (reply.ok) return true;
    } catch {
      // not listening yet
    }
    await sleep(100);
  }
  return false;
}

/**
 * Ends a VS Code with the process that started it, even when that one fails or is killed: the server leads its own
 * session and would live on. Returns a function that undoes this.
 */
function reapAtExit(child, folder) {
  const reap = () => {
    signalAll(groupMembers(child.pid), 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const end = () => process.exit(1);
  // A process with its own signal handler stops its VS Code itself.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].filter(name => process.listenerCount(name) === 0);
  process.on('exit', reap);
  for (const name of signals) process.on(name, end);
  return () => {
    process.off('exit', reap);
    for (const name of signals) process.off(name, end);
  };
}

/**
 * Starts an embedded VS Code on 127.0.0.1.
 * @param {object} options
 * @param {string[]} [options.vsix] extensions to install into its own extensions folder, as a person would have them
 * @param {boolean} [options.developmentPaths] allow extensionDevelopmentPath in the address; hides ordinary toasts
 * @param {boolean} [options.token] demand a connection token: for a person's use
 * @param {object} [options.settings] added to the user settings
 * @param {Record<string, string>} [options.env] added to the environment of the server and its extension hosts
 * @param {string[]} [options.serverArgs] further arguments of the server
 */
export async function startVSCode({
  vsix = [],
  developmentPaths,
  token,
  settings,
  env,
  serverArgs = [],
} = {}) {
  const { node, server } = await vscodeHost();
  const folders = sessionFolders(settings);
  const own = ['--user-data-dir', folders.user, '--extensions-dir', folders.extensions];
  own.push('--server-data-dir', folders.server, '--accept-server-license-terms', '--telemetry-level', 'off');
  // No gallery: nothing is fetched from the network, and the extensions view says so.
  const environment = {
    ...process.env,
    EXTENSIONS_GALLERY: '{}',
    // Its sockets and temporary files are removed with the session.
    TMPDIR: folders.temporary,
    XDG_RUNTIME_DIR: folders.temporary,
    ...env,
  };
  // Without these variables, the Node below does not take itself for a child of an editor's terminal.
  for (const name of Object.keys(environment))
    if (/^(VSCODE_|ELECTRON_)/.test(name)) delete environment[name];
  try {
    for (const file of vsix)
      await quietly(node, [server, '--install-extension', file, ...own], { env: environment });
  } catch (error) {
    rmSync(folders.root, { recursive: true, force: true });
    throw error;
  }

  const secret = token ? randomBytes(16).toString('hex') : null;
  const port = await freePort();
  const access = secret ? ['--connection-token', secret] : ['--without-connection-token'];
  const driver = developmentPaths ? ['--enable-smoke-test-driver'] : [];
  // A user may return to an open address at any time; a killed test never does.
  const lifetime = token ? [] : ['--enable-remote-auto-shutdown'];
  const child = spawn(
    node,
    [
      server,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...access,
      ...own,
      ...driver,
      ...lifetime,
      ...serverArgs,
    ],
    // In its own process group: extension hosts, workers and terminals end with it.
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let log = '';
  const keep = chunk => {
    log = (log + chunk).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  const forget = reapAtExit(child, folders.root);
  let stopping = null;
  const stop = () => {
    stopping ??= killGroup(child).finally(() => {
      forget();
      rmSync(folders.root, { recursive: true, force: true, maxRetries: 5 });
    });
    return stopping;
  };
  const address = `http://127.0.0.1:${port}`;
  if (!(await answers(address, child))) {
    await stop();
    throw new Error(`the embedded VS Code did not answer on ${address}\n${log}`);
  }
  return {
    address,
    authority: `127.0.0.1:${port}`,
    token: secret,
    folders,
    pid: child.pid,
    child,
    log: () => log,
    /** Processes of this VS Code that are alive: server, extension hosts, workers. */
    processes: () => groupMembers(child.pid),
    stop,
  };
}
