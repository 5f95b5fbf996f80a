import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Report } from '../../src/model/report';
import type { Trouble } from '../../src/ui/panelProtocol';
import { icon } from './icon';
import { told } from './text';

/** What went wrong, why, and what to do; read out at once. */
export function troubleView({ what, why, remedy }: Trouble, dismiss: () => void): TemplateResult {
  return html`<section class="trouble" role="alert">
    ${icon('error')}
    <div><b>${told(what)}</b> <span>${told(why)}</span> <span class="remedy">${told(remedy)}</span></div>
    <button class="icon-button" aria-label=${t('Dismiss')} @click=${dismiss}>${icon('close')}</button>
  </section>`;
}

/** What a reader must know before trusting the figures. */
export function warningsView({ warnings, cancelled }: Report): TemplateResult {
  const all = cancelled
    ? [
        {
          what: t('The run was cancelled.'),
          remedy: t('What was measured until then is shown; run again for the rest.'),
        },
        ...warnings,
      ]
    : warnings;
  if (all.length === 0) return html`${nothing}`;
  return html`<ul class="warnings" aria-label=${t('Before you trust the figures')}>
    ${all.map(
      ({ what, remedy }) =>
        html`<li>${icon('warning')}<span><b>${told(what)}</b> <span class="remedy">${told(remedy)}</span></span></li>`,
    )}
  </ul>`;
}
