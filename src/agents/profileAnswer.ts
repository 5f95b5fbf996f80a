import * as v from 'valibot';
import { message } from '../messages/message';
import { textsIn } from '../messages/texts';
import { movesEvidence, movesPerByte, requestedTransfers, transferKey } from '../model/figures';
import { comparisonVerdicts, type Report, type Spread, type Transfer } from '../model/report';
import { type Evidence, evidences, moverEvidences, movers, stages } from '../model/route';
import { type Figure, figure, figureSchema } from './figure';

const rowSchema = v.object({
  strategy: v.string(),
  chunkBytes: v.number(),
  /** Why it did not run here, or broke, and what to do; null where it ran. */
  notRun: v.nullable(v.object({ why: v.string(), remedy: v.string() })),
  figures: v.array(figureSchema),
  /** CPU time per byte against the baseline's; null for the baseline itself. */
  comparison: v.nullable(
    v.object({
      against: v.string(),
      ratio: v.number(),
      low: v.nullable(v.number()),
      high: v.nullable(v.number()),
      verdict: v.picklist(comparisonVerdicts),
    }),
  ),
  path: v.array(
    v.object({
      from: v.picklist(stages),
      to: v.picklist(stages),
      by: v.picklist(movers),
      bytes: v.number(),
      evidence: v.picklist(evidences),
      moverEvidence: v.picklist(moverEvidences),
    }),
  ),
});

/** A report in short: the requested rows, the advice and the warnings. */
export const profileSchema = v.object({
  advice: v.nullable(v.object({ text: v.string(), limits: v.string() })),
  rows: v.array(rowSchema),
  input: v.object({ files: v.number(), bytes: v.number(), cachedBytes: v.nullable(v.number()) }),
  machine: v.object({ kernel: v.string(), cpus: v.number(), filesystem: v.string() }),
  warnings: v.array(v.object({ what: v.string(), remedy: v.string() })),
  cancelled: v.boolean(),
});
export type ProfileAnswer = v.InferOutput<typeof profileSchema>;

/** Answers to assistants are in English, whatever language the person uses. */
const { say } = textsIn('en');

export function profileAnswer(report: Report): ProfileAnswer {
  const { advice, machine, input, warnings, cancelled } = report;
  return {
    advice: advice && { text: say(advice.text), limits: say(advice.limits) },
    rows: requestedTransfers(report.transfers).map(transfer => rowOf(report, transfer)),
    input: { files: input.files, bytes: input.bytes, cachedBytes: input.cachedBytes },
    machine: { kernel: machine.kernel, cpus: machine.cpus, filesystem: machine.filesystem.type },
    warnings: warnings.map(({ what, remedy }) => ({ what: say(what), remedy: say(remedy) })),
    cancelled,
  };
}

function rowOf({ comparison }: Report, transfer: Transfer): ProfileAnswer['rows'][number] {
  const { strategy, chunkBytes, unsupported, failed, copies } = transfer;
  const absent =
    unsupported ??
    (failed && {
      why: message('pair.text', { first: failed.what, second: failed.why }),
      remedy: failed.remedy,
    });
  const compared = comparison.find(row => transferKey(row) === transferKey(transfer));
  return {
    strategy,
    chunkBytes,
    notRun: absent && { why: say(absent.why), remedy: say(absent.remedy) },
    figures: figuresOf(transfer),
    comparison: compared
      ? {
          against: compared.against,
          ratio: compared.ratio,
          low: compared.low,
          high: compared.high,
          verdict: compared.verdict,
        }
      : null,
    path: copies.map(({ from, to, by, bytes, evidence, moverEvidence }) => ({
      ...{ from, to, by, bytes, evidence, moverEvidence },
    })),
  };
}

function figuresOf(transfer: Transfer): Figure[] {
  const { summary, modeSwitches } = transfer;
  if (!summary) return [];
  const copies = movesPerByte(transfer, 'cpu');
  return [
    median('CPU time of the sender', summary.cpuNsPerKiB, 'ns per KiB', 'kernel'),
    median('throughput', summary.bytesPerSecond, 'bytes per second', 'counted'),
    ...(copies === null
      ? []
      : [figure('CPU copies', copies, 'copies per byte', movesEvidence(transfer, 'cpu'))]),
    ...(modeSwitches === null ? [] : [figure('mode switches', modeSwitches, 'switches per run', 'counted')]),
    median('system calls', summary.syscalls, 'calls per run', 'counted'),
    median('voluntary context switches', summary.voluntarySwitches, 'switches per run', 'kernel'),
    median('involuntary context switches', summary.involuntarySwitches, 'switches per run', 'kernel'),
  ];
}

const median = (name: string, { median, mad, n }: Spread, unit: string, evidence: Evidence): Figure => ({
  ...figure(name, median, unit, evidence),
  spread: mad,
  rounds: n,
});
