import { loadavg } from 'node:os';
import { askedTransfers } from '../model/asked';
import type { CoreRelation } from '../model/cores';
import type { Report } from '../model/report';
import { fewestForInterval } from './intervals';
import { isNoisy } from './statistics';
import { timedRuns } from './summary';
import { words } from './wording';

type Warning = Report['warnings'][number];

/** Runs shorter than this are told apart from noise only by many rounds, nanoseconds. */
const shortRun = 200_000;

/** What speaks against trusting the figures, each with what helps. */
export function warningsOf(report: Report): Warning[] {
  return [
    ...noise(report),
    ...preemption(report),
    ...placement(report),
    ...few(report),
    ...late(report),
    ...short(report),
    ...unknownCache(report),
    ...cold(report),
    ...partial(report),
  ];
}

const measured = ({ transfers }: Report) =>
  askedTransfers(transfers).filter(({ summary }) => summary !== null);

function noise(report: Report): Warning[] {
  const noisy = measured(report).filter(({ summary }) => summary && isNoisy(summary.cpuNsPerKiB));
  if (noisy.length === 0) return [];
  const names = [...new Set(noisy.map(({ strategy }) => strategy))].join(', ');
  return [
    {
      what: `${names} varied more than 10 % between rounds.`,
      remedy: 'Close other programs, or measure longer.',
    },
  ];
}

/** A pinned sender that is pushed off its core shares it with something. */
function preemption(report: Report): Warning[] {
  const runs = measured(report).flatMap(transfer => timedRuns(transfer.runs));
  const seconds = runs.reduce((sum, { wallNs }) => sum + wallNs, 0) / 1e9;
  const switches = runs.reduce((sum, { sender }) => sum + sender.involuntarySwitches, 0);
  if (seconds === 0 || switches / seconds < 50) return [];
  return [
    {
      what: `Other programs interrupted the test ${words.count(Math.round(switches / seconds))} times a second.`,
      remedy: `Close them (load average ${words.number(loadavg()[0] ?? 0)}) and measure again.`,
    },
  ];
}

const placementTexts: Record<CoreRelation, string> = {
  siblings: 'they are two threads of one physical core and slow each other down',
  'other-kind': 'they are of different kinds, so the figures are of a mix',
  'other-node': "they are on different NUMA nodes, so each byte crosses the processors' link",
  'other-cache': 'they share no last-level cache, so each byte goes through memory',
};

const unpinned: Warning = {
  what: 'The threads could not be pinned to their cores: a sandbox forbids it (sched_setaffinity).',
  remedy: 'Measure outside of the sandbox, or take the spread of the rounds for what it is.',
};

/** What is unfavourable about the cores of the threads, as far as both do work. */
function placement({ conditions, transfers }: Report): Warning[] {
  const { cores } = conditions;
  const alone = transfers.every(
    ({ route, receiver }) => route === 'file-to-file' || receiver === 'same-core',
  );
  if (!cores) return [];
  const loose = transfers.some(({ runs }) => runs.some(({ sender }) => sender.cpu === null));
  if (loose) return [unpinned];
  if (alone) return [];
  return cores.relations.map(relation => ({
    what: `Sender and receiver run on the cores ${cores.sender} and ${cores.receiver}: ${placementTexts[relation]}.`,
    remedy: 'Choose two other cores with --cores, if this machine has them.',
  }));
}

/** Held back for longer than this, a run's figures are of the quota, microseconds. */
const mostThrottledUs = 1000;

/** The container's CPU quota held the threads back. */
export function throttleWarning(throttledUs: number): Warning[] {
  if (throttledUs <= mostThrottledUs) return [];
  return [
    {
      what: `The CPU quota of this container held its threads back for ${words.number(throttledUs / 1000)} ms.`,
      remedy:
        'Raise the quota (docker run --cpus), or measure with --receiver block, which takes less CPU time.',
    },
  ];
}

function few(report: Report): Warning[] {
  const groups = measured(report).map(({ runs }) => timedRuns(runs).length);
  const least = Math.min(...groups);
  if (groups.length === 0 || least >= fewestForInterval) return [];
  return [
    {
      what: `Rounds are few (${least}): treat the figures as rough.`,
      remedy: 'Measure longer.',
    },
  ];
}

/** A time budget goes to the loop and the usual calls first. */
function late(report: Report): Warning[] {
  const missed = askedTransfers(report.transfers).filter(
    ({ summary, unsupported, failed }) => summary === null && !unsupported && !failed,
  );
  if (missed.length === 0 || measured(report).length === 0) return [];
  const names = [...new Set(missed.map(({ strategy }) => strategy))].join(', ');
  return [{ what: `There was no time to measure ${names}.`, remedy: 'Measure longer.' }];
}

function short(report: Report): Warning[] {
  const brief = measured(report).filter(({ summary }) => summary && summary.wallNs.median < shortRun);
  if (brief.length === 0) return [];
  return [
    {
      what: 'Runs took microseconds: opening the file and starting the stream weigh as much as moving its bytes.',
      remedy: 'Read the spread, not the median alone, or profile a file of 1 MiB and more.',
    },
  ];
}

/** mincore answers "resident" for every page of a file that the caller neither owns nor may write. */
function unknownCache(report: Report): Warning[] {
  const unknown = measured(report).some(({ runs }) => runs.some(({ cachedBytes }) => cachedBytes === null));
  if (!unknown) return [];
  return [
    {
      what: 'How much of the input was in the page cache is unknown: the kernel tells it only to those who own a file or may write it (mincore, Linux 5.2 on).',
      remedy:
        'Measure as the owner of the file, or a copy of your own; the bytes read from the device tell whether a cold run was cold.',
    },
  ];
}

function cold(report: Report): Warning[] {
  const warm = measured(report)
    .filter(({ cache }) => cache === 'cold')
    .flatMap(({ runs }) => timedRuns(runs))
    .filter(({ cachedBytes, bytes }) => (cachedBytes ?? 0) > bytes * 0.01);
  const most = Math.max(0, ...warm.map(({ cachedBytes }) => cachedBytes ?? 0));
  if (warm.length === 0) return [];
  const { type } = report.machine.filesystem;
  const memory = type === 'tmpfs' || type === 'ramfs';
  return [
    {
      what: `Cold runs were not cold: up to ${words.bytes(most)} stayed in the page cache (mincore).`,
      remedy: memory
        ? `${type} lives in memory and has no cold state: use a file on a disk.`
        : 'Close what has the file open or mapped, let `sync` finish, then measure again.',
    },
  ];
}

function partial(report: Report): Warning[] {
  const { input } = report;
  const runs = measured(report)
    .filter(({ cache }) => cache === 'warm')
    .flatMap(transfer => timedRuns(transfer.runs))
    .flatMap(({ cachedBytes, bytes }) => (cachedBytes === null ? [] : [cachedBytes / Math.max(1, bytes)]));
  const least = Math.min(1, ...runs);
  if (least > 0.99) return [];
  return [
    {
      what: `The input (${words.bytes(input.bytes)}) was not all in the page cache: at worst ${words.percent(least)} of it.`,
      remedy:
        'Profile a part that fits into memory with --length, or look at CPU time rather than throughput.',
    },
  ];
}
