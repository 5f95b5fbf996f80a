import type { Scenario } from './scenario';

export type { Scenario, ScenarioCase } from './scenario';

/** Every scenario: one line each. */
export const scenarios: readonly Scenario[] = [];

export const scenarioById = (id: string) => scenarios.find(scenario => scenario.id === id) ?? null;
