import type { Block } from './document';

export interface ScenarioEntry {
  id: string;
  title: string;
  claim: string;
  source: string;
}

/** The scenarios to choose from, each with the claim it puts to the test. */
export function scenarioBlocks(scenarios: readonly ScenarioEntry[]): Block[] {
  if (scenarios.length === 0)
    return [
      {
        kind: 'callout',
        title: 'Scenarios',
        text: 'This version carries none. Profile a file instead: iopath profile FILE.',
      },
    ];
  return [
    { kind: 'heading', text: 'Scenarios' },
    ...scenarios.map(
      ({ id, title, claim, source }): Block => ({
        kind: 'callout',
        title: `${id}: ${title}`,
        text: `${claim} (${source})`,
      }),
    ),
  ];
}
