import { spawn } from 'node:child_process';
import { onPath } from './command.mjs';

/** Opens an address in a browser where there is a display; the address has been printed already. */
export function openInBrowser(address) {
  const opener =
    process.platform === 'darwin'
      ? onPath('open')
      : process.env.DISPLAY || process.env.WAYLAND_DISPLAY
        ? onPath('xdg-open')
        : null;
  if (!opener) return;
  // The user's own browser outlives this session.
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
