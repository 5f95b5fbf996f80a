import type { en } from '../en';
import { absences } from './absences';
import { advice } from './advice';
import { becauses } from './becauses';
import { calls } from './calls';
import { caveats } from './caveats';
import { compare } from './compare';
import { copies } from './copies';
import { evidence } from './evidence';
import { findings } from './findings';
import { judging } from './judging';
import { lint } from './lint';
import { notes } from './notes';
import { problems } from './problems';
import { proofs } from './proofs';
import { report } from './report';
import { requests } from './requests';
import { scenarios } from './scenarios';
import { servers } from './servers';
import { traces } from './traces';
import { unread } from './unread';
import { warnings } from './warnings';

export const zhCn: Record<keyof typeof en, string> = {
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
  ...requests,
  ...compare,
  ...findings,
  ...calls,
  ...caveats,
  ...servers,
  ...lint,
  ...unread,
  ...proofs,
  ...traces,
};
