import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Proof } from '../../../src/model/proof';
import { systemsOf } from '../../../src/report/atlas';
import { icon } from '../marks';
import type { PanelAction } from '../view';
import { atlasTable, marked } from './atlasTable';
import { atlasText } from './atlasText';

/** What was observed of the same server with other settings, and the way to all others. */
export function ownAtlas(proof: Proof, act: PanelAction): TemplateResult {
  const systems = systemsOf(proof.server?.process?.name ?? '');
  const names = systems.map(({ system }) => atlasText(system)).join(', ');
  const title = t('Settings of {0} that were proved', names);
  const all = html`<div class="buttons"><vscode-button secondary @click=${() => act.change({ tab: 'atlas' })}>${icon('list-flat')}<span>${t('All systems that were proved')}</span></vscode-button></div>`;
  if (systems.length === 0) return all;
  return html`<section class="atlas" aria-labelledby="atlas-title">
    <h2 id="atlas-title">${title}</h2>
    ${adviceLine(
      proof,
      systems.flatMap(({ rows }) => rows),
    )}
    ${atlasTable(systems, title, false)}
    ${all}
  </section>`;
}

function adviceLine(
  { verdict }: Proof,
  rows: ReturnType<typeof systemsOf>[number]['rows'],
): TemplateResult | typeof nothing {
  const changes = new Set(
    rows.flatMap(({ verdict: of, change }) => (of === 'copy' && change ? [change] : [])),
  );
  if ((verdict !== 'copy' && verdict !== 'mixed') || changes.size === 0) return nothing;
  return html`<p class="advice-line">${t('What made it send by reference:')} ${[...changes].map((change, at) => html`${at > 0 ? ', ' : ''}${marked(change)}`)}</p>`;
}
