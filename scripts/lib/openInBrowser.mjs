import { spawn } from 'node:child_process';
import { onPath } from './command.mjs';

/** Shows an address where there is a display to show it on. Says nothing when there is none: it has been printed. */
export function openInBrowser(address) {
  const opener =
    process.platform === 'darwin'
      ? onPath('open')
      : process.env.DISPLAY || process.env.WAYLAND_DISPLAY
        ? onPath('xdg-open')
        : null;
  if (!opener) return;
  // The browser is the person's own: it outlives this session.
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
