import type { Report, Transfer } from '../model/report';
import type { Run } from '../model/sample';

/** A column's title with its unit, and its figure. */
type Column = [title: string, value: (run: Run, transfer: Transfer, round: number) => string | number | null];

const columns: Column[] = [
  ['strategy', (_, { strategy }) => strategy],
  ['route', (_, { route }) => route],
  ['variant', (_, { variant }) => variant ?? ''],
  ['chunk_bytes', (_, { chunkBytes }) => chunkBytes],
  ['cache', (_, { cache }) => cache],
  ['receiver', (_, { receiver }) => receiver],
  ['input_bytes', (_, { inputBytes }) => inputBytes],
  ['round', (_run, _transfer, round) => round],
  ['phase', ({ phase }) => phase],
  ['ran_as', ({ ranAs }) => ranAs.strategy],
  ['bytes', ({ bytes }) => bytes],
  ['wall_ns', ({ wallNs }) => wallNs],
  ['sender_cpu_ns', ({ sender }) => sender.cpuNs ?? null],
  ['sender_user_ns', ({ sender }) => sender.userNs],
  ['sender_system_ns', ({ sender }) => sender.systemNs],
  ['sender_voluntary_switches', ({ sender }) => sender.voluntarySwitches],
  ['sender_involuntary_switches', ({ sender }) => sender.involuntarySwitches],
  ['sender_minor_faults', ({ sender }) => sender.minorFaults],
  ['sender_major_faults', ({ sender }) => sender.majorFaults],
  ['helper_ns', ({ helperNs }) => helperNs ?? null],
  ['receiver_cpu_ns', ({ receiver }) => receiver?.cpuNs ?? null],
  ['receiver_user_ns', ({ receiver }) => receiver?.userNs ?? null],
  ['receiver_system_ns', ({ receiver }) => receiver?.systemNs ?? null],
  ['receiver_voluntary_switches', ({ receiver }) => receiver?.voluntarySwitches ?? null],
  ['receiver_involuntary_switches', ({ receiver }) => receiver?.involuntarySwitches ?? null],
  ['syscalls', ({ syscalls }) => sum(Object.values(syscalls).map(({ calls }) => calls))],
  ['short_results', ({ syscalls }) => sum(Object.values(syscalls).map(({ short }) => short))],
  ['errors', ({ syscalls }) => sum(Object.values(syscalls).flatMap(({ errors }) => Object.values(errors)))],
  ['device_read_bytes', ({ deviceReadBytes }) => deviceReadBytes],
  ['cached_bytes_before', ({ cachedBytes }) => cachedBytes],
  ['cpu_grain_ns', ({ cpuGrainNs }) => cpuGrainNs ?? null],
  ['interleaved_round', ({ round }) => round ?? null],
];

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** Every round of every transfer as a row (RFC 4180), in the order of the report; what was not measured is empty. */
export function csvOf({ transfers }: Report): string {
  const rows = transfers.flatMap(transfer =>
    transfer.runs.map((run, round) => columns.map(([, value]) => value(run, transfer, round + 1))),
  );
  const head = columns.map(([title]) => title);
  return [head, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Quotes a value if needed. Text that a spreadsheet would take for a formula gets a leading apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
