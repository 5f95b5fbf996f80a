// Runs `iopath prove` for the studies without blocking this process, which may run a server.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

const cli = resolve('dist/cli.js');

/**
 * Starts a proof.
 * @returns `listening` resolves once a relay listens, and `proof` with the proof as JSON; both reject where it fails
 */
export function startProof(args, user) {
  const options = { env: { ...process.env, TMPDIR: tmpdir() }, stdio: ['ignore', 'pipe', 'pipe'], ...user };
  // The command's own arguments come last: they may look like options of ours.
  const split = args.includes('--') ? args.indexOf('--') : args.length;
  const words = [...args.slice(0, split), '--json', ...args.slice(split)];
  const child = spawn(process.execPath, [cli, 'prove', ...words], options);
  let [out, err] = ['', ''];
  const proof = new Promise((done, fail) => {
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text;
    });
    child.once('error', fail);
    child.once('close', code => {
      if (out !== '') done(JSON.parse(out));
      else fail(new Error(`iopath prove ended with ${code}: ${err}`));
    });
  });
  const listening = new Promise((done, fail) => {
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text;
      if (err.includes('Listening on')) done();
    });
    proof.then(done, fail);
  });
  // A failure rejects both promises; a caller may wait for only one of them.
  for (const promise of [proof, listening]) promise.catch(() => {});
  return { proof, listening, stop: () => child.kill('SIGTERM') };
}
