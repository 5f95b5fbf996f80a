import type { Hop } from '../model/report';
import type { Route } from '../model/route';
import { type StrategyName, traitsOf } from '../model/strategy';
import type { Facts, Rule, Rules } from './copies/facts';
import { fileToFile } from './copies/fileToFile';
import { fileToPipe } from './copies/fileToPipe';
import { fileToSocket } from './copies/fileToSocket';
import { socketToFile } from './copies/socketToFile';

export type { Facts } from './copies/facts';

export const copyRules: Record<Route, Rules> = {
  'file-to-socket': fileToSocket,
  'file-to-file': fileToFile,
  'socket-to-file': socketToFile,
  'file-to-pipe': fileToPipe,
};

/** The rule of a strategy on a route: its own, or that of the strategy it moves like; none if it does not support it. */
export function ruleOf(strategy: StrategyName, route: Route): Rule | undefined {
  const { routes, movesLike } = traitsOf(strategy);
  return (routes as readonly Route[]).includes(route) ? copyRules[route][movesLike] : undefined;
}

/** The legs of one run's bytes, by the rules of the strategy that really ran; none if no rule is known. */
export function copiesOf(facts: Facts): Hop[] {
  const rule = ruleOf(facts.run.ranAs.strategy, facts.route);
  return rule ? rule(facts).filter(({ bytes }) => bytes > 0) : [];
}
