import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Message } from '../model/message';
import type { Block } from './blocks';

export interface ScenarioEntry {
  id: string;
  title: Message;
  claim: Message;
  source: Message;
}

/** The scenarios to choose from, each with the claim it puts to the test. */
export function scenarioBlocks(scenarios: readonly ScenarioEntry[], { say }: Texts = textsIn('en')): Block[] {
  const heading = say(message('scenarios.title'));
  if (scenarios.length === 0)
    return [{ kind: 'callout', title: heading, text: say(message('scenarios.none')) }];
  return [
    { kind: 'heading', text: heading },
    ...scenarios.map(
      ({ id, title, claim, source }): Block => ({
        kind: 'callout',
        title: say(message('scenarios.item', { id, title })),
        text: say(message('claim.text', { claim, source })),
      }),
    ),
  ];
}
