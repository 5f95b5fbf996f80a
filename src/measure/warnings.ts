import { loadavg } from 'node:os';
import { askedTransfers } from '../model/asked';
import type { Report } from '../model/report';
import { fewestForInterval } from './intervals';
import { isNoisy } from './statistics';
import { timedRuns } from './summary';
import { nameOf, words } from './wording';

type Warning = Report['warnings'][number];

/** Runs shorter than this are told apart from noise only by many rounds, nanoseconds. */
const shortRun = 200_000;

/** What speaks against trusting the figures, each with what helps. */
export function warningsOf(report: Report): Warning[] {
  return [
    ...noise(report),
    ...preemption(report),
    ...few(report),
    ...short(report),
    ...cold(report),
    ...partial(report),
  ];
}

const measured = ({ transfers }: Report) =>
  askedTransfers(transfers).filter(({ summary }) => summary !== null);

function noise(report: Report): Warning[] {
  const noisy = measured(report).filter(({ summary }) => summary && isNoisy(summary.cpuNsPerKiB));
  const first = noisy[0];
  if (!first) return [];
  const others = noisy.length > 1 ? ` and ${noisy.length - 1} more` : '';
  return [
    {
      what: `The machine was noisy: rounds of ${nameOf(first)}${others} differ by more than 10 % (MAD).`,
      remedy:
        'Close what else runs on this machine, or give the run more time (--budget 60, or the setting ioPath.measure.budget).',
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
      what: `Other work shared the sender's core: it was preempted ${words.number(switches / seconds)} times a second.`,
      remedy: `Stop other work (load average ${words.number(loadavg()[0] ?? 0)}) and measure again.`,
    },
  ];
}

function few(report: Report): Warning[] {
  const groups = measured(report).map(({ runs }) => timedRuns(runs).length);
  const least = Math.min(...groups);
  if (groups.length === 0 || least >= fewestForInterval) return [];
  return [
    {
      what: `Some figures rest on ${least === 1 ? '1 timed round' : `${least} timed rounds`}: too few for an interval or a verdict, which take ${fewestForInterval}.`,
      remedy: 'Give the run more time: --budget 60, or the setting ioPath.measure.budget.',
    },
  ];
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

function cold(report: Report): Warning[] {
  const warm = measured(report)
    .filter(({ cache }) => cache === 'cold')
    .flatMap(({ runs }) => timedRuns(runs))
    .filter(({ cachedBytes, bytes }) => cachedBytes > bytes * 0.01);
  const most = Math.max(0, ...warm.map(({ cachedBytes }) => cachedBytes));
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
    .flatMap(transfer => timedRuns(transfer.runs).map(run => run.cachedBytes / Math.max(1, run.bytes)));
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
