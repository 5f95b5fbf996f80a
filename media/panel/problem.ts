import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ShownProblem } from '../../src/ui/panelProtocol';
import { icon } from './icon';
import { told } from './text';

/** What went wrong, why, and what to do; read out at once. */
export function problemView({ what, why, remedy }: ShownProblem, dismiss: () => void): TemplateResult {
  return html`<section class="problem" role="alert">
    ${icon('error')}
    <div><b>${told(what)}</b> <span>${told(why)}</span> <span class="remedy">${told(remedy)}</span></div>
    <button class="icon-button" aria-label=${t('Dismiss')} @click=${dismiss}>${icon('close')}</button>
  </section>`;
}
