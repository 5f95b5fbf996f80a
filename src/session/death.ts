import { message } from '../messages/message';
import { Problem } from '../model/problem';
import { type Death, endingOf } from '../worker/death';

/** What to tell of a session that ended while it had work. */
export const deathProblem = (death: Death): Problem =>
  new Problem('job', { what: message('session.died'), ...endingOf(death) });

/** What to tell of a session that could not be started. */
export const startProblem = (error: Error): Problem =>
  new Problem(
    'job',
    {
      what: message('session.unstarted'),
      why: `${error.message}.`,
      remedy: message('session.unstarted.remedy'),
    },
    { cause: error },
  );
