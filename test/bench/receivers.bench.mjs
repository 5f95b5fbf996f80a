// What a sleeping receiver changes: sender's CPU time per GiB of each strategy with a receiver that polls on its own
// core and with one that sleeps in recv, in the same interleaved rounds; who leads in each, what a wake-up costs the
// sender here, and which strategies change places.
import { cpuNs, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';
import { interval, tell } from './pairs.mjs';
import { interleave, median } from './rounds.mjs';

export const about = "sender's CPU seconds per GiB by kind of receiver, and who changes places";

const strategies = ['read-write', 'mmap-write', 'sendfile', 'splice'];
const chunks = [65536, megabyte];
const rounds = 9;

const perGiB = run => (cpuNs(run) / 1e9) * (1024 / (run.bytes / megabyte));
const switchesPerMiB = ({ sender, receiver, bytes }) =>
  (sender.voluntarySwitches + (receiver?.voluntarySwitches ?? 0)) / (bytes / megabyte);
const figure = number => number.toFixed(3);

export default async function receivers({ directory, say }) {
  await inFolder(directory, async folder => {
    const rows = await measure(makeInput(folder, 256 * megabyte), folder);
    for (const receiver of ['poll', 'block']) sayRanking(receiver, rows, say);
    sayWakeCosts(rows, say);
    sayFlips(rows, say);
  });
}

async function measure(path, folder) {
  const contenders = ['poll', 'block'].flatMap(receiver =>
    strategies.flatMap(strategy =>
      chunks.map(chunkBytes => {
        const spec = makeSpec(path, folder, { strategy, chunkBytes, receiver });
        return { receiver, name: `${strategy} ${chunkBytes >> 10} KiB`, measure: () => runOnce(spec) };
      }),
    ),
  );
  return (await interleave(contenders, rounds)).map(({ receiver, name, results }) => {
    const costs = results.map(perGiB);
    return { receiver, name, costs, cost: median(costs), switches: median(results.map(switchesPerMiB)) };
  });
}

function sayRanking(receiver, rows, say) {
  const ranked = rows.filter(row => row.receiver === receiver).sort((a, b) => a.cost - b.cost);
  const baseline = ranked.find(({ name }) => name === 'read-write 64 KiB').cost;
  for (const { name, cost, costs, switches } of ranked)
    say(
      `${receiver.padEnd(6)} ${name.padEnd(20)} ${figure(cost)} s/GiB (${figure(Math.min(...costs))} to ${figure(Math.max(...costs))})` +
        `  ${figure(cost / baseline)} of read-write 64 KiB, ${switches.toFixed(1)} switches per MiB`,
    );
  say(`${receiver.padEnd(6)} in front: ${ranked[0].name}`);
}

const pairsOf = rows =>
  rows
    .filter(({ receiver }) => receiver === 'poll')
    .map(poll => ({
      poll,
      block: rows.find(({ receiver, name }) => receiver === 'block' && name === poll.name),
    }));

function sayWakeCosts(rows, say) {
  for (const { poll, block } of pairsOf(rows)) {
    const switches = (block.switches - poll.switches) * 1024;
    const { median: extra, low, high } = interval(block.costs.map((cost, round) => cost - poll.costs[round]));
    const [middle, least, most] = [extra, low, high].map(seconds => ((seconds * 1e6) / switches).toFixed(2));
    say(`a wake-up costs ${poll.name.padEnd(20)} ${middle} µs of the sender's time (${least} to ${most})`);
  }
}

/** Pairs whose order is reversed with a sleeping receiver, beyond their intervals. */
function sayFlips(rows, say) {
  const pairs = pairsOf(rows);
  const over = (one, other) => interval(one.costs.map((cost, round) => cost / other.costs[round]));
  const flips = pairs.flatMap(one =>
    pairs.flatMap(other => {
      const [poll, block] = [over(one.poll, other.poll), over(one.block, other.block)];
      if (poll.high >= 1 || block.low <= 1) return [];
      return [
        `${one.poll.name} over ${other.poll.name}: ${tell(poll)} polled, ${tell(block)} with a sleeping receiver`,
      ];
    }),
  );
  say(flips.length ? 'change places:' : 'no two change places: a wake-up is cheap here');
  for (const flip of flips) say(`  ${flip}`);
}
