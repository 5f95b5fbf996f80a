import type { MessageId } from '../../messages/message';
import type { Message } from '../../model/message';
import type { ProfileRequest } from '../../model/profile';
import type { Report, ScenarioResult } from '../../model/report';

export const KiB = 1024;
export const MiB = 1024 * KiB;

/** The fields of a request that a case may set; the caller sets the input and the time. */
export type CaseChanges = Partial<
  Omit<ProfileRequest, 'paths' | 'scenario' | 'sweep' | 'rounds' | 'budgetMs' | 'offset' | 'length'>
>;

/**
 * One case of a scenario: what differs from the default request, and the name its rows carry. Cases run interleaved
 * in the same rounds; comparisons are made within a case, `decide` may set any row against any other.
 */
export interface ScenarioCase {
  /** Becomes the transfers' `variant`, named by `variant.…` of the catalogue; left out where there is but one case. */
  variant?: string;
  changes: CaseChanges;
  /** At most this much of the input is moved by a run, bytes; left out, all of it. */
  mostBytes?: number;
  /** Cuts the input into pieces of so many bytes, each opened, headed and sent like a file of its own. */
  pieceBytes?: number;
}

/** How a claim came out: `measured` is the figure that decided, short; `because` says it in a sentence. */
export type Judgement = Pick<ScenarioResult, 'verdict' | 'because'> & { measured: Message };

/** A claim about a known system, and how a run decides it. One file each, listed in the index. */
export interface Scenario {
  id: string;
  title: Message;
  /** The claim in one sentence, and where it comes from. */
  claim: Message;
  source: Message;
  /** The articles' figure, short: `2 CPU copies`. */
  textbook: Message;
  /** What to do, for either outcome: one or two sentences. */
  consequence: Message;
  cases: ScenarioCase[];
  /** Confirmed, refuted or not decidable here, from the finished report; and because of what. */
  decide(report: Report): Judgement;
}

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
