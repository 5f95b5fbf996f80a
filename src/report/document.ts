// A report as headings, tables and lists, once for every form it is rendered in: terminal, Markdown, HTML.
import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import { variantMessage } from '../messages/words';
import { requestedTransfers, transferKey } from '../model/figures';
import { type Message, outline } from '../model/message';
import { type Comparison, type Report, searchVariant, type Transfer } from '../model/report';
import type { Block } from './blocks';
import { factsOf } from './documentFacts';
import { costTable, hardwareTable, pathTable } from './documentTables';
import { isSweep, sweepTable } from './sweepTable';

/** The whole report in the order of the panel: the verdict, the tables, what could not run, then how it was measured. */
export function documentOf(report: Report, texts: Texts = textsIn('en')): Block[] {
  const { say } = texts;
  return [
    { kind: 'heading', text: say(message('report.title')) },
    ...scenarioBlock(report, texts),
    ...adviceBlocks(report, texts),
    ...tables(report, texts),
    ...absences(report, texts),
    ...differences(report, texts),
    ...notes(report, texts),
    ...unsampled(report, texts),
    ...warnings(report, texts),
    { kind: 'facts', entries: factsOf(report, texts) },
  ];
}

const list = (title: ListTitle, items: string[], { say }: Texts): Block[] =>
  items.length > 0 ? [{ kind: 'list', title: say(message(title)), items }] : [];

type ListTitle = 'differences.title' | 'notes.title' | 'failed.title' | 'absent.title' | 'warnings.title';

function scenarioBlock({ scenario }: Report, { say }: Texts): Block[] {
  if (!scenario) return [];
  const { id, claim, source, verdict, because } = scenario;
  const title = say(message('claim.title', { id }));
  return [
    { kind: 'callout', title, text: say(message('claim.text', { claim, source })) },
    { kind: 'callout', title: say(message(`verdict.${verdict}`)), text: say(because) },
  ];
}

function adviceBlocks({ advice }: Report, { say }: Texts): Block[] {
  if (!advice) return [];
  const { text, limits, receiverNote } = advice;
  const parts = [text, limits, ...(receiverNote ? [receiverNote] : [])];
  const whole = say(message('judge.all', { parts }));
  return [{ kind: 'callout', title: say(message('advice.title')), text: whole }];
}

function tables(report: Report, texts: Texts): Block[] {
  const hasFigures = ({ summary }: Transfer) => summary !== null;
  const requested = requestedTransfers(report.transfers).filter(hasFigures);
  if (isSweep(requested))
    return [sweepTable(requested, texts, report.conditions.swept), ...crossovers(report, texts)];
  const tried = report.transfers.filter(({ variant }) => variant === searchVariant).filter(hasFigures);
  const curve = tried.length > 0 ? [sweepTable(tried, texts), ...floorBlock(report, texts)] : [];
  return [...groupTables(requested, report, texts), ...curve];
}

function groupTables(measured: Transfer[], report: Report, texts: Texts): Block[] {
  return shownGroups(measured).flatMap(({ variant, transfers }) => [
    pathTable({ variant, transfers, texts }),
    costTable({ variant, transfers, texts, comparisonOf: finder(report.comparison) }),
    ...[hardwareTable({ variant, transfers, texts })].filter(table => table !== null),
  ]);
}

/** A scenario's conditions, each with tables of its own. */
function shownGroups(requested: Transfer[]): { variant: string | undefined; transfers: Transfer[] }[] {
  const variants = [...new Set(requested.map(({ variant }) => variant))];
  return variants.map(variant => ({
    variant,
    transfers: requested.filter(transfer => transfer.variant === variant),
  }));
}

function finder(comparison: Comparison[]): (transfer: Transfer) => Comparison | undefined {
  const byKey = new Map(comparison.map(entry => [transferKey(entry), entry]));
  return transfer => byKey.get(transferKey(transfer));
}

