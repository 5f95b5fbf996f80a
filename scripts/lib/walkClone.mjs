// A newcomer's way from the source: clone, `npm start`, read the first figure. Nothing is clicked: the example's data is
// profiled when the editor has opened.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietly } from './command.mjs';
import { readResult, stopwatch } from './walk.mjs';
import { openWorkbench } from './workbench.mjs';

/** Starts `npm start` in a clone; the address it prints, and how to end it. */
async function npmStart(clone) {
  const args = ['start', '--', '--embedded', '--no-browser'];
  const child = spawn('npm', args, { cwd: clone, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = new Promise(settle => child.once('close', settle));
  let log = '';
  const address = new Promise((found, failed) => {
    const read = chunk => {
      log += chunk;
      const [, text] = /^(http:\S+)$/m.exec(log) ?? [];
      if (text) found(new URL(text));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(code => failed(new Error(`npm start ended with ${code}\n${log}`)));
  });
  // The whole group: npm does not hand a signal on.
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { address: await address, stop };
}

const running = ({ origin, host, searchParams }) => ({
  address: origin,
  authority: host,
  token: searchParams.get('tkn'),
});

/**
 * Clones this repository's last commit and walks from there.
 * @param {{picture: (name: string) => string}} options a picture's name to its file
 * @returns {Promise<{times: Record<string, number>, clicks: number, end: string}>} milliseconds
 */
export async function walkClone({ picture }) {
  const { times, reached } = stopwatch();
  const parent = mkdtempSync(join(tmpdir(), 'iopath-walk-'));
  const clone = join(parent, 'clone');
  try {
    await quietly('git', ['clone', '--quiet', '--no-hardlinks', process.cwd(), clone]);
    reached('cloned');
    const { address, stop } = await npmStart(clone);
    try {
      reached('npm start has printed its address');
      const workbench = await openWorkbench(running(address), { folder: address.searchParams.get('folder') });
      try {
        await workbench.ready();
        reached('workbench ready');
        const end = await readResult({ workbench, reached });
        await workbench.screenshot(picture('result'));
        return { times, clicks: 0, end };
      } finally {
        await workbench.close();
      }
    } finally {
      await stop();
    }
  } finally {
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  }
}
