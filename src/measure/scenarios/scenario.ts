import type { ProfileRequest } from '../../model/profile';
import type { Report, ScenarioResult } from '../../model/report';

/** Conditions of one case of a scenario: what differs from the request, and the name its rows carry. */
export interface ScenarioCase {
  /** Becomes the transfers' `variant`; undefined where the scenario has but one case. */
  variant: string | undefined;
  changes: Partial<Omit<ProfileRequest, 'paths' | 'scenario' | 'sweep'>>;
}

/** A claim about a known system, and how a run decides it. One file each, listed in the index. */
export interface Scenario {
  id: string;
  title: string;
  /** The claim in one sentence, and where it comes from. */
  claim: string;
  source: string;
  cases: ScenarioCase[];
  /** Confirmed, refuted or not decidable here, from the finished report; and because of what. */
  decide(report: Report): Pick<ScenarioResult, 'verdict' | 'because'>;
}
