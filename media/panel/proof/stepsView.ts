import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Proof, ProofVerdict } from '../../../src/model/proof';
import {
  type Cell,
  cellLook,
  isFileInverted,
  type ProofStep,
  proofSteps,
  queueCells,
} from '../../../src/report/proofDrawing';
import { icon } from '../marks';
import type { PanelAction } from '../view';
import { format } from '../words';
import { classWords } from './legend';

/** Pixels of a cell with its gap, and the most cells of a row that can still be counted. */
const pitch = 22;
const mostCells = 64;

/** The proof step by step: the file above, its bytes in the receive queue below. */
export function stepsView(proof: Proof, at: number, width: number, act: PanelAction): TemplateResult {
  const step = proofSteps[at] ?? 'again';
  const most = Math.max(16, Math.min(mostCells, 3 * Math.floor(width / pitch)));
  const { cells, cellBytes, leftBytes } = queueCells(proof.stretches, most);
  const text = stepText(step, proof.verdict);
  const { bytes } = format();
  return html`<section class="proof-steps" aria-labelledby="steps-title">
    <h2 id="steps-title">${proof.verdict === 'undecided' ? t('Step by step') : t('Why this is a proof')}</h2>
    <ol class="stepper">
      ${proofSteps.map(
        (one, index) => html`<li>
        <button aria-current=${index === at ? 'step' : 'false'} @click=${() => act.change({ proofStep: index })}><span class="step-number" aria-hidden="true">${index + 1}</span>${stepNames()[one]}</button>
      </li>`,
      )}
    </ol>
    <div class="drawing" role="img" aria-label=${drawingText(cells, step, proof.verdict)}>
      ${queueRow(t('File'), cells, cell => fileCell(cell, step))}
      ${queueRow(t('Receive queue'), cells, cell => queueCell(cell, step))}
    </div>
    <p class="hint">${t('One square: {0}, or less at the end of a stretch.', bytes(cellBytes))} ${leftBytes > 0 ? t('Not drawn: {0} more of the same queue.', bytes(leftBytes)) : ''}</p>
    <div class="step-line">
      <p class="step-text" role="status" aria-live="polite">${text}</p>
      <div class="buttons">
        <vscode-button secondary ?disabled=${at === 0} aria-disabled=${at === 0} @click=${() => act.change({ proofStep: at - 1 })}>${icon('arrow-left')}<span>${t('Back')}</span></vscode-button>
        <vscode-button secondary ?disabled=${at === proofSteps.length - 1} aria-disabled=${at === proofSteps.length - 1} @click=${() => act.change({ proofStep: at + 1 })}>${icon('arrow-right')}<span>${t('Next')}</span></vscode-button>
      </div>
    </div>
  </section>`;
}

function queueRow(
  name: string,
  cells: readonly Cell[],
  drawn: (cell: Cell) => TemplateResult,
): TemplateResult {
  return html`<div class="queue-row"><span class="queue-name">${name}</span><div class="cells">${cells.map(drawn)}</div></div>`;
}

/** The page of the file that a cell of the queue came from. */
function fileCell({ kind, bytes }: Cell, step: ProofStep): TemplateResult {
  if (kind === 'header') return html`<span class="cell gap"></span>`;
  const inverted = isFileInverted(step);
  return html`<span class="cell ${inverted ? 'inverted' : ''}" title=${format().bytes(bytes)}></span>`;
}

function queueCell({ kind, bytes }: Cell, step: ProofStep): TemplateResult {
  const { inverted, known } = cellLook(kind, step);
  const isFile = kind === 'reference' || kind === 'copy';
  const shape = isFile && !known ? 'unknown' : `is-${kind}`;
  const title = isFile && !known ? format().bytes(bytes) : `${classWords()[kind]}: ${format().bytes(bytes)}`;
  return html`<span class="cell ${shape} ${inverted ? 'inverted' : ''}" title=${title}></span>`;
}

function stepNames(): Record<ProofStep, string> {
  return { look: t('Look'), change: t('Change the file'), again: t('Look again'), restore: t('Restore') };
}

/** What happens at a step and what it shows. */
function stepText(step: ProofStep, verdict: ProofVerdict): string {
  switch (step) {
    case 'look':
      return t(
        'The answer waits in the receive queue. It is looked at and left there. A copy and a reference look the same.',
      );
    case 'change':
      return t(
        'Every byte of the file is inverted, in place. What waits in the queue was sent before, so a copy cannot change any more.',
      );
    case 'again':
      return seenText(verdict);
    case 'restore':
      return t(
        'The file is put back, and the queue shows its first bytes again. So nobody else changed the file or the queue in between.',
      );
  }
}

function seenText(verdict: ProofVerdict): string {
  switch (verdict) {
    case 'reference':
      return t(
        'The bytes in the queue changed with the file: they are its own pages in the page cache, not a copy.',
      );
    case 'copy':
      return t('The bytes in the queue stayed as they were: they are copies made before the change.');
    case 'mixed':
      return t('Some bytes in the queue changed with the file: references. Others stayed: copies.');
    case 'undecided':
      return t('Nothing in the queue can be told to be a reference or a copy of the file.');
  }
}

/** The drawing as text for screen readers. */
function drawingText(cells: readonly Cell[], step: ProofStep, verdict: ProofVerdict): string {
  const { bytes } = format();
  const file = isFileInverted(step) ? t('The file is inverted.') : t('The file holds its first bytes.');
  if (step === 'look' || step === 'change') return file;
  const sums = new Map<Cell['kind'], number>();
  for (const cell of cells) sums.set(cell.kind, (sums.get(cell.kind) ?? 0) + cell.bytes);
  const seen = [...sums].map(([kind, count]) => `${classWords()[kind]}: ${bytes(count)}`);
  return [file, `${t('Receive queue')}: ${seen.join(', ')}.`, seenText(verdict)].join(' ');
}
