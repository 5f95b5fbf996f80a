import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { requestedTransfers, transferKey } from '../../../src/model/figures';
import type { Report, Transfer } from '../../../src/model/report';
import { answerOf } from '../../../src/report/answer';
import { evidenceMark, icon } from '../marks';
import { textOf } from '../text';
import type { PanelAction, View } from '../view';
import { conditionsText, type Dimension, format, varyingConditions } from '../words';
import { figureCell, verdictCell } from './cells';
import type { ColumnId } from './columnIds';
import { type Column, figureColumns, type ScaledColumn, scaleColumn } from './columns';
import { longestOf } from './costBar';
import { type Row, rowsOf, sortRows } from './order';
import { absentView } from './reasons';
import { rowDetail } from './rowDetail';

/** One row per strategy, at most `most`, cheapest first; strategies that can't run here are folded below. */
export function resultTable(
  report: Report,
  view: View,
  { rows: most, live }: { rows: number; live: boolean },
  act: PanelAction,
): TemplateResult {
  const all = figureColumns();
  const layout = layoutOf(report, view);
  const { columns, verdicts } = layout;
  const rows = rowsOf(report);
  const able = rows.filter(row => !row.transfer.unsupported && (live || !isUnmeasured(row)));
  const groups = groupsOf(report, sortRows(able, view.sort, all).slice(0, most));
  const table = html`<div class="section-head">
      <h2 id="results-title">${t('All strategies')}</h2>
      ${columnChooser(all, view, act)}
    </div>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="results-title">
      <table class="strategies">
        <thead>
          <tr>
            ${header('strategy', t('Strategy'), t('How the bytes were moved.'), view, act)}
            ${verdicts ? header('verdict', t('CPU against the loop'), t('CPU time of the sender for each byte, against the baseline.'), view, act) : nothing}
            ${columns.map(column => header(column.id, column.title, column.help, view, act, column))}
          </tr>
        </thead>
        ${groups.map(group => groupTemplate(group, layout, view, act))}
      </table>
    </div>
    ${live ? nothing : unmeasuredView(rows.filter(isUnmeasured), act)}
    ${absentView(rows.flatMap(({ transfer }) => (transfer.unsupported ? [transfer] : [])))}`;
  // A sweep's curves and their table come first: its rows are many, and each point has a baseline of its own.
  return report.conditions.swept
    ? html`<details class="fold results"><summary>${t('Every point')}</summary>${table}</details>`
    : html`<section class="results" aria-labelledby="results-title">${table}</section>`;
}

/** There was no time for a timed round. */
const isUnmeasured = ({ transfer: { unsupported, failed, summary } }: Row) =>
  !unsupported && !failed && summary === null;

/** The strategies that a short run skipped, and the button to measure them. */
function unmeasuredView(rows: Row[], act: PanelAction): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const names = [...new Set(rows.map(({ transfer }) => transfer.strategy))].join(', ');
  return html`<div class="unmeasured">
    <p>${t('Not measured in this time: {0}', names)}</p>
    <vscode-button secondary @click=${() => act.post({ kind: 'measureAll' })}>${icon('play')}<span>${t('Measure All Strategies')}</span></vscode-button>
  </div>`;
}

interface Group {
  rows: Row[];
  /** The conditions that differ among the group's rows. */
  varying: Dimension[];
  /** Rows that were not requested: they explain the others and are folded. */
  aside: boolean;
}

function groupsOf(report: Report, rows: Row[]): Group[] {
  const asked = new Set(requestedTransfers(report.transfers));
  const part = (aside: boolean): Group => {
    const own = rows.filter(({ transfer }) => asked.has(transfer) !== aside);
    const among = aside ? report.transfers : [...asked];
    return { rows: own, varying: varyingConditions(among), aside };
  };
  return [part(false), part(true)].filter(group => group.rows.length > 0);
}

/** Key of the fold of the rows that were not requested, among the opened rows. */
const asideKey = 'aside';

function groupTemplate(group: Group, layout: Layout, view: View, act: PanelAction): TemplateResult {
  const folded = group.aside && !view.open.includes(asideKey);
  const { varying } = group;
  // A row is rendered again only if it changed, because rows are added over several frames.
  const row = (row: Row) =>
    guard([row.transfer, layout, varying.join(), view.open.includes(row.key)], () =>
      rowTemplate(row, { ...layout, varying }, view, act),
    );
  return html`<tbody>
    ${group.aside ? asideHead(group.rows.length, folded, layout.span, act) : nothing}
    ${folded ? nothing : repeat(group.rows, ({ key }) => key, row)}
  </tbody>`;
}

function asideHead(rows: number, folded: boolean, span: number, act: PanelAction): TemplateResult {
  return html`<tr class="group"><th scope="rowgroup" colspan=${span + 1}>
    <button class="row-name opener" aria-expanded=${!folded} @click=${() => act.toggleRow(asideKey)}>
      ${icon(folded ? 'chevron-right' : 'chevron-down')}<span>${t('Supporting measurements: {0}', format().count(rows))}</span>
    </button>
  </th></tr>`;
}

function header(
  id: ColumnId,
  title: string,
  help: string,
  view: View,
  act: PanelAction,
  column?: ScaledColumn,
): TemplateResult {
  const sorted = view.sort?.column === id ? (view.sort.descending ? 'descending' : 'ascending') : 'none';
  const mark = { none: nothing, ascending: icon('triangle-up'), descending: icon('triangle-down') }[sorted];
  return html`<th scope="col" aria-sort=${sorted} class=${column ? 'figure' : ''} title=${help}>
    <button class="sort" @click=${() => act.sort(id)}>${title}${mark}</button>
    ${column?.unitName ? html`<span class="unit">${column.unitName}</span>` : nothing}
    ${column?.evidence ? evidenceMark(column.evidence) : nothing}
  </th>`;
}

