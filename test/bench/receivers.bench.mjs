// What a sleeping receiver changes: sender's CPU time per GiB of each strategy with a receiver that polls on its own
// core and with one that sleeps in recv, in the same interleaved rounds, and who leads in each.
import { cpuNs, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';
import { interleave, median } from './rounds.mjs';

export const about = "sender's CPU seconds per GiB by kind of receiver, and who leads";

const strategies = ['read-write', 'mmap-write', 'sendfile', 'splice'];
const chunks = [65536, megabyte];
const rounds = 9;

const perGiB = run => (cpuNs(run) / 1e9) * (1024 / (run.bytes / megabyte));
const switchesPerMiB = ({ sender, receiver, bytes }) =>
  (sender.voluntarySwitches + (receiver?.voluntarySwitches ?? 0)) / (bytes / megabyte);
const figure = number => number.toFixed(3);

export default async function receivers({ directory, say }) {
  await inFolder(directory, async folder => {
    const path = makeInput(folder, 256 * megabyte);
    const contenders = ['poll', 'block'].flatMap(receiver =>
      strategies.flatMap(strategy =>
        chunks.map(chunkBytes => {
          const spec = makeSpec(path, folder, { strategy, chunkBytes, receiver });
          const name = `${strategy} ${chunkBytes >> 10} KiB`;
          return { receiver, name, measure: () => runOnce(spec) };
        }),
      ),
    );
    const rows = (await interleave(contenders, rounds)).map(({ receiver, name, results }) => {
      const costs = results.map(perGiB).sort((a, b) => a - b);
      return { receiver, name, costs, cost: median(costs), switches: median(results.map(switchesPerMiB)) };
    });
    for (const receiver of ['poll', 'block']) {
      const ranked = rows.filter(row => row.receiver === receiver).sort((a, b) => a.cost - b.cost);
      const baseline = ranked.find(({ name }) => name === 'read-write 64 KiB').cost;
      for (const { name, cost, costs, switches } of ranked)
        say(
          `${receiver.padEnd(6)} ${name.padEnd(20)} ${figure(cost)} s/GiB (${figure(costs[0])} to ${figure(costs.at(-1))})` +
            `  ${figure(cost / baseline)} of read-write 64 KiB, ${switches.toFixed(1)} switches per MiB`,
        );
      say(`${receiver.padEnd(6)} in front: ${ranked[0].name}`);
    }
  });
}
