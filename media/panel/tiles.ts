import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { contextSwitchesPerMiB, movesEvidence, movesPerByte, switchesPerMiB } from '../../src/model/figures';
import type { Language } from '../../src/model/finding';
import type { Transfer } from '../../src/model/report';
import type { Evidence } from '../../src/model/route';
import { callNameOf } from '../../src/model/runtimeCalls';
import type { Answer } from '../../src/report/answer';
import { evidenceMarks } from '../../src/report/pathParts';
import { evidenceMeanings, format } from './words';

interface Tile {
  name: string;
  unit: string;
  evidence: Evidence;
  of(transfer: Transfer): number | null;
}

function tileList(best: Transfer): Tile[] {
  return [
    {
      name: t('CPU copies'),
      unit: t('per byte'),
      evidence: movesEvidence(best, 'cpu'),
      of: transfer => movesPerByte(transfer, 'cpu'),
    },
    { name: t('Mode switches'), unit: t('per MiB'), evidence: 'counted', of: switchesPerMiB },
    { name: t('Context switches'), unit: t('per MiB'), evidence: 'kernel', of: contextSwitchesPerMiB },
    {
      name: t('CPU time'),
      unit: t('ns per KiB'),
      evidence: 'kernel',
      of: ({ summary }) => summary?.cpuNsPerKiB.median ?? null,
    },
  ];
}

/** Four figures, the loop's and the best call's: numbers first, then a bar each. */
export function tiles({ baseline, best }: Answer, language?: Language): TemplateResult {
  const pair = baseline === best ? [best] : [baseline, best];
  const names = pair.map(({ strategy, route }, index) =>
    callNameOf(strategy, route, index === 1 ? language : undefined),
  );
  return html`<dl class="tiles" aria-label=${names.join(' → ')}>
    ${tileList(best).map(tile => tileView(tile, pair, names))}
  </dl>`;
}

function tileView({ name, unit, evidence, of }: Tile, pair: Transfer[], names: string[]): TemplateResult {
  const values = pair.map(of);
  const most = Math.max(...values.map(value => value ?? 0));
  const [before, after] = values;
  const now = (after ?? 0) > (before ?? 0) ? 'now worse' : 'now';
  const text = (value: number | null) => (value === null ? '–' : figureText(value));
  return html`<div class="tile">
    <dt>${name} <span class="unit">${unit} <span aria-hidden="true">${evidenceMarks[evidence]}</span></span></dt>
    <dd title=${evidenceMeanings()[evidence]}>
      <span class="change">
        ${values.map(
          (value, index) =>
            html`${index > 0 ? html`<span class="arrow" aria-hidden="true">→</span>` : nothing}<b class=${index === values.length - 1 ? 'now' : 'was'}
              ><span class="sr-only">${names[index]}: </span>${text(value)}</b
            >`,
        )}
      </span>
      <span class="bars" aria-hidden="true">
        ${values.map((value, index) => html`<span class=${index === values.length - 1 ? now : 'was'} style="width: ${most > 0 ? Math.max(1, (100 * (value ?? 0)) / most) : 0}%"></span>`)}
      </span>
    </dd>
  </div>`;
}

/** Two decimals at most, and none within half a percent of a whole number, which is the effect of the last chunk. */
function figureText(value: number): string {
  const whole = Math.round(value);
  if (value !== 0 && value < 0.01) return `<${format().fixed(0.01, 2)}`;
  const near = Math.abs(value - whole) < 0.005 * Math.max(1, whole) && (whole !== 0 || value === 0);
  return near || value >= 100 ? format().count(value) : format().number(Number(value.toFixed(2)));
}
