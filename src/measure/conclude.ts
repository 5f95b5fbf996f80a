import type { Report, Transfer } from '../model/report';
import { adviceOf } from './advice';
import { compare } from './comparison';
import { copiesOf } from './copies';
import { crossoversOf } from './crossovers';
import { differencesOf } from './differences';
import { notesOf } from './notes';
import { representativeRun, senderCalls, summarize } from './summary';
import { warningsOf } from './warnings';

/** Facts about the request that turn runs into copies and advice. */
export interface Conditions {
  sweep: 'chunk' | 'size' | null;
  /** Warnings known before the first run: files left out, a cache that can't be made cold. */
  warnings: Report['warnings'];
}

/** A report worked out anew from the runs it holds; nothing in it depends on how it was before. */
export function conclude(report: Report, { sweep, warnings }: Conditions): Report {
  const transfers = report.transfers.map(transfer => concludeTransfer(transfer, report));
  const comparison = compare(transfers);
  const concluded: Report = {
    ...report,
    transfers,
    comparison,
    crossovers: sweep ? crossoversOf(transfers, sweep) : [],
    warnings: [...warnings, ...warningsOf({ ...report, transfers, comparison })],
  };
  return { ...concluded, advice: adviceOf(concluded) };
}

function concludeTransfer(transfer: Transfer, report: Report): Transfer {
  const run = representativeRun(transfer.runs);
  if (!run) return { ...transfer, runs: [...transfer.runs], integrity: integrityOf(transfer) };
  const { conditions, machine, input } = report;
  const copies = copiesOf({
    run,
    route: transfer.route,
    socket: conditions.socket,
    filesystem: machine.filesystem,
    headerBytes: conditions.headerBytes * input.files,
    flushEvery: conditions.flushEvery,
    pass: conditions.pass,
  });
  const { textbook, chunkBytes } = transfer;
  const differences = textbook
    ? differencesOf({ textbook, run, copies, chunkBytes, filesystem: machine.filesystem.type })
    : [];
  const concluded: Transfer = {
    ...transfer,
    runs: [...transfer.runs],
    modeSwitches: 2 * senderCalls(run),
    copies,
    copyTime: copyTimeOf(transfer),
    integrity: integrityOf(transfer),
    differences,
    summary: summarize(transfer.runs),
  };
  return { ...concluded, notes: notesOf(concluded, { machine }) };
}

/** Samples of all sampled rounds together; a share of few samples alone would swing. */
function copyTimeOf({ runs }: Transfer): Transfer['copyTime'] {
  const sampled = runs.flatMap(({ copyTime }) => copyTime ?? []);
  const samples = sampled.reduce((sum, time) => sum + time.samples, 0);
  if (sampled.length === 0) return null;
  const share = (of: (time: (typeof sampled)[number]) => number) =>
    samples > 0 ? sampled.reduce((sum, time) => sum + of(time) * time.samples, 0) / samples : 0;
  const bySymbol = new Map<string, number>();
  for (const { leaves } of sampled)
    for (const leaf of leaves) bySymbol.set(leaf.symbol, (bySymbol.get(leaf.symbol) ?? 0) + leaf.samples);
  return {
    share: share(time => time.share),
    samples,
    wakeShare: share(time => time.wakeShare),
    leaves: [...bySymbol]
      .map(([symbol, met]) => ({ symbol, samples: met }))
      .sort((a, b) => b.samples - a.samples),
  };
}

/** Whether the bytes arrived as they left, by the round that verified; null where none did. */
function integrityOf({ runs }: Transfer): Transfer['integrity'] {
  const hashes = runs.flatMap(({ hash }) => hash ?? []);
  const first = hashes[0];
  return first
    ? { algorithm: first.algorithm, ok: hashes.every(({ source, sink }) => source === sink) }
    : null;
}
