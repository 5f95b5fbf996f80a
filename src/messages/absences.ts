import type { Reason } from '../model/availability';
import { absencesOfEvidence } from './absencesOfEvidence';
import { absencesOfJobs } from './absencesOfJobs';
import { absencesOfMachine } from './absencesOfMachine';
import { type AbsenceText, type AbsenceTexts, text } from './absenceText';
import { becauseOf } from './becauses';

export const absences: AbsenceTexts = { ...absencesOfJobs, ...absencesOfMachine, ...absencesOfEvidence };

/** What to say of something that cannot be had for this reason. `ranAs` among its values is what ran in its place. */
export function absenceText({ code, values }: Reason): AbsenceText {
  if (Object.hasOwn(absences, code)) return absences[code]!(values);
  return text(
    `Tried here, ${becauseOf({ code, values })}.`,
    `What really runs in its place is ${values.ranAs ?? 'unknown'}.`,
  );
}
