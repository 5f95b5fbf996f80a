import { loadavg } from 'node:os';
import { message } from '../messages/message';
import { requestedTransfers } from '../model/figures';
import type { Report, Warning } from '../model/report';
import type { CoreRelation } from '../model/sample';
import { fewestForInterval } from './intervals';
import { isNoisy } from './statistics';
import { timedRuns } from './summary';

/** Runs shorter than this differ from noise only over many rounds. Nanoseconds. */
const shortRun = 200_000;

/** Warnings about the figures, each with its remedy. */
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
  requestedTransfers(transfers).filter(({ summary }) => summary !== null);

function noise(report: Report): Warning[] {
  const noisy = measured(report).filter(({ summary }) => summary && isNoisy(summary.cpuNsPerKiB));
  if (noisy.length === 0) return [];
  const names = [...new Set(noisy.map(({ strategy }) => strategy))];
  return [
    { what: message('warning.varied', { strategies: names }), remedy: message('warning.varied.remedy') },
  ];
}

/** A pinned sender that is preempted shares its core with another thread. */
function preemption(report: Report): Warning[] {
  const runs = measured(report).flatMap(transfer => timedRuns(transfer.runs));
  const seconds = runs.reduce((sum, { wallNs }) => sum + wallNs, 0) / 1e9;
  const switches = runs.reduce((sum, { sender }) => sum + sender.involuntarySwitches, 0);
  if (seconds === 0 || switches / seconds < 50) return [];
  return [
    {
      what: message('warning.interrupted', { times: Math.round(switches / seconds) }),
      remedy: message('warning.interrupted.remedy', { load: loadavg()[0] ?? 0 }),
    },
  ];
}

const unpinned: Warning = {
  what: message('warning.unpinned'),
  remedy: message('warning.unpinned.remedy'),
};

const relationText = (relation: CoreRelation) => message(`cores.${relation}`);

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
    what: message('warning.cores', {
      sender: cores.sender,
      receiver: cores.receiver,
      relation: relationText(relation),
    }),
    remedy: message('warning.cores.remedy'),
  }));
}

/** If throttled for longer than this, a run's figures reflect the quota, microseconds. */
const mostThrottledUs = 1000;

/** The container's CPU quota held the threads back. */
export function throttleWarning(throttledUs: number): Warning[] {
  if (throttledUs <= mostThrottledUs) return [];
  return [
    {
      what: message('warning.throttled', { ms: throttledUs / 1000 }),
      remedy: message('warning.throttled.remedy'),
    },
  ];
}

function few(report: Report): Warning[] {
  const groups = measured(report).map(({ runs }) => timedRuns(runs).length);
  const least = Math.min(...groups);
  if (groups.length === 0 || least >= fewestForInterval) return [];
  return [{ what: message('warning.few', { rounds: least }), remedy: message('measure-longer') }];
}

/** A time budget goes to the loop and the usual calls first. */
function late(report: Report): Warning[] {
  const missed = requestedTransfers(report.transfers).filter(
    ({ summary, unsupported, failed }) => summary === null && !unsupported && !failed,
  );
  if (missed.length === 0 || measured(report).length === 0) return [];
  const known = new Set(measured(report).map(({ strategy }) => strategy));
  const strategies = [...new Set(missed.map(({ strategy }) => strategy))].filter(name => !known.has(name));
  const rows = missed.filter(({ strategy }) => known.has(strategy)).length;
  const remedy = message('measure-longer');
  return [
    ...(strategies.length > 0 ? [{ what: message('warning.late', { strategies }), remedy }] : []),
    ...(rows > 0 ? [{ what: message('warning.late-rows', { rows }), remedy }] : []),
  ];
}

function short(report: Report): Warning[] {
  const brief = measured(report).filter(({ summary }) => summary && summary.wallNs.median < shortRun);
  if (brief.length === 0) return [];
  return [{ what: message('warning.short'), remedy: message('warning.short.remedy') }];
}

/** mincore answers "resident" for every page of a file that the caller neither owns nor may write. */
function unknownCache(report: Report): Warning[] {
  const unknown = measured(report).some(({ runs }) => runs.some(({ cachedBytes }) => cachedBytes === null));
  if (!unknown) return [];
  return [{ what: message('warning.cache-unknown'), remedy: message('warning.cache-unknown.remedy') }];
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
      what: message('warning.not-cold', { bytes: most }),
      remedy: memory
        ? message('warning.not-cold.memory', { filesystem: type })
        : message('warning.not-cold.remedy'),
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
      what: message('warning.partial', { bytes: input.bytes, part: least }),
      remedy: message('warning.partial.remedy'),
    },
  ];
}
