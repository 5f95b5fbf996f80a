import { strategyTable } from './strategyTable';

/** A strategy's row in the backend's table. */
export type StrategyTraits = (typeof strategyTable)[number];

/** The names that the command line, the report and the panel share. */
export type StrategyName = StrategyTraits['name'];

export const strategyNames = strategyTable.map(({ name }) => name);

/** The row of that name. */
export const traitsOf = (name: StrategyName): StrategyTraits => strategyTable.find(row => row.name === name)!;
