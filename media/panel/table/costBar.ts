import { nothing, svg, type TemplateResult } from 'lit';
import type { Comparison } from '../../../src/model/report';

type Cost = Pick<Comparison, 'ratio' | 'low' | 'high' | 'verdict'>;

const width = 84;
const height = 14;
/** A cost beyond this many times the baseline's is drawn at the bar's end. */
const mostTimes = 4;

/** The longest bar of a table, as a multiple of the baseline's cost; at least 1, so that the baseline has its place. */
export function longestOf(costs: readonly Cost[]): number {
  return Math.min(mostTimes, Math.max(1, ...costs.map(({ ratio, high }) => high ?? ratio)));
}

/** Where a cost ends on the bar, pixels. */
export function lengthOf(ratio: number, longest: number): number {
  return (Math.max(0, Math.min(ratio, longest)) / longest) * (width - 2);
}

/** A cost as a bar from 0, the baseline's end as a line across it, and the 95 % interval as whiskers. */
export function costBar({ ratio, low, high, verdict }: Cost, longest: number): TemplateResult {
  const at = (value: number) => lengthOf(value, longest);
  const name = verdict.replaceAll(' ', '-');
  return svg`<svg class="cost-bar verdict-${name}" width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <rect class="cost" x="0" y="3" width=${at(ratio)} height="8"></rect>
    <line class="one" x1=${at(1)} y1="0" x2=${at(1)} y2=${height}></line>
    ${low === null || high === null ? nothing : whiskers(at(low), at(high))}
  </svg>` as TemplateResult;
}

function whiskers(low: number, high: number): TemplateResult {
  return svg`<line class="interval" x1=${low} y1="7" x2=${high} y2="7"></line>
    <line class="interval" x1=${low} y1="4" x2=${low} y2="10"></line>
    <line class="interval" x1=${high} y1="4" x2=${high} y2="10"></line>` as TemplateResult;
}
