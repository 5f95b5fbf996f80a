// Proofs against servers whose calls are known: how many are right, how long the file is changed, how long a command
// takes; by a user without privileges, whoever starts it. PROOFS (1000) and COMMANDS (20) are made for each part.
import { spawnSync } from 'node:child_process';
import { startServer } from '../studies/lib/server.mjs';

export const about = 'iopath prove against servers whose way of sending is known';

/** By part: the study, its variant, and whether it is made unless it is chosen. */
const parts = {
  'nginx-on': ['nginx', 'on', true],
  'nginx-off': ['nginx', 'off', true],
  'java-channel': ['java', 'channel', true],
  'java-stream': ['java', 'stream', true],
  'python-sendfile': ['python', 'socket.sendfile', false],
  'python-copy': ['python', 'http.server', false],
  'node-pipe': ['node', 'pipe', false],
};
/** Debian's user nobody where root runs this; else whoever runs it. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
const proofs = Number(process.env.PROOFS ?? 1000);
const commands = Number(process.env.COMMANDS ?? 20);

/** Proofs of one command: a command that fails loses only these. */
const portion = 50;
/** How long one of them may take, milliseconds. */
const patience = 60_000;

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (values, digits) =>
  values.length > 0
    ? `median ${median(values).toFixed(digits)} ms, most ${Math.max(...values).toFixed(digits)} ms of ${values.length}`
    : 'none';

/** The line that says what went wrong: the last ones of Node's own errors name only its version. */
function errorIn(stderr) {
  const lines = stderr.trim().split('\n');
  return lines.find(line => /\b\w*Error\b/.test(line)) ?? lines.at(-1);
}

/** The runs of one command, and how long it took; where it failed, why. */
function iopath(server, repeat) {
  const args = ['dist/cli.js', 'prove', server.url, '--directory', server.directory, '--json'];
  const began = performance.now();
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, [...args, '--repeat', `${repeat}`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: patience + repeat * 5000,
    ...user,
  });
  const milliseconds = performance.now() - began;
  try {
    return { runs: JSON.parse(stdout).runs, milliseconds };
  } catch {
    return { runs: [], failed: `${signal ?? `exit ${status}`}: ${errorIn(stderr)}` };
  }
}

function provedBy(server, say, name) {
  const results = [];
  for (let left = proofs; left > 0; left -= portion) {
    const result = iopath(server, Math.min(portion, left));
    if (result.failed) say(`${name}: a command failed, ${result.failed}`);
    results.push(result);
  }
  return results;
}

/** How often each reason was given. */
function reasonsOf(undecided) {
  const counts = new Map();
  for (const { because } of undecided) counts.set(because.id, (counts.get(because.id) ?? 0) + 1);
  return [...counts].map(([id, count]) => `${id} ${count}`).join(', ');
}

function describe(name, shows, server, say) {
  const results = provedBy(server, say, name);
  const failed = results.filter(result => result.failed).length;
  const runs = results.flatMap(result => result.runs);
  const undecided = runs.filter(run => run.verdict === 'undecided');
  const wrong = runs.filter(run => run.verdict !== 'undecided' && run.verdict !== shows);
  const looks = runs.flatMap(({ took }) => (took ? [took.lookToRestoreNs / 1e6] : []));
  const single = Array.from({ length: commands }, () => iopath(server, 1));
  const reasons = reasonsOf(undecided);
  return [
    `${name}: ${runs.length} proofs, ${wrong.length} wrong, ${undecided.length} undecided${reasons && ` (${reasons})`}`,
    `${failed + single.filter(one => one.failed).length} commands failed`,
    `first look to restored: ${shown(looks, 2)}`,
    `whole command: ${shown(
      single.filter(one => !one.failed).map(one => one.milliseconds),
      0,
    )}`,
  ].join('; ');
}

/** The other servers are proved even if this one ends or does not start. */
async function benchPart(name, say) {
  const [study, variant] = parts[name];
  const { default: system } = await import(`../studies/${study}.mjs`);
  const found = system.find();
  if ('why' in found) return say(`${name}: left out, ${found.why}`);
  try {
    const server = await startServer(system, variant, { user });
    try {
      say(describe(name, system.variants[variant].shows, server, say));
    } finally {
      await server.stop();
    }
  } catch (error) {
    say(`${name}: left out, ${error.message}`);
  }
}

export default async function bench({ say, parts: chosen }) {
  const unknown = chosen?.find(name => !(name in parts));
  if (unknown) throw new Error(`There is no part '${unknown}': ${Object.keys(parts).join(', ')}.`);
  say(`as user ${user?.uid ?? process.getuid()}`);
  const { status } = spawnSync(process.execPath, ['dist/cli.js', '--version'], user);
  if (status !== 0) return say('left out: this user may not read dist/, so start it in a folder open to all');
  const usual = Object.keys(parts).filter(name => parts[name][2]);
  for (const name of chosen ?? usual) await benchPart(name, say);
}
