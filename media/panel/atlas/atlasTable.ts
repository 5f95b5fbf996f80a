import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AtlasRow, AtlasSystem, MovedPart } from '../../../src/report/atlas';
import { evidenceMark } from '../marks';
import { verdictMark, verdictWord } from '../proof/legend';
import { plain } from '../text';
import { format, unbroken } from '../words';
import { atlasText } from './atlasText';

/** Systems with what was observed of each; `whole` adds what moved the body, its cost and what is commonly said. */
export function atlasTable(systems: readonly AtlasSystem[], name: string, whole: boolean): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${name}><table class="strategies">
    <thead>
      <tr>
        <th scope="col">${t('System')}</th>
        <th scope="col">${t('Observed')}</th>
        <th scope="col">${t('Protocol')}</th>
        ${whole ? wholeHeads() : nothing}
        <th scope="col">${t('What changes it')}</th>
      </tr>
    </thead>
    <tbody>${systems.flatMap(system =>
      system.absent === null
        ? system.rows.map(row => atlasRow(system, row, whole))
        : [absentRow(system, whole ? 6 : 3)],
    )}</tbody>
  </table></div>`;
}

const wholeHeads = () => html`<th scope="col">${t('What moved the body')}</th>
  <th scope="col">${t('CPU time for 1 MiB')} ${evidenceMark('kernel')}</th>
  <th scope="col">${t('Commonly said')}</th>`;

const none = html`<span class="waiting">–</span>`;

/** The system with its version, and the configuration below it: what was observed then stands beside both on a narrow page. */
const head = ({ system, version }: AtlasSystem, configuration = '') =>
  html`<th scope="row" class="atlas-system"><span class="relay-line"><span><b>${plain(atlasText(system), 60)}</b> <span class="conditions">${plain(version ?? '', 30)}</span></span>${configuration ? html`<span>${marked(configuration)}</span>` : nothing}</span></th>`;

function absentRow(system: AtlasSystem, columns: number): TemplateResult {
  return html`<tr class="absent">
    ${head(system)}
    <td class="atlas-text" colspan=${columns}><span>${t('Not run:')} ${plain(atlasText(system.absent ?? ''), 300)}</span></td>
  </tr>`;
}

function atlasRow(system: AtlasSystem, row: AtlasRow, whole: boolean): TemplateResult {
  return html`<tr>
    ${head(system, row.configuration)}
    <td><span class="observed">${verdictMark(row.verdict)}${verdictWord(row.verdict)}</span>${whole ? bytesOf(row) : nothing}</td>
    <td>${plain(atlasText(row.protocol), 40)}</td>
    ${whole ? wholeCells(row) : nothing}
    <td class="atlas-text">${row.change ? marked(row.change) : none}</td>
  </tr>`;
}

function bytesOf({ verdict, bytes: { reference, copy } }: AtlasRow): TemplateResult | typeof nothing {
  if (verdict === 'undecided') return nothing;
  const { bytes } = format();
  const text =
    verdict === 'mixed'
      ? t('{0} by reference, {1} by copy', unbroken(bytes(reference)), unbroken(bytes(copy)))
      : bytes(reference + copy);
  return html`<span class="conditions">${text}</span>`;
}

function wholeCells({ moved, cost, claim, outcome }: AtlasRow): TemplateResult {
  const { nanoseconds } = format();
  const compared = cost
    ? html`<div>${nanoseconds(cost.cpuNs)}</div>${cost.best ? html`<div class="conditions whole-figure">${cost.best.strategy}: ${nanoseconds(cost.best.cpuNs)}</div>` : nothing}`
    : none;
  return html`<td class="atlas-text">${moved.length > 0 ? moved.map(movedLine) : none}</td>
    <td>${compared}</td>
    <td class="atlas-text">${claim ? html`${marked(claim)} <span class="conditions">${outcome ? outcomeWord(outcome) : ''}</span>` : none}</td>`;
}

/** A trace counts from what the calls returned; where it saw no loop, the kernel counted calls. */
const movedLine = (part: MovedPart) =>
  html`<div>${movedText(part)} ${evidenceMark(part.counted === undefined ? 'counted' : 'kernel')}</div>`;

function movedText({ name, reads, writes, calls, counted = calls }: MovedPart): string {
  const { count } = format();
  const shown = plain(name ?? t('a loop'), 60);
  if (counted !== undefined) return t('{0}: {1} calls', shown, count(counted));
  return t('{0}: {1} reads, {2} writes', shown, count(reads ?? 0), count(writes ?? 0));
}

function outcomeWord(outcome: NonNullable<AtlasRow['outcome']>): string {
  const words = {
    holds: t('holds'),
    fails: t('fails'),
    'in part': t('holds in part'),
    undecided: t('not decided'),
  };
  return words[outcome];
}

/** A text of the atlas, with `code` in it. */
export const marked = (text: string) =>
  plain(atlasText(text), 300)
    .split('`')
    .map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
