// How often an interval holds the truth, by simulation from fixed seeds: the same figures in every run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fewestForChance,
  fewestForInterval,
  independentRatio,
  isBelowOne,
  pairedRatio,
} from '../../../src/measure/intervals';
import { median, seeded } from '../../../src/measure/statistics';
import { type NoiseSource, noises, simulate } from './noise';

const counts = [7, 8, 9, 10, 12, 15, 20, 30, 60];
const experiments = 2000;
const strategies = 3;

/** The true median of the ratio of strategies 0 and 1. */
function truthOf(source: NoiseSource): number {
  const rounds = simulate(source, 40_001, strategies, seeded(99));
  return median(rounds.map(([over, under]) => over! / under!));
}

/** Percent of the experiments in which `holds`. */
function percentOf(source: NoiseSource, rounds: number, holds: (costs: number[][]) => boolean): number {
  const random = seeded(rounds);
  const held = Array.from({ length: experiments }, () =>
    holds(simulate(source, rounds, strategies, random)),
  ).filter(Boolean).length;
  return (100 * held) / experiments;
}

const pairsOf = (costs: number[][]) => costs.map(([over, under]) => [over!, under!] as const);

for (const [name, source] of Object.entries(noises))
  test(`95 % intervals of paired rounds cover at least 94 %: ${name}`, () => {
    // Noise common to both strategies leaves their ratio at 1; no need to find that by simulation.
    const truth = name.includes('one strategy') ? truthOf(source) : 1;
    const coverage = counts.map(rounds =>
      percentOf(source, rounds, costs => {
        const { low, high } = pairedRatio(pairsOf(costs))!.interval!;
        return low <= truth && truth <= high;
      }),
    );
    const shown = counts.map((rounds, place) => `n=${rounds} ${coverage[place]!.toFixed(1)}`);
    console.log(`coverage in %, ${name}: ${shown.join(', ')}`);
    assert.ok(Math.min(...coverage) >= 94, `${name}: ${coverage}`);
  });

test('intervals of rounds that were not made together cover at least 94 %', () => {
  const sources = ['normal', 'skewed', 'heavy tails', 'bimodal'];
  for (const name of sources) {
    const coverage = [7, 9, 15, 30].map(rounds =>
      percentOf(noises[name]!, rounds, costs => {
        const [over, under] = [costs.map(([cost]) => cost!), costs.map(([, cost]) => cost!)];
        const { low, high } = independentRatio(over, under)!.interval!;
        return low <= 1 && 1 <= high;
      }),
    );
    console.log(
      `coverage in %, not paired, ${name}: ${coverage.map(percent => percent.toFixed(1)).join(', ')}`,
    );
    assert.ok(Math.min(...coverage) >= 94, `${name}: ${coverage}`);
  }
});

test('a strategy as cheap as its rivals is left out of the set in at most 6 % of the experiments', () => {
  const rivals = 11;
  const chance = 0.05 / rivals;
  for (const name of ['normal', 'skewed', 'bimodal', 'autocorrelated']) {
    const random = seeded(4);
    const left = Array.from({ length: 500 }, () => {
      const rounds = simulate(noises[name]!, 12, rivals + 1, random);
      return Array.from({ length: rivals }, (_, rival) => rival + 1).some(rival =>
        isBelowOne(
          rounds.map(costs => [costs[rival]!, costs[0]!] as const),
          chance,
        ),
      );
    }).filter(Boolean).length;
    console.log(`left out of the set of the cheapest in %, ${name}: ${(left / 5).toFixed(1)}`);
    assert.ok(left / 5 <= 6, `${name}: ${left / 5} %`);
  }
});

test('fewer rounds than an interval takes have none, and the rounds for a chance follow from it', () => {
  const pairs = Array.from({ length: fewestForInterval - 1 }, () => [1, 2] as const);
  assert.deepEqual(pairedRatio(pairs), { estimate: 0.5, n: pairs.length, interval: null });
  assert.ok(pairedRatio([...pairs, [1, 2]])!.interval);
  assert.deepEqual([fewestForChance(0.05), fewestForChance(0.05 / 12)], [7, 8]);
  const clear = Array.from({ length: 8 }, () => [1, 2] as const);
  assert.deepEqual(
    [7, 8].map(rounds => isBelowOne(clear.slice(0, rounds), 0.05 / 12)),
    [false, true],
  );
});
