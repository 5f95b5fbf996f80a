import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { icon } from './marks';
import type { Running, UnderWay } from './state';
import { plain, textOf } from './text';
import type { PanelAction } from './view';
import { format } from './words';

/** The run's progress in bytes, the remaining time if known, and the button to cancel it. */
export function progressView(running: Running, act: PanelAction): TemplateResult {
  const { bytesDone, bytesPlanned, msLeft } = running;
  const share = bytesPlanned > 0 ? Math.min(1, bytesDone / bytesPlanned) : null;
  const { bytes, nanoseconds } = format();
  const left = msLeft === null ? '' : t('{0} left', nanoseconds(Math.max(1, Math.ceil(msLeft / 1000)) * 1e9));
  const done =
    share === null ? t('Getting ready') : t('{0} of {1} moved', bytes(bytesDone), bytes(bytesPlanned));
  return section(running, act, {
    name: t('Run under way'),
    bar: t('Bytes moved'),
    doing: running.label ? textOf(running.label, 120) : '',
    done: [done, left].filter(Boolean).join(' · '),
    stop: t('Cancel'),
    share,
  });
}

/** What takes an unknown time: its name, what is done meanwhile, and the button that ends it. */
export const waitingView = (
  running: UnderWay,
  name: string,
  doing: string,
  stop: string,
  act: PanelAction,
): TemplateResult => section(running, act, { name, bar: name, doing, done: '', stop, share: null });

interface Parts {
  name: string;
  bar: string;
  doing: string;
  done: string;
  stop: string;
  /** Of 1; null where it is not known. */
  share: number | null;
}

function section({ title, cancelling }: UnderWay, act: PanelAction, parts: Parts): TemplateResult {
  return html`<section class="progress" aria-label=${parts.name}>
    <div class="progress-line">
      <b>${plain(title, 200)}</b><span>${parts.doing}</span><span class="grow"></span>
      <span class="moved">${parts.done}</span>
      <vscode-button secondary ?disabled=${cancelling} aria-disabled=${cancelling} @click=${() => act.cancel()}
        >${icon('debug-stop')}<span>${cancelling ? t('Stopping…') : parts.stop}</span></vscode-button
      >
    </div>
    <vscode-progress-bar
      aria-label=${parts.bar}
      .indeterminate=${parts.share === null}
      .value=${Math.round((parts.share ?? 0) * 100)}
    ></vscode-progress-bar>
  </section>`;
}
