// The search of `--strategy best`: chooses the next trials from the results so far. profileJob.ts runs them.

import { floorVariant, searchVariant, type Transfer } from '../model/report';
import type { RunSpec } from '../model/runSpec';
import { traitsOf } from '../model/strategy';
import { type Cell, firstBytes } from './plan';
import { isRankable } from './ranking';

/** Most bytes of a trial: enough to distinguish strategies, few enough to try many. */
const trialBytes = 32 * 1024 * 1024;
const trialChunks = [16, 64, 256, 1024, 4096].map(kib => kib * 1024);
const trialPipes = [64 * 1024, 256 * 1024];
const trialLowWater = [256 * 1024, 1024 * 1024];
const trialSendBuffers = [256 * 1024, 1024 * 1024, 4 * 1024 * 1024];

export interface Trial {
  cell: Cell;
  transfer: Transfer;
}

const cheapestFirst = (trials: readonly Trial[]) =>
  trials
    .filter(({ transfer }) => isRankable(transfer))
    .sort((a, b) => costOf(a.transfer) - costOf(b.transfer));

const costOf = ({ summary }: Transfer) => summary?.cpuNsPerKiB.median ?? Number.POSITIVE_INFINITY;

function trialOf(cell: Cell, changes: Partial<RunSpec>): Cell {
  const { files, inputBytes } = firstBytes(cell.spec.files, Math.min(cell.inputBytes, trialBytes));
  return {
    ...cell,
    inputBytes,
    role: 'search',
    variant: searchVariant,
    spec: { ...cell.spec, files, ...changes },
  };
}

/** First stage: each strategy that runs here with each chunk size. `cells` holds one cell per strategy. */
export function chunkTrials(cells: readonly Cell[]): Cell[] {
  return cells
    .filter(({ unsupported }) => !unsupported)
    .flatMap(cell => trialChunks.map(chunkBytes => trialOf(cell, { chunkBytes })));
}

/** Trials of the first stage that the second makes again, beside the options of the best. */
const mostChampions = 5;

/**
 * Second stage: the cheapest trials once more, and the options that could still help the three cheapest strategies,
 * each at its best chunk. All that go on are chosen from rounds made together.
 */
export function optionTrials(trials: readonly Trial[]): Cell[] {
  const best = bestPerStrategy(trials).slice(0, 3);
  const champions = new Set([...best, ...cheapestFirst(trials).slice(0, mostChampions)]);
  return [
    ...[...champions].map(({ cell }) => cell),
    ...best.flatMap(({ cell }) => optionsOf(cell.spec).map(changes => trialOf(cell, changes))),
  ];
}

function optionsOf({ strategy, route, receiver, socket }: RunSpec): Partial<RunSpec>[] {
  const pipes = traitsOf(strategy).takesPipe || route === 'file-to-pipe';
  return [
    ...(pipes ? trialPipes.map(pipeBytes => ({ pipeBytes })) : []),
    ...(route === 'file-to-socket' ? trialSendBuffers.map(sendBufferBytes => ({ sendBufferBytes })) : []),
    // A sleeper woken for more at a time is woken less often; a poller is never woken.
    ...(route === 'file-to-socket' && socket === 'tcp' && receiver !== 'poll'
      ? trialLowWater.map(receiveLowWater => ({ receiveLowWater }))
      : []),
    ...(route === 'socket-to-file'
      ? trialSendBuffers.map(receiveBufferBytes => ({ receiveBufferBytes }))
      : []),
  ];
}

/** The cheapest trial of each strategy, cheapest first. */
export function bestPerStrategy(trials: readonly Trial[]): Trial[] {
  const met = new Set<string>();
  return cheapestFirst(trials).filter(({ cell }) => {
    if (met.has(cell.spec.strategy)) return false;
    met.add(cell.spec.strategy);
    return true;
  });
}

const mostFinalists = 4;

/**
 * The cells of the full rounds: the baselines as they are, then the cheapest trials of the second stage on the whole
 * input. They meet in the same rounds, so the winner is the cheapest of them there and not of an old trial. A report has one row for a
 * strategy and chunk: of two trials with the same the cheaper goes on, and a baseline stays what it is.
 */
export function finalists(baselines: readonly Cell[], trials: readonly Trial[]): Cell[] {
  const base = baselines[0];
  if (!base) return [];
  const ranked = [...bestPerStrategy(trials).slice(0, 2), ...cheapestFirst(trials)].map(({ cell }) => cell);
  const chosen = new Map(baselines.map(cell => [keyOf(cell), cell]));
  for (const cell of ranked) {
    if (chosen.size === baselines.length + mostFinalists) break;
    if (!chosen.has(keyOf(cell))) chosen.set(keyOf(cell), finalistOf(cell, base));
  }
  return [...chosen.values()];
}

function finalistOf(cell: Cell, { inputBytes, spec: { files } }: Cell): Cell {
  return {
    ...cell,
    role: 'main',
    variant: undefined,
    inputBytes,
    tuned: true,
    spec: { ...cell.spec, files },
  };
}

const keyOf = ({ spec }: Cell) => `${spec.strategy} ${spec.chunkBytes}`;

/**
 * The floor: what moving page references alone costs, with no socket and no peer's protocol behind it: a splice of
 * the same bytes into a pipe that is drained to /dev/null.
 */
export function floorCell(cell: Cell): Cell {
  return {
    ...trialOf(cell, {
      strategy: 'splice',
      route: 'file-to-pipe',
      chunkBytes: 1024 * 1024,
      headerBytes: 0,
      pass: 'none',
    }),
    unsupported: null,
    variant: floorVariant,
  };
}
