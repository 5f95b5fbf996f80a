import { message } from '../messages/message';
import type { Message } from '../model/message';
import type { Observed } from '../model/observation';
import type { Hop, Transfer } from '../model/report';

/** Where the aliasing experiment and the rules disagree, and what the experiment could not decide. */
export function observationNotes({ copies }: Transfer, observed: Observed | null): Message[] {
  return [...copies.flatMap(disagreement), ...failureNote(observed), ...doubtNotes(observed)];
}

function disagreement({ from, to, by, ruleBy }: Hop): Message[] {
  if (ruleBy === undefined) return [];
  if (ruleBy === by) return [message('note.unknown-stop', { from, to })];
  return [
    message('note.disagreement', {
      ...{ from, to },
      rule: message(`mover.${ruleBy}`),
      seen: message(`mover.${by}`),
    }),
  ];
}

function failureNote(observed: Observed | null): Message[] {
  if (!observed?.failure) return [];
  const { syscall, code } = observed.failure;
  return [message('note.experiment-failed', { call: syscall, errno: code })];
}

/** A filesystem in memory has no device; that needs no note, because the copy from its pages was observed. */
function doubtNotes(observed: Observed | null): Message[] {
  return (observed?.segments ?? []).flatMap(({ from, to, doubt }) =>
    doubt === null || doubt === 'not-evicted'
      ? []
      : [message('note.undecided', { from, to, doubt: message(`doubt.${doubt}`) })],
  );
}
