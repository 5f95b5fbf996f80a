// Proofs against servers whose calls are known: how many are right, how long the file is changed, how long a command
// takes. PROOFS (1000) and COMMANDS (20) are made for each, SYSTEMS (nginx,java) chooses.
import { spawnSync } from 'node:child_process';
import { startServer } from '../studies/lib/server.mjs';

export const about = 'iopath prove against servers whose way of sending is known';

const systems = {
  nginx: ['on', 'off'],
  java: ['channel', 'stream'],
  python: ['socket.sendfile', 'http.server'],
  node: ['pipe'],
};
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

/** The runs of one command, and how long it took; where it failed, why. */
function iopath(server, repeat) {
  const args = ['dist/cli.js', 'prove', server.url, '--directory', server.directory, '--json'];
  const began = performance.now();
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, [...args, '--repeat', `${repeat}`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: patience + repeat * 5000,
  });
  const milliseconds = performance.now() - began;
  try {
    return { runs: JSON.parse(stdout).runs, milliseconds };
  } catch {
    return { runs: [], failed: `${signal ?? `exit ${status}`}: ${stderr.trim().split('\n').at(-1)}` };
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
async function benchVariant(system, variant, say) {
  const name = `${system.title} ${variant}`;
  try {
    const server = await startServer(system, variant);
    try {
      say(describe(name, system.variants[variant].shows, server, say));
    } finally {
      await server.stop();
    }
  } catch (error) {
    say(`${name}: left out, ${error.message}`);
  }
}

export default async function bench({ say }) {
  const chosen = (process.env.SYSTEMS ?? 'nginx,java').split(',');
  for (const name of chosen) {
    const { default: system } = await import(`../studies/${name}.mjs`);
    const found = system.find();
    if ('why' in found) say(`${name}: left out, ${found.why}`);
    else for (const variant of systems[name]) await benchVariant(system, variant, say);
  }
}
