// A report as headings, tables and lists, once for every form it is rendered in: terminal, Markdown, HTML.
import { askedTransfers } from '../model/asked';
import { type Comparison, type Report, searchVariant, type Transfer } from '../model/report';
import { costTable, hardwareTable, pathTable } from './documentTables';
import { transferKey } from './figures';
import { createFormat, type Format } from './format';
import { isSweep, sweepTable } from './sweepTable';

export interface Column {
  title: string;
  align: 'left' | 'right';
}

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; entries: [label: string, text: string][] }
  | { kind: 'table'; title: string; columns: Column[]; rows: string[][]; legend: string | null }
  | { kind: 'list'; title: string; items: string[] }
  | { kind: 'callout'; title: string; text: string };

const receivers = {
  poll: 'receiver polls on its own core',
  block: 'receiver sleeps in recv',
  'same-core': "receiver sleeps on the sender's core",
} as const;

/** The whole report, most wanted first: what was run, the verdict, the tables, why they differ, what could not run. */
export function documentOf(report: Report): Block[] {
  const format = createFormat('en');
  return [
    { kind: 'heading', text: 'I/O Path Profiler' },
    { kind: 'facts', entries: facts(report, format) },
    ...scenarioBlock(report),
    ...adviceBlocks(report),
    ...tables(report, format),
    ...differences(report),
    ...notes(report),
    ...unsampled(report),
    ...absences(report),
    ...warnings(report),
  ];
}

function facts(report: Report, format: Format): [string, string][] {
  const { input, machine, conditions, transfers } = report;
  const first = transfers[0];
  const name =
    input.files === 1 ? (input.paths[0] ?? '') : `${format.count(input.files)} files, ${input.paths[0]} …`;
  const { filesystem } = machine;
  return [
    ['Input', `${name}, ${format.bytes(input.bytes)}, ${cachedText(input, format)}`],
    ['Route', first ? routeText(first, conditions, format) : 'none'],
    [
      'Machine',
      `${machine.kernel} ${machine.architecture}, ${machine.cpus} × ${machine.cpuModel}, ${filesystem.type} on ${filesystem.mount}${settingsText(machine)}`,
    ],
    ['Made', `${report.createdAt} by ${report.tool}${report.cancelled ? ', cancelled before its end' : ''}`],
  ];
}

/** The settings that the kernel tells, such as `, virtual (KVM), governor performance, turbo on`. */
function settingsText({ settings, cpuQuota }: Report['machine']): string {
  if (!settings) return '';
  const { virtualisation, governor, turbo } = settings;
  const parts = [
    virtualisation &&
      (virtualisation === 'unknown' ? 'a virtual machine' : `a virtual machine (${virtualisation})`),
    governor && `governor ${governor}`,
    turbo === null ? null : `turbo ${turbo ? 'on' : 'off'}`,
    cpuQuota ? `CPU quota ${cpuQuota}` : null,
  ];
  return parts
    .filter(Boolean)
    .map(part => `, ${part}`)
    .join('');
}

function cachedText({ bytes, cachedBytes }: Report['input'], format: Format): string {
  if (cachedBytes === null) return 'unknown how much of it was in the page cache';
  return `${format.percent(bytes > 0 ? cachedBytes / bytes : 0)} in the page cache before the first run`;
}

function routeText(first: Transfer, conditions: Report['conditions'], format: Format): string {
  const {
    socket,
    order,
    pass,
    headerBytes,
    flushEvery,
    followBytes,
    offset,
    length,
    pinned,
    preallocate,
    populate,
    depth,
  } = conditions;
  const overSocket = first.route.includes('socket');
  return [
    first.route + (overSocket ? (socket === 'tcp' ? ' over loopback TCP' : ' over a Unix stream') : ''),
    first.cache,
    first.route === 'file-to-file' ? null : receiverText(first.receiver, pinned),
    threadsText(first, conditions),
    order === 'random' ? 'random order' : null,
    pass === 'none' ? null : `${pass} in user space`,
    headerBytes > 0 ? `${format.bytes(headerBytes)} header a file` : null,
    followBytes > 0 ? `followed as a log that grows by ${format.bytes(followBytes)} at a time` : null,
    preallocate ? 'output preallocated' : null,
    populate ? 'mappings populated' : null,
    depth > 1 ? `io_uring depth ${depth}` : null,
    flushEvery > 0 ? `flush every ${format.count(flushEvery)} chunks` : null,
    offset > 0 || length !== null ? `from byte ${format.count(offset)}` : null,
  ]
    .filter(part => part !== null)
    .join(', ');
}

function threadsText({ route, receiver }: Transfer, { pinned, cores }: Report['conditions']): string {
  if (!pinned) return 'threads not pinned';
  if (!cores) return 'threads pinned';
  if (route === 'file-to-file' || receiver === 'same-core') return `sender on core ${cores.sender}`;
  return `sender on core ${cores.sender}, receiver on core ${cores.receiver}`;
}

/** Without cores to pin to, a poller has no core of its own. */
function receiverText(receiver: Transfer['receiver'], pinned: boolean): string {
  return receiver === 'poll' && !pinned ? 'receiver polls on a shared core' : receivers[receiver];
}

function scenarioBlock({ scenario }: Report): Block[] {
  if (!scenario) return [];
  const { id, claim, source, verdict, because } = scenario;
  return [
    { kind: 'callout', title: `Claim (${id})`, text: `${claim} (${source})` },
    {
      kind: 'callout',
      title: verdict === 'not-decidable' ? 'Not decidable here' : capital(verdict),
      text: because,
    },
  ];
}

