import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
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
