import { nothing, svg, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/model/report';

const width = 76;
const height = 16;

/** The farthest any interval reaches from 1, as a factor; at least 2, so that small differences look small. */
export function reachOf(comparisons: Comparison[]): number {
  const ends = comparisons.flatMap(({ ratio, low, high }) => [low ?? ratio, high ?? ratio]);
  const far = ends.flatMap(end => [1 / Math.max(end, 0.01), end]);
  return Math.min(100, Math.max(2, ...far));
}

/** Where a ratio stands on the bar: logarithmic, 1 in the middle. */
export function positionOf(ratio: number, reach: number): number {
  const share = Math.log(Math.max(ratio, 1e-3)) / Math.log(reach);
  return (width / 2) * (1 + Math.max(-1, Math.min(1, share)) * 0.96);
}

/** A ratio with its interval, where it has one, as a small bar; the words beside it say the same. */
export function ratioBar({ ratio, low, high, verdict }: Comparison, reach: number): TemplateResult {
  const at = (value: number) => positionOf(value, reach);
  const name = verdict.replaceAll(' ', '-');
  return svg`<svg class="ratio-bar verdict-${name}" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <line class="axis" x1="0" y1="8" x2=${width} y2="8"></line>
    <rect class="reach" x=${Math.min(at(ratio), width / 2)} y="5.5" width=${Math.abs(at(ratio) - width / 2)} height="5"></rect>
    <line class="one" x1=${width / 2} y1="1" x2=${width / 2} y2="15"></line>
    ${low === null || high === null ? nothing : whiskers(at(low), at(high))}
    <circle class="ratio" cx=${at(ratio)} cy="8" r="3.5"></circle>
  </svg>` as TemplateResult;
}

function whiskers(low: number, high: number): TemplateResult {
  return svg`<line class="interval" x1=${low} y1="8" x2=${high} y2="8"></line>
    <line class="interval" x1=${low} y1="4" x2=${low} y2="12"></line>
    <line class="interval" x1=${high} y1="4" x2=${high} y2="12"></line>` as TemplateResult;
}
