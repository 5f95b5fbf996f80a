// Proofs against servers whose calls are known: how many are right, how long the file is changed, how long a command takes.
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

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function iopath(server, ...options) {
  const args = ['dist/cli.js', 'prove', server.url, '--directory', server.directory, '--json', ...options];
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(`exit ${status}: ${stderr}`);
  return { proof: JSON.parse(stdout), milliseconds: performance.now() - began };
}

function describe(name, shows, server) {
  const { runs } = iopath(server, '--repeat', `${proofs}`).proof;
  const undecided = runs.filter(run => run.verdict === 'undecided');
  const wrong = runs.filter(run => run.verdict !== 'undecided' && run.verdict !== shows);
  const looks = runs.flatMap(({ took }) => (took ? [took.lookToRestoreNs / 1e6] : []));
  const times = Array.from({ length: commands }, () => iopath(server).milliseconds);
  const reasons = [...new Set(undecided.map(({ because }) => because.id))].join(', ');
  return [
    `${name}: ${runs.length} proofs, ${wrong.length} wrong, ${undecided.length} undecided ${reasons && `(${reasons})`}`,
    `first look to restored: median ${median(looks).toFixed(2)} ms, most ${Math.max(...looks).toFixed(2)} ms`,
    `whole command: median ${median(times).toFixed(0)} ms of ${commands}, most ${Math.max(...times).toFixed(0)} ms`,
  ].join('; ');
}

export default async function bench({ say }) {
  const chosen = (process.env.SYSTEMS ?? Object.keys(systems).join()).split(',');
  for (const name of chosen) {
    const { default: system } = await import(`../studies/${name}.mjs`);
    const found = system.find();
    if ('why' in found) say(`${name}: left out, ${found.why}`);
    else
      for (const variant of systems[name]) {
        const server = await startServer(system, variant);
        try {
          say(describe(`${system.title} ${variant}`, system.variants[variant].shows, server));
        } finally {
          await server.stop();
        }
      }
  }
}
