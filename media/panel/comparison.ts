import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Change, ComparisonRow } from '../../src/ui/panelProtocol';
import { evidenceTag, icon } from './marks';
import type { ComparisonMessage } from './state';
import { costBar, longestOf } from './table/costBar';
import { plain } from './text';
import type { PanelAction } from './view';
import { changeText, format, intervalText, moment, receiverWords, verdictName } from './words';

/** Two runs side by side: what changed around them, then each strategy with its ratio. */
export function comparisonView(message: ComparisonMessage, act: PanelAction): TemplateResult {
  const { before, after, rows, changes } = message;
  return html`<section class="comparison" aria-labelledby="comparison-title">
    <div class="section-head">
      <h2 id="comparison-title">${t('Two runs compared')}</h2>
      <span class="grow"></span>
      <vscode-button secondary @click=${() => act.closeComparison()}>${icon('arrow-left')}<span>${t('Back to past runs')}</span></vscode-button>
    </div>
    <dl class="pair">
      <div><dt>${t('Before')}</dt><dd>${plain(before.title, 200)} · ${moment(before.createdAt)}</dd></div>
      <div><dt>${t('After')}</dt><dd>${plain(after.title, 200)} · ${moment(after.createdAt)}</dd></div>
    </dl>
    ${changesView(changes)} ${rows.length === 0 ? html`<p class="nothing">${t('The two runs have no strategy with equal conditions in common, so nothing can be compared.')}</p>` : rowsView(rows)}
  </section>`;
}

function changesView(changes: Change[]): TemplateResult {
  if (changes.length === 0)
    return html`<p class="same">${icon('check')}${t('Same machine, kernel, file and conditions.')}</p>`;
  const names: Record<Change['what'], string> = {
    kernel: t('Kernel'),
    machine: t('Machine'),
    file: t('File'),
    filesystem: t('Filesystem'),
    conditions: t('Conditions'),
    tool: t('I/O Path Profiler'),
  };
  return html`<div class="warnings-box">
    <p>${icon('warning')}<b>${t('Not the same in both runs, so a difference may come from it:')}</b></p>
    <ul>
      ${changes.map(({ what, before, after }) => html`<li><b>${names[what]}</b>: ${plain(before, 200)} → ${plain(after, 200)}</li>`)}
    </ul>
  </div>`;
}

function rowsView(rows: ComparisonRow[]): TemplateResult {
  const longest = longestOf(rows);
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="comparison-title"><table class="strategies">
    <thead>
      <tr>
        <th scope="col">${t('Strategy')}</th>
        <th scope="col">${t('After against before')}</th>
        <th scope="col" class="figure">${t('Before')}<span class="unit">ns/KiB</span>${evidenceTag('kernel')}</th>
        <th scope="col" class="figure">${t('After')}<span class="unit">ns/KiB</span>${evidenceTag('kernel')}</th>
      </tr>
    </thead>
    <tbody>${rows.map(row => comparisonRow(row, longest))}</tbody>
  </table></div>`;
}

/** The conditions in which rows of one strategy differ. */
function conditionsOf({ chunkBytes, beforeBytes, inputBytes, receiver, variant }: ComparisonRow): string {
  const { bytes } = format();
  const moved = [...new Set([beforeBytes, inputBytes].map(bytes))].join(' → ');
  const parts = [bytes(chunkBytes), t('{0} moved', moved), receiverWords()[receiver]];
  return [...parts, plain(variant ?? '', 60)].filter(part => part !== '').join(' · ');
}

function comparisonRow(row: ComparisonRow, longest: number): TemplateResult {
  const { fixed } = format();
  return html`<tr>
    <th scope="row"><span class="row-name"><span class="strategy">${row.strategy}</span><span class="conditions">${conditionsOf(row)}</span></span></th>
    <td class="verdict">
      <div class="verdict-line">
        ${costBar(row, longest)}<b>${changeText(row.ratio)}</b>
      </div>
      ${intervalText(row) ? html`<span class="spread">${t('95 %: {0}', intervalText(row)!)}</span>` : nothing}
      <span class="verdict-word verdict-${row.verdict.replaceAll(' ', '-')}">${verdictName(row.verdict)}</span>
    </td>
    <td class="figure">${fixed(row.beforeNsPerKiB, 1)}</td>
    <td class="figure">${fixed(row.afterNsPerKiB, 1)}</td>
  </tr>`;
}
