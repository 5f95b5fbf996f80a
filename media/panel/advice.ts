import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../src/model/report';
import type { LensContext } from '../../src/ui/panelProtocol';
import type { Act } from './act';
import { adviceFigures } from './adviceFigures';
import { icon } from './icon';
import { codeFor, codeLanguages, isCodeLanguage } from './snippets';
import { plain, told } from './text';
import type { View } from './view';

/** The recommendation with what it rests on, when it would not hold, and the code that does it. */
export function adviceView(
  report: Report,
  context: LensContext | null,
  view: View,
  act: Act,
): TemplateResult {
  const { advice } = report;
  if (!advice) return html`${nothing}`;
  return html`<section class="advice" aria-labelledby="advice-title">
    <h2 id="advice-title">${icon('lightbulb')}<span>${told(advice.text)}</span></h2>
    ${adviceFigures(advice.figures)}
    <div class="advice-body">
      <div class="because">
        <p class="limits">${icon('info')}<span>${told(advice.limits)}</span></p>
        ${advice.receiverNote ? html`<p class="limits">${icon('bell')}<span>${told(advice.receiverNote)}</span></p>` : nothing}
        ${context ? origin(context, act) : nothing}
      </div>
      ${code(report, context, view, act)}
    </div>
  </section>`;
}

function origin({ file, line }: LensContext, act: Act): TemplateResult {
  return html`<p>
    <button class="link" @click=${() => act.post({ kind: 'revealSource', file, line })}>
      ${icon('go-to-file')}${t('Back to the loop: {0}, line {1}', plain(file, 160), line)}
    </button>
  </p>`;
}

function code(
  report: Report,
  context: LensContext | null,
  view: View,
  act: Act,
): TemplateResult | typeof nothing {
  const { advice, transfers } = report;
  const route = transfers[0]?.route;
  if (!advice?.strategy || !route) return nothing;
  const language = isCodeLanguage(view.codeLanguage) ? view.codeLanguage : (context?.language ?? 'c');
  const own = context?.code && language === context.language ? { code: context.code, note: '' } : null;
  const shown =
    own ?? codeFor({ language, route, strategy: advice.strategy, chunkBytes: advice.chunkBytes ?? 65536 });
  return html`<div class="code">
    <div class="code-head">
      <label class="choice"><span>${t('Language')}</span
        ><select aria-label=${t('Language')} @change=${(event: Event) => act.change({ codeLanguage: (event.target as HTMLSelectElement).value })}
        >
          ${codeLanguages.map(([id, name]) => html`<option value=${id} .selected=${id === language}>${name}</option>`)}
        </select></label
      >
      <vscode-button secondary ?disabled=${shown.code === ''} aria-disabled=${shown.code === ''} @click=${() => act.post({ kind: 'copyText', text: shown.code })}
        >${icon('copy')}<span>${t('Copy')}</span></vscode-button
      >
    </div>
    ${shown.code ? html`<pre tabindex="0" aria-label=${t('Code')}><code>${shown.code}</code></pre>` : nothing}
    ${shown.note ? html`<p class="note">${shown.note}</p>` : nothing}
  </div>`;
}
