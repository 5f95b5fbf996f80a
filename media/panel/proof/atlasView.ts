import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Proof, ProofVerdict } from '../../../src/model/proof';
import { type AtlasRow, type AtlasSystem, atlas, systemsOf } from '../../../src/report/atlas';
import { plain } from '../text';

/** What was observed of the same server with other settings, and of all others folded below. */
export function atlasOf(proof: Proof): TemplateResult {
  const own = systemsOf(proof.server?.process?.name ?? '');
  const others = atlas.filter(system => !own.includes(system));
  return html`${own.length > 0 ? ownSystems(own, proof.verdict) : nothing}
    <details class="fold atlas">
      <summary>${t('All systems that were proved ({0})', others.length)}</summary>
      ${atlasTable(others, t('All systems that were proved'))}
    </details>`;
}

function ownSystems(systems: readonly AtlasSystem[], verdict: ProofVerdict): TemplateResult {
  const names = systems.map(({ system }) => system).join(', ');
  const title = t('Settings of {0} that were proved', names);
  const changes = [
    ...new Set(
      systems.flatMap(({ rows }) =>
        rows.flatMap(({ verdict: of, change }) => (of === 'copy' && change ? [change] : [])),
      ),
    ),
  ];
  const advice = (verdict === 'copy' || verdict === 'mixed') && changes.length > 0;
  return html`<section class="atlas" aria-labelledby="atlas-title">
    <h2 id="atlas-title">${title}</h2>
    ${advice ? html`<p class="advice-line">${t('What made it send by reference:')} ${changes.map((change, at) => html`${at > 0 ? ', ' : ''}${marked(change)}`)}</p>` : nothing}
    ${atlasTable(systems, title)}
  </section>`;
}

function atlasTable(systems: readonly AtlasSystem[], name: string): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${name}><table class="strategies">
    <thead>
      <tr>
        <th scope="col">${t('System')}</th>
        <th scope="col">${t('Configuration')}</th>
        <th scope="col">${t('Protocol')}</th>
        <th scope="col">${t('Observed')}</th>
        <th scope="col">${t('What changes it')}</th>
      </tr>
    </thead>
    <tbody>${systems.flatMap(system => system.rows.map(row => atlasRow(system, row)))}</tbody>
  </table></div>`;
}

function atlasRow({ system, version }: AtlasSystem, row: AtlasRow): TemplateResult {
  return html`<tr>
    <th scope="row"><span class="relay-line">${plain(system, 60)}<span class="conditions">${plain(version, 30)}</span></span></th>
    <td class="atlas-text">${marked(row.configuration)}</td>
    <td>${plain(row.protocol, 40)}</td>
    <td>${observed(row.verdict)}</td>
    <td class="atlas-text">${row.change ? marked(row.change) : html`<span class="waiting">–</span>`}</td>
  </tr>`;
}

function observed(verdict: ProofVerdict): TemplateResult {
  const words: Record<ProofVerdict, string> = {
    reference: t('Reference'),
    copy: t('Copied'),
    mixed: t('Both'),
    undecided: t('Undecided'),
  };
  const cell = verdict === 'mixed' ? 'reference' : verdict;
  return html`<span class="observed"><span class="cell is-${cell} ${cell === 'reference' ? 'inverted' : ''}" aria-hidden="true"></span>${words[verdict]}</span>`;
}

/** Text with `code` in it. */
const marked = (text: string) =>
  plain(text, 300)
    .split('`')
    .map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
