import { svg, type TemplateResult } from 'lit';
import { lookOf } from './chart';

/** A curve's line as its legend shows it. */
export function lineSample(index: number): TemplateResult {
  const { colour: name, dash } = lookOf(index);
  return svg`<svg class=${`line line-${name}`} width="34" height="10" viewBox="0 0 34 10" aria-hidden="true">
    <path d="M0 5 L34 5" stroke-width="2.5" stroke-dasharray=${dash.join(' ')}></path>
    <circle cx="17" cy="5" r="3.5"></circle>
  </svg>` as TemplateResult;
}
