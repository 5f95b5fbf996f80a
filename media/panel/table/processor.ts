import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Transfer } from '../../../src/model/report';
import { evidenceTag } from '../evidence';
import { format } from '../words';

/** The counts of the sender's processor per byte moved; nothing where the machine has no counters. */
export function processor({ summary }: Transfer): TemplateResult | typeof nothing {
  const figures = [
    [t('Cycles per byte'), summary?.cyclesPerByte, 3],
    [t('Instructions per byte'), summary?.instructionsPerByte, 3],
    [t('Cache misses per KiB'), summary?.cacheMissesPerKiB, 2],
  ] as const;
  const known = figures.flatMap(([name, spread, digits]) => (spread ? [{ name, spread, digits }] : []));
  if (known.length === 0) return nothing;
  return html`<section>
    <h3>${t("The sender's processor")}</h3>
    <ul>
      ${known.map(
        ({ name, spread, digits }) => html`<li>
          ${name}: <b>${format().fixed(spread.median, digits)}</b> ± ${format().fixed(spread.mad, digits)}
          ${evidenceTag('kernel')}
        </li>`,
      )}
    </ul>
  </section>`;
}
