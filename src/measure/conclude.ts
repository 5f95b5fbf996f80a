import type { SweepAxis } from '../model/job';
import type { Report, Transfer } from '../model/report';
import { adviceOf } from './advice';
import { compare } from './comparison';
import { copiesOf } from './copies';
import { observedOf, witnessed } from './copies/witness';
import { crossoversOf } from './crossovers';
import { differencesOf } from './differences';
import { notesOf } from './notes';
import type { Cell } from './plan';
import type { Scenario } from './scenarios';
import { representativeRun, senderCalls, summarize } from './summary';
import { warningsOf } from './warnings';

/** The conditions of the measurement, besides the report itself. */
export interface Made {
  /** The cell behind each transfer, by index. */
  cells: readonly Cell[];
  sweep: SweepAxis | null;
  scenario: Scenario | null;
  /** Warnings known before the first run: skipped files. */
  warnings: Report['warnings'];
}

/** A report worked out anew from the runs it holds; nothing in it depends on how it was before. */
export function conclude(report: Report, { cells, sweep, scenario, warnings }: Made): Report {
  const transfers = report.transfers.map((transfer, index) =>
    concludeTransfer(transfer, cells[index]!, report),
  );
  const comparison = compare(transfers, sweep);
  const concluded: Report = {
    ...report,
    transfers,
    comparison,
    crossovers: sweep ? crossoversOf(transfers, sweep) : [],
    warnings: [...warnings, ...warningsOf({ ...report, transfers, comparison })],
  };
  const advised = { ...concluded, advice: adviceOf(concluded) };
  if (!scenario) return advised;
  const { id, claim, source, textbook, consequence } = scenario;
  return { ...advised, scenario: { id, claim, source, textbook, consequence, ...scenario.decide(advised) } };
}

function concludeTransfer(transfer: Transfer, { spec }: Cell, report: Report): Transfer {
  const { machine, observations } = report;
  const run = representativeRun(transfer.runs);
  const integrity = integrityOf(transfer);
  if (!run) return { ...transfer, runs: [...transfer.runs], integrity };
  const observed = spec.kernelTls
    ? null
    : observedOf(observations, { strategy: run.ranAs.strategy, route: transfer.route, socket: spec.socket });
  const facts = {
    ...spec,
    run,
    filesystem: machine.filesystem,
    headerBytes: spec.headerBytes * spec.files.length,
  };
  const copies = witnessed(copiesOf(facts), observed);
  const { textbook, chunkBytes, chunks = 0 } = transfer;
  const follows = spec.followBytes > 0;
  const files = follows ? 1 : spec.files.length;
  const filesystem = machine.filesystem.type;
  const concluded: Transfer = {
    ...transfer,
    runs: [...transfer.runs],
    modeSwitches: 2 * senderCalls(run),
    copies,
    copyTime: copyTimeOf(transfer),
    integrity,
    differences: textbook
      ? differencesOf({ textbook, run, copies, chunkBytes, chunks, files, follows, filesystem })
      : [],
    summary: summarize(transfer.runs),
  };
  return { ...concluded, notes: notesOf(concluded, { machine, observed }) };
}

/** Samples of all sampled rounds together; a share of few samples alone would swing. */
function copyTimeOf({ runs }: Transfer): Transfer['copyTime'] {
  const sampled = runs.flatMap(({ copyTime }) => copyTime ?? []);
  if (sampled.length === 0) return null;
  const sum = (of: (time: (typeof sampled)[number]) => number) =>
    sampled.reduce((total, time) => total + of(time), 0);
  const samples = sum(time => time.samples);
  const share = (of: (time: (typeof sampled)[number]) => number) =>
    samples > 0 ? sum(time => of(time) * time.samples) / samples : 0;
  const bySymbol = new Map<string, number>();
  for (const { leaves } of sampled)
    for (const leaf of leaves) bySymbol.set(leaf.symbol, (bySymbol.get(leaf.symbol) ?? 0) + leaf.samples);
  return {
    share: share(time => time.share),
    samples,
    lost: sum(time => time.lost ?? 0),
    wakeShare: share(time => time.wakeShare),
    leaves: [...bySymbol]
      .map(([symbol, met]) => ({ symbol, samples: met }))
      .sort((a, b) => b.samples - a.samples),
  };
}

/** Whether the received bytes equal the sent ones, by the verifying round; null if there was none. */
function integrityOf({ runs }: Transfer): Transfer['integrity'] {
  const hashes = runs.flatMap(({ hash }) => hash ?? []);
  const first = hashes[0];
  return first
    ? { algorithm: first.algorithm, ok: hashes.every(({ source, sink }) => source === sink) }
    : null;
}
