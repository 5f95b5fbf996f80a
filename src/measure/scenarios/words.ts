import type { MessageId } from '../../messages/message';
import type { Message } from '../../model/message';
import type { Scenario } from './scenario';

/** Ids of scenarios that the catalogue has texts for. */
type ScenarioId = MessageId extends infer Id ? (Id extends `${infer Name}.claim` ? Name : never) : never;

/** The texts of a scenario, which the catalogue holds under its id. */
export function wordsOf(
  id: ScenarioId,
): Pick<Scenario, 'id' | 'title' | 'claim' | 'source' | 'textbook' | 'consequence'> {
  const text = (part: string): Message => ({ id: `${id}.${part}`, args: {} });
  return {
    id,
    title: text('title'),
    claim: text('claim'),
    source: text('source'),
    textbook: text('textbook'),
    consequence: text('consequence'),
  };
}
