// One study: proves each variant of a real system as a user would.
import { spawnSync } from 'node:child_process';
import { release } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { makePlace, removePlace, runIn } from '../../test/studies/lib/place.mjs';
import { launch, startServer } from '../../test/studies/lib/server.mjs';
import { costOf } from './cost.mjs';
import { movedBody } from './moved.mjs';
import { startProof } from './proving.mjs';

export const studySchema = 'iopath-study/2';

/** What a result has, in this order; that of a system which is not here; and what its rows may have. */
export const studyKeys = ['schema', 'system', 'version', 'kernel', 'date', 'rows'];
export const absentKeys = ['schema', 'system', 'absent', 'rows'];
export const rowKeys = [
  ...['variant', 'configuration', 'protocol', 'verdict', 'because', 'bytes', 'readAheadBytes', 'fileBytes'],
  ...['filesystem', 'runs', 'claim', 'outcome', 'change', 'moved', 'cost'],
  ...['unproved', 'server', 'prove', 'client'],
];

/**
 * Debian's user nobody where root runs this, so that neither server nor proof has privileges; else whoever runs it, and
 * root for a system that serves nobody otherwise.
 */
const userOf = ({ root }) => (process.getuid?.() === 0 && !root ? { uid: 65_534, gid: 65_534 } : undefined);

/** Whether the verdict agrees with the common claim about the system; null without such a claim. */
export function outcome(claim, verdict) {
  if (!claim) return null;
  if (verdict === 'undecided') return 'undecided';
  if (verdict === 'mixed') return 'in part';
  return verdict === claim.verdict ? 'holds' : 'fails';
}

/** The version that a program prints, or that of its Debian package; null without either. */
function versionOf({ version = ['--version'] }, found) {
  if (found.version) return found.version;
  const printed = version
    ? spawnSync(found.path, version, { encoding: 'utf8' })
    : spawnSync('dpkg', ['-s', found.debian ?? ''], { encoding: 'utf8' });
  return /\d+(\.\d+)+/.exec(`${printed.stdout}${printed.stderr}`)?.[0] ?? null;
}

