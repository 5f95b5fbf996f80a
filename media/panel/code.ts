import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../../src/model/finding';
import type { Report } from '../../src/model/report';
import { hasZeroCopyCall } from '../../src/model/runtimeCalls';
import type { LensContext } from '../../src/ui/panelProtocol';
import { icon } from './marks';
import { codeFor, codeLanguages, isCodeLanguage, type Snippet } from './snippets';
import { textOf } from './text';
import type { PanelAction, View } from './view';

/** The recommended code, and its limits. */
export function codeView(
  report: Report,
  context: LensContext | null,
  view: View,
  act: PanelAction,
): TemplateResult {
  const { advice } = report;
  if (!advice) return html`${nothing}`;
  const language = languageOf(report, context, view);
  const shown = snippet(report, context, language);
  const limits = [advice.limits, ...(advice.receiverNote ? [advice.receiverNote] : [])];
  return html`<section class="code" aria-labelledby="code-title">
    <div class="section-head">
      <h2 id="code-title">${shown ? t('What to write') : t('When this does not hold')}</h2>
      ${shown ? html`<span class="grow"></span>${languagePicker(language, act)}${copyButton(shown, act)}` : nothing}
    </div>
    ${shown?.code ? html`<pre tabindex="0" aria-label=${t('Code')}><code>${shown.code}</code></pre>` : nothing}
    ${shown?.note ? html`<p class="note">${shown.note}</p>` : nothing}
    ${shown ? html`<h3>${t('When this does not hold')}</h3>` : nothing}
    <ul class="limits">${limits.map(text => html`<li>${textOf(text)}</li>`)}</ul>
  </section>`;
}

const languageOf = (report: Report, context: LensContext | null, view: View): Language =>
  isCodeLanguage(view.codeLanguage) ? view.codeLanguage : (context?.language ?? report.language ?? 'c');

/** None if the loop needs no change. */
function snippet(report: Report, context: LensContext | null, language: Language): Snippet | null {
  const { advice, transfers } = report;
  const route = transfers[0]?.route;
  if (!advice?.strategy || !route) return null;
  if (advice.strategy === 'read-write' && hasZeroCopyCall(language, route)) return null;
  if (context?.code && language === context.language) return { code: context.code, note: '' };
  return codeFor({ language, route, strategy: advice.strategy, chunkBytes: advice.chunkBytes ?? 65536 });
}

function languagePicker(language: Language, act: PanelAction): TemplateResult {
  const take = (event: Event) => act.change({ codeLanguage: (event.target as HTMLSelectElement).value });
  return html`<select aria-label=${t('Language')} @change=${take}>
    ${codeLanguages.map(([id, name]) => html`<option value=${id} .selected=${id === language}>${name}</option>`)}
  </select>`;
}

function copyButton({ code }: Snippet, act: PanelAction): TemplateResult {
  return html`<vscode-button secondary ?disabled=${code === ''} aria-disabled=${code === ''} @click=${() => act.post({ kind: 'copyText', text: code })}
    >${icon('copy')}<span>${t('Copy Code')}</span></vscode-button
  >`;
}