interface Layout {
  columns: ScaledColumn[];
  verdicts: boolean;
  longest: number;
  /** The advised row's key, and those that are as good. */
  best: string | null;
  alike: string[];
  span: number;
}

let last: { report: Report; columns: ColumnId[]; format: unknown; layout: Layout } | null = null;

/** Columns with their units and widths: the same object while report, columns and language are the same. */
function layoutOf(report: Report, { columns: chosen }: View): Layout {
  const known =
    last?.report === report && last.columns === chosen && last.format === format() ? last.layout : null;
  if (known) return known;
  const shown = figureColumns().filter(column => chosen.includes(column.id));
  const columns = shown.map(column => scaleColumn(column, report.transfers));
  const verdicts = chosen.includes('verdict');
  const span = columns.length + Number(verdicts);
  const layout = { columns, verdicts, longest: longestOf(report.comparison), span, ...markedRows(report) };
  last = { report, columns: chosen, format: format(), layout };
  return layout;
}

type GroupLayout = Layout & { varying: Dimension[] };

function rowTemplate(row: Row, layout: GroupLayout, view: View, act: PanelAction): TemplateResult {
  const { transfer, key } = row;
  const open = view.open.includes(key);
  const detailId = `detail-${key.replaceAll(' ', '-')}`;
  return html`<tr class=${key === layout.best ? 'winner' : ''}>
      <th scope="row">${nameCell(row, layout, open, detailId, act)}</th>
      ${transfer.summary === null ? wideCell(transfer, layout) : figures(row, layout)}
    </tr>
    ${transfer.failed && transfer.summary ? html`<tr class="failure"><td></td>${wideCell(transfer, layout)}</tr>` : nothing}
    ${open ? html`<tr class="opened" id=${detailId}><td colspan=${layout.span + 1}>${rowDetail(transfer)}</td></tr>` : nothing}`;
}

function nameCell(
  row: Row,
  layout: GroupLayout,
  open: boolean,
  detailId: string,
  act: PanelAction,
): TemplateResult {
  const { transfer } = row;
  const conditions = conditionsText(transfer, layout.varying);
  const name = html`<span class="strategy">${transfer.strategy}</span>
    ${rank(row.key, layout)} ${conditions ? html`<span class="conditions">${conditions}</span>` : nothing}`;
  const empty = transfer.runs.length === 0 && transfer.copies.length === 0;
  if (empty) return html`<span class="row-name">${name}</span>`;
  return html`<button
    class="row-name opener"
    aria-expanded=${open}
    aria-controls=${open ? detailId : nothing}
    @click=${() => act.toggleRow(row.key)}
  >
    ${icon(open ? 'chevron-down' : 'chevron-right')}<span>${name}</span>
  </button>`;
}

/** The recommended row has a star; those that are not shown to be worse say so. */
function rank(key: string, { best, alike }: Layout): TemplateResult | typeof nothing {
  if (key === best) return html`<span class="rank">${icon('star-full')}${t('recommended')}</span>`;
  return alike.includes(key) ? html`<span class="rank">${t('just as good')}</span>` : nothing;
}

/** Nothing is marked if the loop itself is recommended. */
function markedRows(report: Report): Pick<Layout, 'best' | 'alike'> {
  const answer = answerOf(report);
  if (answer?.kind !== 'saves') return { best: null, alike: [] };
  const ties = report.advice?.ties ?? [];
  const alike = requestedTransfers(report.transfers).filter(
    row =>
      row.inputBytes === answer.best.inputBytes &&
      ties.some(tie => tie.strategy === row.strategy && tie.chunkBytes === row.chunkBytes),
  );
  return { best: transferKey(answer.best), alike: alike.map(transferKey) };
}

function figures(row: Row, { columns, verdicts, longest }: Layout): TemplateResult {
  return html`${verdicts ? verdictCell(row, longest) : nothing}${columns.map(column => figureCell(column, row))}`;
}

/** The text of a transfer without figures: the reason and the remedy, or its progress. */
function wideCell(transfer: Transfer, { span }: Layout): TemplateResult {
  return html`<td class="instead" colspan=${span}>${instead(transfer)}</td>`;
}

function instead({ failed, runs }: Transfer): TemplateResult {
  if (failed)
    return html`<span class="broken">${icon('error')}<span
      ><b>${textOf(failed.what)}</b> ${textOf(failed.why)} <span class="remedy">${textOf(failed.remedy)}</span></span
    ></span>`;
  if (runs.length === 0) return html`<span class="waiting">${t('Waiting for its first run')}</span>`;
  return html`<span class="waiting">${t('Runs so far: {0}', format().count(runs.length))}</span>`;
}

/** A list of check boxes behind a button: which columns stand in the table. */
export function columnChooser(columns: Column[], view: View, act: PanelAction): TemplateResult {
  const all: { id: ColumnId; title: string }[] = [{ id: 'verdict', title: t('Verdict') }, ...columns];
  return html`<details class="menu">
    <summary>${icon('list-selection')}${t('Columns')}</summary>
    <div class="menu-list" role="group" aria-label=${t('Columns')}>
      ${all.map(
        ({ id, title }) => html`<label>
          <input type="checkbox" .checked=${view.columns.includes(id)} @change=${() => act.toggleColumn(id)} />${title}
        </label>`,
      )}
    </div>
  </details>`;
}
