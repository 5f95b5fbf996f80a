// Runs the editor's part of a run in another process: the session's client, and what the editor does with its messages.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'esbuild';

/** Builds it; the answer runs it with an input and what to do, and returns what it printed. */
export async function hostProcess() {
  const outfile = resolve('dist-test/bench/sessionHost.cjs');
  await build({
    entryPoints: ['test/bench/sessionHost.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  const session = resolve('dist/session.js');
  return (...args) =>
    JSON.parse(execFileSync(process.execPath, [outfile, session, ...args.map(String)], { encoding: 'utf8' }));
}