function tally(runs) {
  const counts = {};
  for (const { verdict } of runs) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

const quoted = word => (/[^\w@%+=:,./{}-]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : word);

/** A command as the atlas shows it, with names instead of folders and ports. */
const namedBy = names => words =>
  Object.entries(names).reduce(
    (text, [name, value]) =>
      text.replaceAll(typeof value === 'number' ? new RegExp(`\\b${value}\\b`, 'g') : value, name),
    words.map(quoted).join(' '),
  );

/** A web server: the prover sends the request. */
async function proveUrl(system, name, proofs) {
  const server = await startServer(system, name, { user: userOf(system) });
  try {
    const args = [server.url, '--directory', server.directory, '--repeat', `${proofs}`];
    const { protocol, headers = [] } = system.variants[name];
    if (protocol === 'HTTPS') args.push('--insecure');
    for (const header of headers) args.push('--header', header);
    const proof = await startProof(args, userOf(system)).proof;
    const named = namedBy({ SERVED: server.directory, FOLDER: server.folder, PORT: server.port });
    return { proof, server: named(server.command), prove: `iopath prove ${named(args)}`, client: null };
  } finally {
    await server.stop();
  }
}

/** Any other server: a client fetches through a relay, or a command has the server send to the prover. */
async function proveOther(system, name, proofs) {
  const place = await makePlace(system, name, { user: userOf(system) });
  const { scratch: file, served, folder, relay, port } = place;
  try {
    const run = command => runIn(place, command);
    const prepared = await system.prepare?.({ place, launch: () => launch(system, place), run });
    const { scratch = file, content } = prepared ?? {};
    const where = ['--file', scratch, ...(content ? ['--content', content] : []), '--repeat', `${proofs}`];
    const named = namedBy({ SERVED: served, FOLDER: folder, RELAY: relay, PORT: port });
    const proved = system.client
      ? await throughRelay(system, place, where)
      : await byCommand(system, place, where);
    return {
      ...proved,
      prove: `iopath prove ${named(proved.args)}`,
      server: named(place.start),
      client: proved.client && named(proved.client),
    };
  } finally {
    removePlace(place);
  }
}

/** The scratch file is made before the server starts: many open their files once. */
async function throughRelay(system, place, where) {
  const { relay, behindRelay } = place;
  const args = ['--relay', `${relay}:${behindRelay.host}:${behindRelay.port}`, ...where];
  const proving = startProof(args, userOf(system));
  try {
    await proving.listening;
    const server = await launch(system, place);
    try {
      const client = system.client(place);
      return {
        proof: await fetchUntil(proving.proof, signal => runIn(place, client, { signal })),
        args,
        client,
      };
    } finally {
      await server.stop();
    }
  } finally {
    proving.stop();
  }
}

/** A server that has just started refuses some clients. */
const mostFailures = 20;

/** Fetches until there is a proof. Rejects with what the client said where it fails again and again. */
async function fetchUntil(proof, fetch) {
  const proved = new AbortController();
  const settled = proof.finally(() => proved.abort());
  settled.catch(() => {});
  for (let failures = 0; !proved.signal.aborted; ) {
    try {
      await fetch(proved.signal);
    } catch (error) {
      failures++;
      if (!proved.signal.aborted && failures > mostFailures) throw error;
      // After its last proof a relay accepts no more connections and ends with the open ones.
      await pause(500);
    }
  }
  return settled;
}

async function byCommand(system, place, where) {
  const server = await launch(system, place);
  try {
    const args = [...where, '--', ...system.command(place)];
    return { proof: await startProof(args, userOf(system)).proof, args, client: null };
  } finally {
    await server.stop();
  }
}

/** The measurements beside the proof, or why there are none: the proof does not need them. */
const orWhy = measured => measured.catch(error => ({ why: error.message.split('\n')[0].slice(0, 300) }));

async function measuredBeside(system, name) {
  const { untraced } = system.variants[name];
  const moved = untraced ? { why: untraced } : await orWhy(movedBody(system, name, userOf(system)));
  return { moved, cost: await orWhy(costOf(system, name, userOf(system))) };
}

/** The result where no scratch file can replace what the server sends. */
const unproved = () => ({
  proof: { verdict: 'undecided', because: { id: 'no-scratch-file' }, bytes: noBytes, runs: [] },
});
const noBytes = { reference: 0, copy: 0, header: 0, encoded: 0, undecided: 0 };

function proofOf(system, name, proofs) {
  if (system.variants[name].unproved) return unproved();
  return system.client || system.command ? proveOther(system, name, proofs) : proveUrl(system, name, proofs);
}

/** Proves one variant. The commands are those that ran, with names in the place of folders and ports. */
async function studyVariant(system, name, { proofs, measured }) {
  const variant = system.variants[name];
  const { protocol = 'HTTP', claim = null } = variant;
  const { proof, server, prove: command, client } = await proofOf(system, name, variant.proofs ?? proofs);
  const beside = measured ? await measuredBeside(system, name) : { moved: null, cost: null };
  return {
    variant: name,
    configuration: variant.configuration ?? name,
    protocol,
    verdict: proof.verdict,
    because: proof.because.id,
    bytes: proof.bytes,
    readAheadBytes: proof.readAheadBytes ?? null,
    fileBytes: proof.fileBytes ?? null,
    filesystem: proof.filesystem ?? null,
    runs: tally(proof.runs),
    claim,
    outcome: outcome(claim, proof.verdict),
    change: variant.change ?? null,
    ...beside,
    ...(variant.unproved ? { unproved: variant.unproved } : { server, prove: command }),
    ...(client ? { client } : {}),
  };
}

/** On a busy machine a server or a client may be late once. */
async function twice(attempt, failed) {
  try {
    return await attempt();
  } catch (error) {
    failed(error);
    return attempt();
  }
}

const reasonOf = value => (value && 'why' in value ? value.why : null);

/**
 * Proves every variant of an installed system.
 * @returns the study as JSON, or why the system is not here
 */
export async function study(system, { proofs, say, measured }) {
  const found = system.find();
  if ('why' in found) return found;
  const rows = [];
  for (const name of Object.keys(system.variants)) {
    const again = error => say(`${system.title}, ${name}: again, because ${error.message}`);
    const row = await twice(() => studyVariant(system, name, { proofs, measured }), again);
    rows.push(row);
    say(`${system.title}, ${name}: ${row.verdict}`);
    for (const [what, value] of [
      ['not traced', row.moved],
      ['not measured', row.cost],
    ])
      if (reasonOf(value) && !system.variants[name].untraced)
        say(`${system.title}, ${name}: ${what}, because ${value.why}`);
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
