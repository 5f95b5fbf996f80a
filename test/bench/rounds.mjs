// Many contenders measured in interleaved rounds, each round in another order; the first round warms up.

export const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
};

/** Turns an array by `steps`. */
const turned = (array, steps) => [
  ...array.slice(steps % array.length),
  ...array.slice(0, steps % array.length),
];

/** `contenders`: objects with an async measure(); returns each with its `results`, one a round. */
export async function interleave(contenders, rounds) {
  const table = contenders.map(contender => ({ ...contender, results: [] }));
  for (let round = 0; round <= rounds; round += 1)
    for (const row of turned(table, round)) {
      const result = await row.measure();
      if (round > 0) row.results.push(result);
    }
  return table;
}
