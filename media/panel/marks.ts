import { html, type TemplateResult } from 'lit';
import type { Evidence } from '../../src/model/route';
import { evidenceMarks } from '../../src/report/pathParts';
import { drawingWords, evidenceMeanings } from './words';

/** A codicon. It only goes with words, so screen readers pass it over. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** How a figure is known: a mark of its own shape and the word, so that a modelled one never looks measured. */
export function evidenceTag(evidence: Evidence): TemplateResult {
  return html`<span class="evidence evidence-${evidence}" title=${evidenceMeanings()[evidence]}
    ><span class="evidence-mark" aria-hidden="true">${evidenceMarks[evidence]}</span>${drawingWords().evidence[evidence]}</span
  >`;
}

/** The mark alone, for a small cell; its meaning is read out and shown on hover. */
export function evidenceMark(evidence: Evidence): TemplateResult {
  return html`<span class="evidence evidence-${evidence}" title=${evidenceMeanings()[evidence]}
    ><span class="evidence-mark" aria-hidden="true">${evidenceMarks[evidence]}</span><span class="sr-only">${drawingWords().evidence[evidence]}</span></span
  >`;
}

/** All kinds with what each means. */
export function evidenceLegend(): TemplateResult {
  const kinds: Evidence[] = ['counted', 'kernel', 'observed', 'sampled', 'model'];
  return html`<dl class="legend">
    ${kinds.map(kind => html`<div><dt>${evidenceTag(kind)}</dt><dd>${evidenceMeanings()[kind]}</dd></div>`)}
  </dl>`;
}
