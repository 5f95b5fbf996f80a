import type { Case, EndsForm, Fault, LanguageForm, Program, SinkKind, SourceKind } from './model';
import { Random } from './random';

/** Empty, one byte, odd, exact multiples of the usual buffers, large. Bytes. */
const sizes = [0, 1, 511, 1024, 4096, 8192, 12_288, 24_576, 50_001, 150_001];
/** A socket's receive queue takes no more at once (tcp_rmem's default is 128 KiB). */
const largestSocketInput = 50_001;
const noFault: Fault = { end: 'none', kind: 'none', at: 0 };

/** Faults by kind of end. Input and output of disks are not interrupted by signals (signal(7)). */
const sourceFaults: Record<SourceKind, Fault['kind'][]> = {
  file: ['short', 'drip', 'EIO'],
  fifo: ['short', 'drip', 'EINTR', 'EAGAIN', 'EIO'],
  socket: ['short', 'drip', 'EINTR', 'EAGAIN', 'ECONNRESET'],
  proc: ['short'],
  missing: [],
};
const sinkFaults: Record<SinkKind, Fault['kind'][]> = {
  file: ['short', 'drip', 'ENOSPC', 'EIO'],
  old: ['short', 'ENOSPC'],
  fifo: ['short', 'drip', 'EINTR', 'EAGAIN', 'EPIPE'],
  socket: ['short', 'drip', 'EINTR', 'EAGAIN', 'ECONNRESET', 'EPIPE'],
};

/** Inputs × faults of a program: every input without a fault first, then faults in an order the seed fixes. */
export function casesOf(
  form: LanguageForm,
  program: Program,
  count: number,
  seed: number,
): Omit<Case, 'id'>[] {
  const random = new Random(seed + Number(/\d+/.exec(program.name)?.[0] ?? 0));
  const ends = form.ends.find(({ id }) => id === program.ends)!;
  const inputs = inputsOf(program, ends);
  const plain = inputs.map(input => ({ ...input, fault: noFault }));
  const faulty = inputs.flatMap(input => faultsOf(input, random, form).map(fault => ({ ...input, fault })));
  // A third without a fault: the rest of the time goes to where fixes break.
  const chosen = random.shuffled(plain).slice(0, Math.max(10, Math.floor(count / 3)));
  return [...chosen, ...random.shuffled(faulty)].slice(0, count);
}

type Input = Omit<Case, 'id' | 'fault'>;

function inputsOf(program: Program, { sources, sinks, positioned }: EndsForm): Input[] {
  return sources.flatMap(source =>
    sinks.flatMap(sink =>
      sizesOf(source).flatMap(size =>
        (positioned && source === 'file' ? [0, 777] : [0]).map(start => ({
          program: program.name,
          source,
          size,
          start,
          sink,
        })),
      ),
    ),
  );
}

const sizesOf = (source: SourceKind): number[] =>
  source === 'proc' || source === 'missing'
    ? [0]
    : sizes.filter(size => source !== 'socket' || size <= largestSocketInput);

function faultsOf(
  { source, sink, size }: Input,
  random: Random,
  { withoutFaults = [] }: LanguageForm,
): Fault[] {
  const sourced = sourceFaults[source].map(kind => ({ end: 'source' as const, kind }));
  const sunk = sinkFaults[sink].map(kind => ({ end: 'sink' as const, kind }));
  return [...sourced, ...sunk]
    .filter(({ kind }) => !withoutFaults.includes(kind))
    .flatMap(fault => offsets(fault.kind, size, random).map(at => ({ ...fault, at })));
}

/** Where a fault strikes: at the beginning, at the end, in a chunk, between chunks. */
function offsets(kind: Fault['kind'], size: number, random: Random): number[] {
  if (kind === 'drip') return size > 5000 ? [997] : [97];
  // An empty file has no block that could be unreadable.
  if (size === 0) return kind === 'short' || kind === 'EIO' ? [] : [0];
  const inside = [0, 1, 3, 600, 1024, 4096, 8192, size - 1].filter(
    at => at < size && (kind !== 'short' || at > 0),
  );
  const chosen = [1, 2].flatMap(() => [random.pick(inside.length > 0 ? inside : [0]), random.below(size)]);
  return [...new Set(chosen)].filter(at => kind !== 'short' || at > 0);
}
