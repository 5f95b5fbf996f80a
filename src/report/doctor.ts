import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Availability } from '../model/availability';
import { type Message, outline } from '../model/message';
import type { Probe } from '../model/probe';
import type { Machine } from '../model/report';
import { type Route, routes } from '../model/route';
import { type StrategyName, strategyNames, traitsOf } from '../model/strategy';
import type { Block } from './blocks';

export interface DoctorInput {
  probe: Probe;
  machine: Machine;
  folder: string;
  cores: number;
  /** Why iopath trace has no engine bpf here; null where it has one, left out where that was not tried. */
  noBpf?: { why: Message; remedy: Message } | null | undefined;
  /** The page's language; without it, English. */
  texts?: Texts;
}

/** What works here, as a table strategy by route, and each reason with its remedy once. */
export function doctorBlocks({ texts = textsIn('en'), ...found }: DoctorInput): Block[] {
  const { say } = texts;
  return [
    { kind: 'heading', text: say(message('doctor.title')) },
    { kind: 'facts', entries: facts(found).map(([label, text]) => [say(label), say(text)]) },
    strategyTable(found.probe, texts),
    evidenceTable(found.probe, texts),
    ...reasons(found.probe, texts),
  ];
}

function facts({ machine, folder, cores, noBpf }: Omit<DoctorInput, 'texts'>): [Message, Message][] {
  const { kernel, architecture, cpuModel: model, memoryBytes: memory, nics } = machine;
  const cards = nics.map(({ name, scatterGather }) =>
    message('doctor.card', { name, gathers: gathersText(scatterGather) }),
  );
  const receiver = cores >= 2 ? 'doctor.receiver-polls' : 'doctor.receiver-sleeps';
  return [
    [message('doctor.folder'), folderText(machine, folder)],
    [
      message('report.machine'),
      message('doctor.machine.text', { kernel, architecture, cores, model, memory }),
    ],
    [
      message('doctor.cards'),
      cards.length > 0 ? message('report.parts', { parts: cards }) : message('report.none'),
    ],
    [message('doctor.receiver'), message(receiver)],
    ...(noBpf === undefined ? [] : [[message('doctor.trace'), enginesText(noBpf)] as [Message, Message]]),
  ];
}

const enginesText = (noBpf: { why: Message; remedy: Message } | null) =>
  noBpf ? message('doctor.trace-ptrace', noBpf) : message('doctor.trace-both');

function folderText({ filesystem: { type, mount, device, reflink } }: Machine, folder: string): Message {
  const state = reflink === null ? 'unknown' : reflink ? 'yes' : 'no';
  return message('doctor.folder.text', {
    ...{ folder, mount, filesystem: type },
    device: device ?? message('doctor.no-device'),
    reflink: message('doctor.reflink', { state }),
  });
}

function gathersText(scatterGather: boolean | null): Message {
  if (scatterGather === null) return message('doctor.gathers-unknown');
  return message(scatterGather ? 'doctor.gathers' : 'doctor.gathers-not');
}

function strategyTable({ strategies }: Probe, { say }: Texts): Block {
  return {
    kind: 'table',
    title: say(message('doctor.strategies')),
    columns: [
      { title: say(message('column.strategy')), align: 'left' },
      ...routes.map(title => ({ title, align: 'left' }) as const),
    ],
    rows: strategyNames.map(name => [
      name,
      ...routes.map(route =>
        serves(name, route) ? say(mark(strategies[name]?.[route])) : say(message('mark.none')),
      ),
    ]),
    legend: say(message('doctor.legend')),
  };
}

const sources = ['counted', 'kernel', 'observed', 'sampled', 'tracepoints', 'hardware-counters'] as const;

function evidenceTable({ evidence }: Probe, { say }: Texts): Block {
  const gives = (name: string) => {
    const source = sources.find(known => known === name);
    return source ? say(message(`source.${source}`)) : '';
  };
  return {
    kind: 'table',
    title: say(message('doctor.evidence')),
    columns: [
      { title: say(message('column.source')), align: 'left' },
      { title: '', align: 'left' },
      { title: say(message('column.gives')), align: 'left' },
    ],
    rows: Object.entries(evidence).map(([name, found]) => [name, say(mark(found)), gives(name)]),
    legend: null,
  };
}

/** Whether the strategy's call can move bytes on that route at all, on any machine. */
const serves = (name: StrategyName, route: Route): boolean =>
  (traitsOf(name).routes as readonly Route[]).includes(route);

const mark = (found: Availability | undefined) => message(found?.available ? 'mark.yes' : 'mark.no');

type Missing = Extract<Availability, { available: false }>;

/** Equal reasons appear once, with all rows they apply to. */
function reasons({ strategies, evidence }: Probe, { say }: Texts): Block[] {
  const holdsFor = new Map<string, { found: Missing; names: (Message | string)[] }>();
  const note = (name: Message | string, found: Availability) => {
    if (found.available) return;
    const key = `${outline(found.why)} ${outline(found.remedy)}`;
    const known = holdsFor.get(key) ?? { found, names: [] };
    known.names.push(name);
    holdsFor.set(key, known);
  };
  for (const [name, found] of Object.entries(evidence)) note(name, found);
  for (const strategy of strategyNames)
    for (const [found, on] of routesByReason(strategy, strategies[strategy]))
      note(message('doctor.missing.name', { strategy, routes: on }), found);
  const items = [...holdsFor.values()].map(({ found: { why, remedy }, names }) =>
    say(message('doctor.missing.item', { names, why, remedy })),
  );
  return items.length > 0 ? [{ kind: 'list', title: say(message('doctor.missing')), items }] : [];
}

function routesByReason(
  strategy: StrategyName,
  byRoute: Probe['strategies'][StrategyName],
): [Missing, readonly (Message | string)[]][] {
  const grouped = new Map<string, { found: Missing; on: Route[] }>();
  const served = routes.filter(route => serves(strategy, route));
  for (const route of served) {
    const found = byRoute?.[route];
    if (!found || found.available) continue;
    const key = JSON.stringify(found.reason ?? found.why);
    const known = grouped.get(key) ?? { found, on: [] };
    known.on.push(route);
    grouped.set(key, known);
  }
  return [...grouped.values()].map(({ found, on }) => [
    found,
    on.length === served.length && on.length > 1 ? [message('doctor.all-routes')] : on,
  ]);
}
