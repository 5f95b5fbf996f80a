// One study: a real system in each of its variants, put to the proof as a user would.
import { spawn, spawnSync } from 'node:child_process';
import { release, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { startServer } from '../../test/studies/lib/server.mjs';

export const studySchema = 'iopath-study/1';
const cli = resolve('dist/cli.js');

/** Debian's user nobody where root runs this, so that neither server nor proof has privileges; else whoever runs it. */
const user = () => (process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined);

/** Whether what was found is what is said of the system; null where nothing is said. */
export function outcome(claim, verdict) {
  if (!claim) return null;
  if (verdict === 'undecided') return 'undecided';
  if (verdict === 'mixed') return 'in part';
  return verdict === claim.verdict ? 'holds' : 'fails';
}

/** The version a program tells of itself, or its Debian package's; null where neither does. */
function versionOf({ version = ['--version'] }, { path, debian }) {
  const told = version
    ? spawnSync(path, version, { encoding: 'utf8' })
    : spawnSync('dpkg', ['-s', debian ?? ''], { encoding: 'utf8' });
  return /\d+(\.\d+)+/.exec(`${told.stdout}${told.stderr}`)?.[0] ?? null;
}

/** Runs `iopath prove` to its end; this process goes on, so that a server of ours is not held up. */
function prove(args) {
  const options = { env: { ...process.env, TMPDIR: tmpdir() }, stdio: ['ignore', 'pipe', 'pipe'], ...user() };
  const child = spawn(process.execPath, [cli, 'prove', ...args, '--json'], options);
  const [out, err] = [[], []];
  child.stdout.on('data', chunk => out.push(chunk));
  child.stderr.on('data', chunk => err.push(chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', code => {
      const text = Buffer.concat(out).toString();
      if (text !== '') done(JSON.parse(text));
      else fail(new Error(`iopath prove ended with ${code}: ${Buffer.concat(err)}`));
    });
  });
}

function tally(runs) {
  const counts = {};
  for (const { verdict } of runs) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Proves one variant. The commands are those that ran, with names in the place of folders and ports. */
async function studyVariant(system, name, proofs) {
  const variant = system.variants[name];
  const server = await startServer(system, name, { user: user() });
  const named = words =>
    words
      .join(' ')
      .replaceAll(server.directory, 'SERVED')
      .replaceAll(server.folder, 'FOLDER')
      .replaceAll(new RegExp(`\\b${server.port}\\b`, 'g'), 'PORT');
  try {
    const { protocol = 'HTTP', claim = null } = variant;
    const args = [server.url, '--directory', server.directory, '--repeat', `${proofs}`];
    if (protocol === 'HTTPS') args.push('--insecure');
    const proof = await prove(args);
    return {
      variant: name,
      configuration: variant.configuration ?? name,
      protocol,
      verdict: proof.verdict,
      because: proof.because.id,
      bytes: proof.bytes,
      readAheadBytes: proof.readAheadBytes,
      fileBytes: proof.fileBytes,
      filesystem: proof.filesystem,
      runs: tally(proof.runs),
      claim,
      outcome: outcome(claim, proof.verdict),
      change: variant.change ?? null,
      server: named(server.command),
      prove: `iopath prove ${named(args)}`,
    };
  } finally {
    await server.stop();
  }
}

/**
 * Proves every variant of a system that is here.
 * @returns the study as JSON, or why the system is not here
 */
export async function study(system, { proofs, say }) {
  const found = system.find();
  if ('why' in found) return found;
  const rows = [];
  for (const name of Object.keys(system.variants)) {
    rows.push(await studyVariant(system, name, proofs));
    say(`${system.title}, ${name}: ${rows.at(-1).verdict}`);
  }
  return {
    schema: studySchema,
    system: system.title,
    version: versionOf(system, found),
    kernel: `Linux ${/^[\d.]+/.exec(release())}`,
    date: new Date().toISOString().slice(0, 10),
    rows,
  };
}
