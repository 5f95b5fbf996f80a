import type { Observed, Segment } from '../model/observation';
import type { Hop, Transfer } from '../model/report';
import type { Mover } from '../model/route';

/** Where the aliasing experiment and the rules disagree, and what the experiment could not decide. */
export function observationNotes({ copies }: Transfer, observed: Observed | null): string[] {
  return [...copies.flatMap(disagreement), ...failureNote(observed), ...doubtNotes(observed)];
}

const moverNames: Record<Mover, string> = {
  cpu: 'a CPU copy',
  dma: 'a DMA copy',
  reference: 'page references',
  discarded: 'bytes dropped unread',
};

function disagreement({ from, to, by, ruleBy }: Hop): string[] {
  if (ruleBy === undefined) return [];
  if (ruleBy === by)
    return [
      `The rules know no stop of the bytes between ${from} and ${to}, and the experiment found them there: the figures follow the experiment.`,
    ];
  return [
    `From ${from} to ${to} the rules expect ${moverNames[ruleBy]}, and the experiment showed ${moverNames[by]}: the figures follow the experiment.`,
  ];
}

function failureNote(observed: Observed | null): string[] {
  if (!observed?.failure) return [];
  const { syscall, code } = observed.failure;
  return [
    `The experiment could not be finished (${syscall}: ${code}): where no hop says observed, who moved the bytes is consistent with the model and no more.`,
  ];
}

const doubts: Record<NonNullable<Segment['doubt']>, string> = {
  'too-few-bytes': 'fewer bytes arrived than a verdict needs',
  'other-bytes': 'other bytes arrived than were sent',
  'not-restored': 'the far end did not show the first bytes again',
  'no-control': 'the source held no references that could have been followed',
  'not-evicted': 'the page cache kept the file, as it does where there is no device',
};

/** That memory has no device to bypass it by is no doubt worth a note: the copy out of its pages was seen. */
function doubtNotes(observed: Observed | null): string[] {
  const open = (observed?.segments ?? []).filter(({ doubt }) => doubt !== null && doubt !== 'not-evicted');
  return open.map(
    ({ from, to, doubt }) =>
      `The experiment could not decide what happens from ${from} to ${to}: ${doubts[doubt!]}.`,
  );
}