function adviceBlocks({ advice }: Report): Block[] {
  if (!advice) return [];
  const text = [advice.text, advice.limits, advice.receiverNote].filter(part => part !== null).join(' ');
  return [{ kind: 'callout', title: 'Advice', text }];
}

function tables(report: Report, format: Format): Block[] {
  const hasFigures = ({ summary }: Transfer) => summary !== null;
  const asked = askedTransfers(report.transfers).filter(hasFigures);
  if (isSweep(asked))
    return [sweepTable(asked, format, report.conditions.swept), ...crossovers(report, format)];
  const tried = report.transfers.filter(({ variant }) => variant === searchVariant).filter(hasFigures);
  const curve = tried.length > 0 ? [sweepTable(tried, format), ...floorBlock(report)] : [];
  return [...groupTables(asked, report, format), ...curve];
}

function groupTables(measured: Transfer[], report: Report, format: Format): Block[] {
  return shownGroups(measured).flatMap(({ title, transfers }) => [
    pathTable({ title, transfers, format }),
    costTable({ title, transfers, format, comparisonOf: finder(report.comparison) }),
    ...[hardwareTable({ title, transfers, format })].filter(table => table !== null),
  ]);
}

/** A scenario's conditions, each with tables of its own. */
function shownGroups(asked: Transfer[]): { title: string; transfers: Transfer[] }[] {
  const variants = [...new Set(asked.map(({ variant }) => variant))];
  return variants.map(variant => ({
    title: variant ? `, ${variant}` : '',
    transfers: asked.filter(transfer => transfer.variant === variant),
  }));
}

function finder(comparison: Comparison[]): (transfer: Transfer) => Comparison | undefined {
  const byKey = new Map(comparison.map(entry => [transferKey(entry), entry]));
  return transfer => byKey.get(transferKey(transfer));
}

function crossovers({ crossovers: found }: Report, format: Format): Block[] {
  const items = found.map(
    ({ axis, ahead, behind, fromBytes, low, high }) =>
      `${ahead} is ahead of ${behind} from about ${format.bytes(fromBytes)} of ${axis === 'size' ? 'input' : axis} (between ${format.bytes(low)} and ${format.bytes(high)}).`,
  );
  return [
    {
      kind: 'list',
      title: 'Where the order turns',
      items: items.length > 0 ? items : ['Nowhere along this sweep by more than the spread of the rounds.'],
    },
  ];
}

function floorBlock({ advice }: Report): Block[] {
  const floor = advice?.figures.find(({ kind }) => kind === 'floor');
  return floor ? [{ kind: 'callout', title: floor.label, text: floor.value }] : [];
}

/** Each reason once, with the rows it holds for. */
function differences({ transfers }: Report): Block[] {
  if (isSweep(askedTransfers(transfers))) return [];
  const figures = {
    cpuCopies: 'CPU copies',
    dmaCopies: 'DMA copies',
    modeSwitches: 'Mode switches',
  } as const;
  const byReason = new Map<string, Set<string>>();
  for (const { strategy, differences: found, summary } of askedTransfers(transfers))
    for (const { figure, why } of summary ? found : []) {
      const key = `${figures[figure]}: ${why}`;
      byReason.set(key, (byReason.get(key) ?? new Set()).add(strategy));
    }
  const items = [...byReason].map(([why, strategies]) => `${why} (${[...strategies].join(', ')})`);
  return items.length > 0 ? [{ kind: 'list', title: 'Where textbook and measurement part (≠)', items }] : [];
}

function notes({ transfers }: Report): Block[] {
  const byNote = new Map<string, Set<string>>();
  for (const { strategy, notes: told } of askedTransfers(transfers))
    for (const note of told) byNote.set(note, (byNote.get(note) ?? new Set()).add(strategy));
  const items = [...byNote].map(([note, strategies]) => `${[...strategies].join(', ')}: ${note}`);
  return items.length > 0 ? [{ kind: 'list', title: 'To know', items }] : [];
}

/** The column of copying is empty without the right to sample, and says what would fill it. */
function unsampled({ machine, transfers }: Report): Block[] {
  const sampled = machine.evidence.sampled;
  if (!sampled || sampled.available || transfers.every(({ summary }) => summary === null)) return [];
  const text = `${sentence(sampled.why)} ${sentence(sampled.remedy)}`;
  return [{ kind: 'callout', title: 'CPU time spent copying was not sampled', text }];
}

function absences({ transfers }: Report): Block[] {
  const unique = (items: string[]) => [...new Set(items)];
  const runs = new Set(transfers.flatMap(({ strategy, unsupported }) => (unsupported ? [] : [strategy])));
  // Where only one condition keeps a strategy from running, it is part of the name.
  const nameIn = (strategy: Transfer['strategy'], variant?: string) =>
    variant !== undefined && runs.has(strategy) ? `${strategy} (${variant})` : strategy;
  const failed = unique(
    transfers.flatMap(({ failed: trouble }) =>
      trouble ? [`${trouble.what} ${trouble.why} ${trouble.remedy}`] : [],
    ),
  );
  const absent = unique(
    transfers.flatMap(({ strategy, unsupported, variant }) =>
      unsupported
        ? [`${nameIn(strategy, variant)}: ${sentence(unsupported.why)} ${sentence(unsupported.remedy)}`]
        : [],
    ),
  );
  return [
    ...(failed.length > 0 ? [{ kind: 'list', title: 'Failed', items: failed } as const] : []),
    ...(absent.length > 0 ? [{ kind: 'list', title: 'Not run here', items: absent } as const] : []),
  ];
}

function warnings({ warnings: told }: Report): Block[] {
  const items = told.map(({ what, remedy }) => `${sentence(what)} ${sentence(remedy)}`);
  return items.length > 0 ? [{ kind: 'list', title: 'Before you trust the figures', items }] : [];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
