// The figures of a result as they are sent to a collector: numbers with their evidence, and no content, path or name.
import type { Proof } from '../model/proof';
import type { Report } from '../model/report';
import type { Trace } from '../model/trace';
import type { Figure } from './figure';
import { profileAnswer } from './profileAnswer';
import { proofAnswer } from './proofAnswer';
import { traceAnswer } from './traceAnswer';

export interface SentFigure {
  /** `iopath.profile.throughput` */
  name: string;
  /** A UCUM unit. */
  unit: string;
  value: number;
  /** `evidence`, and the attributes that distinguish this figure from others of its name. */
  attributes: Record<string, string | number>;
}

const units: Record<string, string> = {
  bytes: 'By',
  'bytes per second': 'By/s',
  ns: 'ns',
  'ns per KiB': 'ns/KiBy',
  times: '1',
};

function sent(command: string, figure: Figure, attributes: SentFigure['attributes']): SentFigure {
  const word = figure.name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return {
    name: `iopath.${command}.${word}`,
    unit: units[figure.unit] ?? `{${figure.unit.replaceAll(' ', '_')}}`,
    value: figure.value,
    attributes: { ...attributes, evidence: figure.evidence },
  };
}

/** Medians of each row, and its ratio with its interval. */
export function profileFigures(report: Report): SentFigure[] {
  const [first] = report.transfers;
  const conditions: SentFigure['attributes'] = first
    ? { route: first.route, cache: first.cache, receiver: first.receiver }
    : {};
  return profileAnswer(report).rows.flatMap(({ strategy, chunkBytes, figures, comparison }) => {
    const row = { ...conditions, strategy, chunk_bytes: chunkBytes };
    const ratio = (name: string, value: number | null | undefined): SentFigure[] =>
      typeof value === 'number'
        ? [
            sent(
              'profile',
              { name, value, unit: 'times', evidence: 'kernel' },
              { ...row, against: comparison!.against },
            ),
          ]
        : [];
    return [
      ...figures.map(figure => sent('profile', figure, row)),
      ...ratio('CPU time ratio', comparison?.ratio),
      ...ratio('CPU time ratio low', comparison?.low),
      ...ratio('CPU time ratio high', comparison?.high),
    ];
  });
}

/** Relays and moves added up by the kinds of their ends: names of files and peers are not sent. */
export function traceFigures(trace: Trace): SentFigure[] {
  const { relays, kernelMoves, figures } = traceAnswer(trace, { most: Number.POSITIVE_INFINITY });
  const all = [
    ...figures.map(figure => sent('trace', figure, {})),
    ...relays.flatMap(({ from, to, figures }) =>
      figures
        .filter(({ name }) => name !== 'average write')
        .map(figure => sent('trace.relay', figure, { from: from.kind, to: to.kind })),
    ),
    ...kernelMoves.flatMap(({ from, to, call, figures }) =>
      figures.map(figure => sent('trace.kernel_move', figure, { from: from.kind, to: to.kind, call })),
    ),
  ];
  return addedUp(all);
}

/** A gauge holds one value for each set of attributes. */
function addedUp(figures: readonly SentFigure[]): SentFigure[] {
  const byKey = new Map<string, SentFigure>();
  for (const figure of figures) {
    const key = JSON.stringify([figure.name, figure.attributes]);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, value: known.value + figure.value } : figure);
  }
  return [...byKey.values()];
}

/** The bytes that the queues showed, with the verdict. */
export const proofFigures = (proof: Proof): SentFigure[] =>
  proofAnswer(proof).figures.map(figure =>
    sent('prove', figure, { verdict: proof.verdict, filesystem: proof.filesystem }),
  );
