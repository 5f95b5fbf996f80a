import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { atlas } from '../../../src/report/atlas';
import { evidenceTag } from '../marks';
import { plain } from '../text';
import type { PanelAction, View } from '../view';
import { format } from '../words';
import { atlasTable } from './atlasTable';
import { atlasText } from './atlasText';

/** What proofs of real systems showed, all or one of them. */
export function atlasTab({ atlasSystem }: View, act: PanelAction): TemplateResult {
  const chosen = atlas.filter(({ study }) => study === atlasSystem);
  const systems = chosen.length > 0 ? chosen : atlas;
  const rows = systems.flatMap(system => system.rows);
  const failed = rows.filter(({ outcome }) => outcome === 'fails').length;
  const { count } = format();
  return html`<section class="atlas all" aria-labelledby="atlas-title">
    <h2 id="atlas-title">${t('Who sends without copying?')} ${evidenceTag('observed')}</h2>
    <p class="hint">${t('Real systems on loopback, each put to the proof. Under a CPU time stands that of the cheapest sender of this profiler, on a file of the same size.')}</p>
    <div class="atlas-picker">${picker(atlasSystem, act)}
      <span>${t('{0} configurations; what is commonly said fails in {1}', count(rows.length), count(failed))}</span></div>
    ${atlasTable(systems, t('Systems that were proved'), true)}
  </section>`;
}

function picker(chosen: string, act: PanelAction): TemplateResult {
  const label = t('System');
  const take = (event: Event) => act.change({ atlasSystem: (event.target as HTMLSelectElement).value });
  return html`<label class="choice"><span>${label}</span
    ><select aria-label=${label} @change=${take}>
      <option value="" .selected=${chosen === ''}>${t('All systems')}</option>
      ${atlas.map(({ study, system }) => html`<option value=${study} .selected=${study === chosen}>${plain(atlasText(system), 60)}</option>`)}
    </select></label
  >`;
}
