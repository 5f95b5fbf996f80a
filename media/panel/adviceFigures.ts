import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Advice } from '../../src/model/report';
import { evidenceTag } from './evidence';
import { told } from './text';

type AdviceFigure = Advice['figures'][number];

type Kind = Exclude<NonNullable<AdviceFigure['kind']>, 'floor'>;

/** Figures of several subjects as rows of one table. */
export interface FigureMatrix {
  subjects: string[];
  names: Kind[];
  at(subject: string, name: Kind): AdviceFigure | undefined;
}

/** Figures of the same kinds for two rows or more make a table; null where they do not. */
export function matrixOf(figures: AdviceFigure[]): FigureMatrix | null {
  const whole = figures.flatMap(({ subject, kind }) =>
    subject && kind && kind !== 'floor' ? [{ subject, kind }] : [],
  );
  if (whole.length < 4) return null;
  const subjects = [...new Set(whole.map(({ subject }) => subject))];
  const names = [...new Set(whole.map(({ kind }) => kind))];
  if (subjects.length < 2) return null;
  const at = (subject: string, name: Kind) =>
    figures.find(figure => figure.subject === subject && figure.kind === name);
  return { subjects, names, at };
}

/** Headings of the table's columns. */
function nameWords(name: Kind): string {
  const words: Record<Kind, () => string> = {
    cpu: () => t('CPU of the sender'),
    throughput: () => t('throughput'),
    copies: () => t('CPU copies per byte'),
    'copy-time': () => t('CPU time spent copying'),
  };
  return words[name]();
}

/** The figures a recommendation rests on. */
export function adviceFigures(figures: AdviceFigure[]): TemplateResult {
  const matrix = matrixOf(figures);
  if (!matrix) return tiles(figures);
  const rest = figures.filter(({ subject }) => subject === undefined);
  return html`${table(matrix)}${rest.length > 0 ? tiles(rest) : nothing}`;
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
