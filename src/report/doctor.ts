import type { Availability } from '../model/availability';
import type { Probe } from '../model/probe';
import type { Machine } from '../model/report';
import { type Route, routes } from '../model/route';
import { type StrategyName, strategyNames } from '../model/strategy';
import type { Block } from './document';
import { createFormat } from './format';
import { english, type Say } from './sentences';

export interface DoctorInput {
  probe: Probe;
  machine: Machine;
  folder: string;
  cores: number;
  /** The page's language; without it, English. */
  say?: Say;
}

const sources: Record<string, string> = {
  counted: 'calls counted at our own call sites',
  kernel: "the kernel's own accounting (getrusage, /proc)",
  observed: 'which legs copy and which hand on references, shown on a scratch file',
  sampled: "samples of the sender's CPU time",
  tracepoints: "counts from the kernel's tracepoints",
  'hardware-counters': 'hardware counters',
};

/** What works here, as a table strategy by route, and each reason with its remedy once. */
export function doctorBlocks({ probe, machine, folder, cores, say = english }: DoctorInput): Block[] {
  const format = createFormat('en');
  const { filesystem, nics } = machine;
  const reflink = say(filesystem.reflink === null ? 'unknown' : filesystem.reflink ? 'yes' : 'no');
  return [
    { kind: 'heading', text: say('I/O Path Profiler: what can be measured here') },
    {
      kind: 'facts',
      entries: [
        [
          say('Folder'),
          `${folder}, ${filesystem.type}, ${filesystem.mount} (${filesystem.device ?? say('no device')}), reflink: ${reflink}`,
        ],
        [
          say('Machine'),
          `${machine.kernel} ${machine.architecture}, ${cores} × ${machine.cpuModel}, ${format.bytes(machine.memoryBytes)}`,
        ],
        [
          say('Cards'),
          nics.map(({ name, scatterGather }) => `${name} (${say(gather(scatterGather))})`).join(', ') ||
            say('none'),
        ],
        [
          say('Receiver'),
          say(cores >= 2 ? 'polls on a core of its own by default' : 'sleeps: polling needs a second core'),
        ],
      ],
    },
    strategyTable(probe, say),
    evidenceTable(probe, say),
    ...reasons(probe, say),
  ];
}

function gather(scatterGather: boolean | null): string {
  if (scatterGather === null) return 'scatter-gather unknown';
  return scatterGather ? 'gathers pages' : 'gathers no pages: one CPU copy more';
}

function strategyTable({ strategies }: Probe, say: Say): Block {
  return {
    kind: 'table',
    title: say('Strategies'),
    columns: [
      { title: say('Strategy'), align: 'left' },
      ...routes.map(title => ({ title, align: 'left' }) as const),
    ],
    rows: strategyNames.map(name => [name, ...routes.map(route => say(mark(strategies[name]?.[route])))]),
    legend: null,
  };
}

function evidenceTable({ evidence }: Probe, say: Say): Block {
  return {
    kind: 'table',
    title: say('Evidence'),
    columns: [
      { title: say('Source'), align: 'left' },
      { title: '', align: 'left' },
      { title: say('What it gives'), align: 'left' },
    ],
    rows: Object.entries(evidence).map(([name, found]) => [name, say(mark(found)), say(sources[name] ?? '')]),
    legend: null,
  };
}

const mark = (found: Availability | undefined) => (found?.available ? 'yes' : '–');

/** Equal reasons are told once, with all they hold for. */
function reasons({ strategies, evidence }: Probe, say: Say): Block[] {
  const holdsFor = new Map<string, string[]>();
  const note = (name: string, found: Availability | undefined) => {
    if (!found || found.available) return;
    const text = `${say(sentence(found.why))} ${say(sentence(found.remedy))}`;
    holdsFor.set(text, [...(holdsFor.get(text) ?? []), name]);
  };
  for (const [name, found] of Object.entries(evidence)) note(name, found);
  for (const name of strategyNames)
    for (const [text, on] of routesByReason(strategies[name])) note(`${name} (${say(on)})`, text);
  const items = [...holdsFor].map(([text, names]) => `${names.join(', ')}: ${text}`);
  return items.length > 0 ? [{ kind: 'list', title: say('Missing, why, and what to do'), items }] : [];
}

function routesByReason(byRoute: Probe['strategies'][StrategyName]): [Availability, string][] {
  const grouped = new Map<string, { found: Availability; on: Route[] }>();
  for (const route of routes) {
    const found = byRoute?.[route];
    if (!found || found.available) continue;
    const key = JSON.stringify(found.reason ?? found.why);
    const known = grouped.get(key) ?? { found, on: [] };
    known.on.push(route);
    grouped.set(key, known);
  }
  return [...grouped.values()].map(({ found, on }) => [
    found,
    on.length === routes.length ? 'all routes' : on.join(', '),
  ]);
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
