import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Trace } from '../../../src/model/trace';
import { format } from '../words';

interface Tile {
  name: string;
  of(trace: Trace): number;
  text(value: number): string;
  /** More of it is better. */
  gain?: boolean;
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0);

function tiles(): Tile[] {
  const { bytes, count } = format();
  return [
    { name: t('Through user space'), of: ({ relays }) => sum(relays, one => one.bytes), text: bytes },
    { name: t('Copied by relays'), of: ({ relays }) => sum(relays, one => one.copiedBytes), text: bytes },
    {
      name: t('Mode switches of relays'),
      of: ({ relays }) => sum(relays, one => one.modeSwitches),
      text: count,
    },
    {
      name: t('Moved inside the kernel'),
      of: ({ kernelMoves }) => sum(kernelMoves, one => one.bytes),
      text: bytes,
      gain: true,
    },
  ];
}

/** The results of the previous trace of the same program and of this one. */
export function beforeAndAfter(before: Trace, after: Trace): TemplateResult {
  return html`<dl class="tiles traced-tiles" aria-label=${t('Before and after')}>
    ${tiles().map(({ name, of, text, gain = false }) => {
      const values = [of(before), of(after)];
      const most = Math.max(...values);
      const now = !gain && values[1]! > values[0]! ? 'now worse' : 'now';
      return html`<div class="tile">
        <dt>${name}</dt>
        <dd>
          <span class="change"><b class="was"><span class="sr-only">${t('Before')}: </span>${text(values[0]!)}</b><span class="arrow" aria-hidden="true">→</span><b class="now"><span class="sr-only">${t('After')}: </span>${text(values[1]!)}</b></span>
          <span class="bars" aria-hidden="true">${values.map((value, at) => html`<span class=${at === 1 ? now : 'was'} style="width: ${most > 0 ? Math.max(1, (100 * value) / most) : 0}%"></span>`)}</span>
        </dd>
      </div>`;
    })}
  </dl>`;
}
