import type { Hop } from '../model/report';
import type { Route } from '../model/route';
import type { Facts, Rules } from './copies/facts';
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

/** The legs the bytes of one run went, by the rules of the strategy that really ran; none where no rule is known. */
export function copiesOf(facts: Facts): Hop[] {
  const rule = copyRules[facts.route][facts.run.ranAs.strategy];
  return rule ? rule(facts).filter(({ bytes }) => bytes > 0) : [];
}
