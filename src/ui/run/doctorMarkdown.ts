import type { Absence, Availability } from '../../model/availability';
import type { Probe } from '../../model/probe';
import { routes } from '../../model/route';
import { strategyNames } from '../../model/strategy';
import type { Translate } from '../translate';

export interface DoctorInput {
  probe: Probe | null;
  /** Why nothing can be measured at all, or null. */
  absence: Absence | null;
  directory: string;
  t: Translate;
}

/** What was found, as a page: strategies by route, evidence, and a remedy for everything that is missing. */
export function doctorMarkdown({ probe, absence, directory, t }: DoctorInput): string {
  const title = `# ${t('What this machine can measure')}`;
  if (absence || !probe) return [title, absence?.why ?? '', absence?.remedy ?? ''].map(cell).join('\n\n');
  return [
    title,
    filesystemLine(probe, directory, t),
    `## ${t('Strategies')}`,
    strategyTable(probe, t),
    `## ${t('Evidence')}`,
    evidenceTable(probe, t),
    missingSection(probe, t),
  ].join('\n\n');
}

function filesystemLine({ filesystem }: Probe, directory: string, t: Translate): string {
  const { type, mount, device } = filesystem;
  const shared = { true: t('shares blocks between copies'), false: t('can not share blocks') };
  const reflink = filesystem.reflink === null ? '' : `, ${shared[`${filesystem.reflink}`]}`;
  return cell(`${directory}: ${type} ${mount}${device ? ` (${device})` : ''}${reflink}`);
}

function strategyTable({ strategies }: Probe, t: Translate): string {
  const rows = strategyNames.map(name => [
    `\`${name}\``,
    ...routes.map(route => mark(strategies[name]?.[route], t)),
  ]);
  return table([t('Strategy'), ...routes.map(route => `\`${route}\``)], rows);
}

function evidenceTable({ evidence }: Probe, t: Translate): string {
  const rows = Object.entries(evidence).map(([name, found]) => [`\`${cell(name)}\``, mark(found, t)]);
  return table([t('Source of figures'), t('Here')], rows);
}

function mark(found: Availability | undefined, t: Translate): string {
  return found?.available ? `✓ ${t('yes')}` : `– ${t('no')}`;
}

/** Each reason once, with all it keeps from running: a table of the same sentence five times helps no one. */
function missingSection({ strategies, evidence }: Probe, t: Translate): string {
  const reasons = new Map<string, { absence: Absence; names: string[] }>();
  const note = (name: string, found: Availability | undefined) => {
    if (!found || found.available) return;
    const { why, remedy } = found;
    const key = `${why}\n${remedy}`;
    const reason = reasons.get(key) ?? { absence: { why, remedy }, names: [] };
    if (!reason.names.includes(name)) reason.names.push(name);
    reasons.set(key, reason);
  };
  for (const name of strategyNames) for (const route of routes) note(name, strategies[name]?.[route]);
  for (const [name, found] of Object.entries(evidence)) note(name, found);
  if (reasons.size === 0) return t('Nothing is missing.');
  const rows = [...reasons.values()].map(({ absence, names }) => [
    names.map(name => `\`${cell(name)}\``).join(', '),
    cell(absence.why),
    cell(absence.remedy),
  ]);
  return `## ${t('What is missing, and what to do')}\n\n${table([t('What'), t('Why'), t('What to do')], rows)}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that is no markup, on one line. */
const cell = (text: string) => text.replace(/[\\*_{}[\]<>#|]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
