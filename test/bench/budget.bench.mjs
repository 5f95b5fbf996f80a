// Whether a run keeps its time whatever the input's size, how soon its first figures come, how soon it is cancelled, and
// how right its estimates are. Each request starts a session of its own, as the first Measure in an editor does.
import { loadavg } from 'node:os';
import { inFolder, makeInput, megabyte } from './engine.mjs';
import { hostProcess } from './hostProcess.mjs';

export const about = 'a budget of 10 s, first figures, cancelling and estimates, for 1, 64 and 256 MiB';

const budgetMs = 10_000;
const repetitions = 3;
const targets = { took: 1.2 * budgetMs, firstFigures: 3000, cancel: 200, estimate: 1.5 };
/** A fixed number of rounds has an estimate; within a budget nobody knows when the figures settle. */
const estimatedRounds = 9;

const seconds = ms => (ms / 1000).toFixed(1);
const missed = (value, target) => (value <= target ? '' : ' MISSED');

/** `9.8 10.1 9.9 s; target at most 12.0 s` */
const againstTarget = (values, target, unit, text) =>
  `${values.map(text).join(' ')} ${unit}; target at most ${text(target)} ${unit}${missed(Math.max(...values), target)}`;

function tellBudget(runs, say) {
  const of = name => runs.map(run => run[name]);
  say(`  it took          ${againstTarget(of('took'), targets.took, 's', seconds)}`);
  say(`  processes ready  ${of('planned').map(seconds).join(' ')} s, the first run follows`);
  say(`  first figures    ${againstTarget(of('firstFigures'), targets.firstFigures, 's', seconds)}`);
  say(`  rows with figures ${of('rows').join(' ')}, advised ${of('advice').join(' ')}`);
}

const factor = estimate => Math.max(estimate.announced / estimate.true, estimate.true / estimate.announced);

/** Seconds are what is shown: an estimate of less than two is left out. */
function tellEstimates({ estimates, took }, say) {
  const factors = estimates.filter(estimate => estimate.true >= 2000).map(factor);
  if (factors.length === 0)
    return say(`  ${estimatedRounds} rounds took ${seconds(took)} s: no estimate was shown`);
  const worst = Math.max(...factors);
  const right = factors.filter(one => one <= targets.estimate).length;
  say(
    `  estimates        ${right} of ${factors.length} within a factor of ${targets.estimate}, the worst ${worst.toFixed(2)}${missed(worst, targets.estimate)} (${seconds(took)} s)`,
  );
}

export default async function budget({ directory, say }) {
  const host = await hostProcess();
  await inFolder(directory, async folder => {
    for (const size of [1, 64, 256]) {
      const input = makeInput(folder, size * megabyte);
      const times = work => Array.from({ length: repetitions }, work);
      say(`${size} MiB, load of this machine ${loadavg()[0].toFixed(1)}`);
      tellBudget(
        times(() => host(input, 'timed', budgetMs)),
        say,
      );
      for (const stage of ['progress', 'round', 'report']) {
        const took = times(() => host(input, 'cancel', stage).took).filter(ms => ms !== null);
        if (took.length < repetitions) say(`  cancelled at ${stage}: a run had no such event`);
        if (took.length === 0) continue;
        say(
          `  cancelled at ${stage.padEnd(9)} ${againstTarget(took, targets.cancel, 'ms', ms => ms.toFixed(0))}`,
        );
      }
      tellEstimates(host(input, 'timed', budgetMs, estimatedRounds), say);
    }
  });
}
