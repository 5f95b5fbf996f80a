import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { icon } from './marks';
import type { Running } from './state';
import { plain, textOf } from './text';
import type { PanelAction } from './view';
import { format } from './words';

/** How far the run is: by bytes, with the time left as far as it is known, and the way to stop it. */
export function progressView(running: Running, act: PanelAction): TemplateResult {
  const { bytesDone, bytesPlanned, msLeft } = running;
  const share = bytesPlanned > 0 ? Math.min(1, bytesDone / bytesPlanned) : null;
  const { bytes, nanoseconds } = format();
  const left = msLeft === null ? '' : t('{0} left', nanoseconds(Math.max(1, Math.ceil(msLeft / 1000)) * 1e9));
  const done =
    share === null ? t('Getting ready') : t('{0} of {1} moved', bytes(bytesDone), bytes(bytesPlanned));
  return html`<section class="progress" aria-label=${t('Run under way')}>
    <div class="progress-line">
      <b>${plain(running.title, 200)}</b><span>${running.label ? textOf(running.label, 120) : ''}</span><span class="grow"></span>
      <span class="moved">${[done, left].filter(Boolean).join(' · ')}</span>
      <vscode-button secondary ?disabled=${running.cancelling} aria-disabled=${running.cancelling} @click=${() => act.cancel()}
        >${icon('debug-stop')}<span>${running.cancelling ? t('Stopping…') : t('Cancel')}</span></vscode-button
      >
    </div>
    <vscode-progress-bar
      aria-label=${t('Bytes moved')}
      .indeterminate=${share === null}
      .value=${Math.round((share ?? 0) * 100)}
    ></vscode-progress-bar>
  </section>`;
}
