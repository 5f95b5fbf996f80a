import { html, type TemplateResult } from 'lit';
import type { Evidence } from '../../src/model/route';
import { evidenceMeanings, evidenceWords } from './words';

const marks: Record<Evidence, string> = { counted: '■', kernel: '●', sampled: '◐', model: '◇' };

/** How a figure is known: a mark of its own shape and the word, so that a modelled one never looks measured. */
export function evidenceTag(evidence: Evidence): TemplateResult {
  return html`<span class="evidence evidence-${evidence}" title=${evidenceMeanings()[evidence]}
    ><span class="evidence-mark" aria-hidden="true">${marks[evidence]}</span>${evidenceWords()[evidence]}</span
  >`;
}

/** The four kinds with what each means. */
export function evidenceLegend(): TemplateResult {
  const kinds: Evidence[] = ['counted', 'kernel', 'sampled', 'model'];
  return html`<dl class="legend">
    ${kinds.map(kind => html`<div><dt>${evidenceTag(kind)}</dt><dd>${evidenceMeanings()[kind]}</dd></div>`)}
  </dl>`;
}
