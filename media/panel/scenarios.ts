import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ScenarioResult } from '../../src/model/report';
import type { ScenarioEntry } from '../../src/ui/panelProtocol';
import { icon } from './marks';
import type { Model } from './state';
import { plain, textOf } from './text';
import type { PanelAction } from './view';

type Verdict = ScenarioResult['verdict'];

const icons: Record<Verdict, string> = { confirmed: 'pass', refuted: 'error', 'not-decidable': 'question' };

function verdictTag(verdict: Verdict): TemplateResult {
  const words = {
    confirmed: t('confirmed here'),
    refuted: t('refuted here'),
    'not-decidable': t('not decidable here'),
  };
  return html`<span class="scenario-verdict is-${verdict}">${icon(icons[verdict])}${words[verdict]}</span>`;
}

/** A scenario's result above its figures: the claim, its source and this machine's verdict. */
export function scenarioResult({ id, claim, source, verdict, because }: ScenarioResult): TemplateResult {
  return html`<section class="scenario" aria-label=${t('Claim {0}', plain(id, 20))}>
    <p class="claim"><span class="tag">${plain(id, 20)}</span> ${t('“{0}”', textOf(claim))} <cite>${textOf(source, 200)}</cite></p>
    <p>${verdictTag(verdict)} ${textOf(because)}</p>
  </section>`;
}

/** All claims, with the results of those that were run. */
export function scenariosView({ init, running }: Model, act: PanelAction): TemplateResult {
  const entries = init?.scenarios ?? [];
  if (entries.length === 0) return html`<p class="nothing">${t('This build has no scenarios.')}</p>`;
  const off = running !== null || init?.absence !== null;
  return html`<section class="scenarios" aria-labelledby="scenarios-title">
    <div class="section-head">
      <h2 id="scenarios-title">${t('Scenarios')}</h2>
      <span class="grow"></span>
      <vscode-button secondary ?disabled=${off} aria-disabled=${off} @click=${() => act.post({ kind: 'runAllScenarios' })}
        >${icon('run-all')}<span>${t('Run All')}</span></vscode-button
      >
    </div>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="scenarios-title"><table class="claims">
      <thead>
        <tr>
          <th scope="col">${t('Id')}</th><th scope="col">${t('Claim')}</th>
          <th scope="col">${t('Result here')}</th><th scope="col">${t('Run')}</th>
        </tr>
      </thead>
      <tbody>${entries.map(entry => scenarioRow(entry, off, act))}</tbody>
    </table></div>
  </section>`;
}

function scenarioRow(entry: ScenarioEntry, off: boolean, act: PanelAction): TemplateResult {
  const { id, claim, source, absence, verdict, because } = entry;
  return html`<tr>
    <th scope="row">${plain(id, 20)}</th>
    <td>${textOf(claim)}<cite>${textOf(source, 200)}</cite></td>
    <td>
      ${absence ? html`<span class="absence">${textOf(absence.why)} <span class="remedy">${textOf(absence.remedy)}</span></span>` : nothing}
      ${verdict ? html`${verdictTag(verdict)} ${because ? textOf(because) : ''}` : absence ? nothing : html`<span class="waiting">${t('not run yet')}</span>`}
    </td>
    <td>
      <vscode-button secondary ?disabled=${off || absence !== null} aria-disabled=${off || absence !== null} aria-label=${t('Run scenario {0}', plain(id, 20))} @click=${() => act.post({ kind: 'runScenario', id })}
        >${icon('play')}<span>${t('Run')}</span></vscode-button
      >
    </td>
  </tr>`;
}
