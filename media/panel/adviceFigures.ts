import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Advice } from '../../src/model/report';
import { evidenceTag } from './evidence';
import { plain, told } from './text';

type AdviceFigure = Advice['figures'][number];

/** Figures of several subjects as rows of one table. */
export interface FigureMatrix {
  subjects: string[];
  names: string[];
  at(subject: string, name: string): AdviceFigure | undefined;
}

const separator = ': ';

/** Labels such as `sendfile 64 KiB: throughput` make a table; null where they are of another form. */
export function matrixOf(figures: AdviceFigure[]): FigureMatrix | null {
  const parts = figures.map(({ label }) => label.split(separator));
  if (parts.length < 4 || parts.some(part => part.length !== 2)) return null;
  const subjects = [...new Set(parts.map(([subject]) => subject!))];
  const names = [...new Set(parts.map(([, name]) => name!))];
  if (subjects.length < 2 || names.length > 6) return null;
  const at = (subject: string, name: string) =>
    figures.find(({ label }) => label === `${subject}${separator}${name}`);
  return { subjects, names, at };
}

/** The names the advice gives its figures, in the reader's language; a name not known here stays as it came. */
function nameWords(name: string): string {
  const words: Record<string, string> = {
    'CPU of the sender': t('CPU of the sender'),
    throughput: t('throughput'),
    'CPU copies per byte': t('CPU copies per byte'),
    'CPU time spent copying': t('CPU time spent copying'),
  };
  return Object.hasOwn(words, name) ? words[name]! : plain(name, 80);
}

/** The figures a recommendation rests on. */
export function adviceFigures(figures: AdviceFigure[]): TemplateResult {
  const matrix = matrixOf(figures);
  return matrix ? table(matrix) : tiles(figures);
}

function amount({ value, evidence }: AdviceFigure): TemplateResult {
  return html`<span class="amount">${told(value, 120)}</span>${evidenceTag(evidence)}`;
}

function table({ subjects, names, at }: FigureMatrix): TemplateResult {
  const cell = (figure: AdviceFigure | undefined) => html`<td>${figure ? amount(figure) : '–'}</td>`;
  return html`<div class="scroll" tabindex="0"><table class="rests-on-table">
    <thead>
      <tr><td></td>${names.map(name => html`<th scope="col">${nameWords(name)}</th>`)}</tr>
    </thead>
    <tbody>
      ${subjects.map(
        subject =>
          html`<tr><th scope="row">${told(subject, 80)}</th>${names.map(name => cell(at(subject, name)))}</tr>`,
      )}
    </tbody>
  </table></div>`;
}

function tiles(figures: AdviceFigure[]): TemplateResult {
  return html`<dl class="rests-on">
    ${figures.map(figure => html`<div><dt>${told(figure.label, 120)}</dt><dd>${amount(figure)}</dd></div>`)}
  </dl>`;
}
