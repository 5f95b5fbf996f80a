import type { en } from '../en';
import { absences } from './absences';
import { advice } from './advice';
import { assistants } from './assistants';
import { becauses } from './becauses';
import { calls } from './calls';
import { caveats } from './caveats';
import { commands } from './commands';
import { compare } from './compare';
import { copies } from './copies';
import { evidence } from './evidence';
import { findings } from './findings';
import { judging } from './judging';
import { lint } from './lint';
import { loops } from './loops';
import { notes } from './notes';
import { problems } from './problems';
import { projects } from './projects';
import { proofs } from './proofs';
import { proving } from './proving';
import { report } from './report';
import { rules } from './rules';
import { scenarios } from './scenarios';
import { servers } from './servers';
import { traces } from './traces';
import { tracing } from './tracing';
import { warnings } from './warnings';

export const ru: Record<keyof typeof en, string> = {
  ...absences,
  ...evidence,
  ...becauses,
  ...copies,
  ...advice,
  ...notes,
  ...warnings,
  ...problems,
  ...scenarios,
  ...judging,
  ...report,
  ...compare,
  ...findings,
  ...calls,
  ...caveats,
  ...servers,
  ...lint,
  ...proofs,
  ...traces,
  ...commands,
  ...proving,
  ...tracing,
  ...projects,
  ...assistants,
  ...loops,
  ...rules,
};
