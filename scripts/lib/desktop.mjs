// Desktop VS Code, where there is one: an extension development window with its own folders, so that the user's
// settings and extensions are neither used nor changed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { allOnPath } from './command.mjs';
import { processesNaming, signalAll } from './processes.mjs';
import { say } from './say.mjs';

/** The VS Code of Windows, which WSL puts on PATH: it cannot load an extension from a Linux folder. */
export function isOfWindows(path) {
  if (/^\/mnt\/[a-z]\//i.test(path)) return true;
  // Windows' drives may be mounted anywhere: Code.exe beside `bin` tells it.
  return existsSync(join(dirname(dirname(realpathSync(path))), 'Code.exe'));
}

/** The first `code` on PATH that is of this system, or null; each of Windows before it is passed over with a word. */
export function ownCode() {
  const all = allOnPath('code');
  const at = all.findIndex(path => process.platform === 'win32' || !isOfWindows(path));
  const own = all[at] ?? null;
  for (const path of own ? all.slice(0, at) : all)
    say(
      `${path} is not used: it is the VS Code of Windows, and this is Linux; ${own ?? 'the embedded one'} runs instead`,
    );
  return own;
}

/** The `code` command of a desktop VS Code that can open a window here, or null. */
export function desktopCode() {
  // In a remote window's terminal, `code` is a different program, which cannot load an extension from a folder.
  if (process.env.VSCODE_IPC_HOOK_CLI) return null;
  const linux = process.platform === 'linux';
  if (linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return null;
  // Electron refuses to run as root with its sandbox.
  if (linux && process.getuid() === 0) return null;
  return ownCode();
}

/** Opens the window and returns when it is closed or the session ends. */
export async function runDesktop({ code, folder, first, end }) {
  const root = mkdtempSync(join(tmpdir(), 'iopath-desktop-'));
  const user = join(root, 'user');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(
    join(user, 'User/settings.json'),
    JSON.stringify({ 'security.workspace.trust.enabled': false, 'workbench.startupEditor': 'none' }),
  );
  const extensions = ['.', join('scripts', 'starter')];
  const args = ['--new-window', '--wait'];
  args.push(...extensions.map(path => `--extensionDevelopmentPath=${resolve(path)}`));
  args.push('--user-data-dir', user, '--extensions-dir', join(root, 'extensions'), folder);
  say(`starting ${code}: close its window or press Ctrl-C to end …`);
  const child = spawn(code, args, {
    stdio: 'inherit',
    env: { ...process.env, IOPATH_FIRST: JSON.stringify(first) },
  });
  const closed = new Promise((resolveClosed, reject) => {
    child.on('error', reject);
    child.on('exit', resolveClosed);
  });
  try {
    await Promise.race([closed, end]);
  } finally {
    // The command starts the editor as another process, which is found by the folder that only it uses.
    signalAll([...processesNaming(user)], 'SIGTERM');
    child.kill();
    await new Promise(settle => setTimeout(settle, 500));
    signalAll([...processesNaming(user)], 'SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}