function crossovers({ crossovers: found }: Report, { say }: Texts): Block[] {
  const items = found.map(({ axis, ahead, behind, fromBytes: from, low, high }) =>
    say(message(`crossover.${axis}`, { ahead, behind, from, low, high })),
  );
  const none = say(message('crossover.none'));
  return [{ kind: 'list', title: say(message('crossover.title')), items: items.length > 0 ? items : [none] }];
}

function floorBlock({ advice }: Report, { say }: Texts): Block[] {
  const floor = advice?.figures.find(({ kind }) => kind === 'floor');
  return floor ? [{ kind: 'callout', title: say(floor.label), text: say(floor.value) }] : [];
}

/** Each message once, with the strategies it holds for. */
class Grouped<Extra> {
  private readonly groups = new Map<string, { text: Message; extra: Extra; strategies: Set<string> }>();

  add(strategy: string, text: Message, extra: Extra): void {
    const key = `${JSON.stringify(extra)} ${outline(text)}`;
    const group = this.groups.get(key) ?? { text, extra, strategies: new Set() };
    group.strategies.add(strategy);
    this.groups.set(key, group);
  }

  map<R>(of: (text: Message, strategies: string[], extra: Extra) => R): R[] {
    return [...this.groups.values()].map(({ text, strategies, extra }) => of(text, [...strategies], extra));
  }
}

function differences({ transfers }: Report, texts: Texts): Block[] {
  if (isSweep(requestedTransfers(transfers))) return [];
  const reasons = new Grouped<Transfer['differences'][number]['figure']>();
  for (const { strategy, differences: found, summary } of requestedTransfers(transfers))
    for (const { figure, why } of summary ? found : []) reasons.add(strategy, why, figure);
  const items = reasons.map((why, strategies, figure) =>
    texts.say(message('differences.item', { figure: message(`figure-name.${figure}`), why, strategies })),
  );
  return list('differences.title', items, texts);
}

function notes({ transfers }: Report, texts: Texts): Block[] {
  const notes = new Grouped<null>();
  for (const { strategy, notes: own } of requestedTransfers(transfers))
    for (const note of own) notes.add(strategy, note, null);
  const items = notes.map((note, strategies) => texts.say(message('notes.item', { strategies, note })));
  return list('notes.title', items, texts);
}

/** The column of copying is empty without the right to sample, and says what would fill it. */
function unsampled({ machine, transfers }: Report, { say }: Texts): Block[] {
  const sampled = machine.evidence.sampled;
  if (!sampled || sampled.available || transfers.every(({ summary }) => summary === null)) return [];
  const text = say(message('pair.text', { first: sampled.why, second: sampled.remedy }));
  return [{ kind: 'callout', title: say(message('unsampled.title')), text }];
}

function absences({ transfers }: Report, texts: Texts): Block[] {
  const { say } = texts;
  const unique = (items: string[]) => [...new Set(items)];
  const runs = new Set(transfers.flatMap(({ strategy, unsupported }) => (unsupported ? [] : [strategy])));
  // Where only one condition keeps a strategy from running, it is part of the name.
  const nameIn = (strategy: Transfer['strategy'], variant?: string) =>
    variant !== undefined && runs.has(strategy)
      ? message('absent.variant', { strategy, variant: variantMessage(variant) })
      : strategy;
  const failed = transfers.flatMap(({ failed: problem }) =>
    problem ? [say(message('failed.item', problem))] : [],
  );
  const absent = transfers.flatMap(({ strategy, unsupported, variant }) => {
    if (!unsupported) return [];
    const { why, remedy } = unsupported;
    return [say(message('absent.item', { name: nameIn(strategy, variant), why, remedy }))];
  });
  return [...list('failed.title', unique(failed), texts), ...list('absent.title', unique(absent), texts)];
}

function warnings({ warnings: all }: Report, texts: Texts): Block[] {
  const items = all.map(({ what, remedy }) =>
    texts.say(message('pair.text', { first: what, second: remedy })),
  );
  return list('warnings.title', items, texts);
}
