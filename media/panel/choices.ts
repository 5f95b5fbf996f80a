import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { routes } from '../../src/model/route';
import type { Choice, RunChoices } from '../../src/ui/panelProtocol';
import type { PanelAction } from './view';
import { cacheName, format, receiverWords, routeName } from './words';

const chunks = [4, 16, 64, 256, 1024, 4096].map(kib => kib * 1024);

/** The next run's conditions; each change is sent to the host, which stores it. */
export function choices(chosen: RunChoices, off: boolean, act: PanelAction): TemplateResult {
  const choose = (choice: Choice) => act.post({ kind: 'choose', choice });
  const sizes = [...new Set([...chunks, chosen.chunkBytes])].sort((a, b) => a - b);
  const receiver = receiverWords();
  const named = routes.map((route): [RunChoices['route'], string] => [route, routeName(route)]);
  return html`${select(t('Route'), chosen.route, named, off, value => choose({ name: 'route', value }))}
    ${select(
      t('Page cache'),
      chosen.cache,
      [
        ['warm', cacheName('warm')],
        ['cold', cacheName('cold')],
      ],
      off,
      value => choose({ name: 'cache', value }),
    )}
    ${select(
      t('Receiver'),
      chosen.receiver,
      [
        [null, t('automatic')],
        ['poll', receiver.poll],
        ['block', receiver.block],
        ['same-core', receiver['same-core']],
      ],
      off,
      value => choose({ name: 'receiver', value }),
    )}
    ${select(
      t('Chunk'),
      chosen.chunkBytes,
      sizes.map(size => [size, format().bytes(size)]),
      off,
      value => choose({ name: 'chunkBytes', value }),
    )}
    ${select(
      t('Sweep'),
      chosen.sweep,
      [
        [null, t('none')],
        ['chunk', t('chunk sizes')],
        ['size', t('file sizes')],
        ['message', t('message sizes')],
      ],
      off,
      value => choose({ name: 'sweep', value }),
    )}`;
}

function select<Value extends string | number | null>(
  label: string,
  chosen: Value,
  options: [Value, string][],
  disabled: boolean,
  choose: (value: Value) => void,
): TemplateResult {
  const take = (event: Event) => choose(options[(event.target as HTMLSelectElement).selectedIndex]![0]);
  return html`<label class="choice"><span>${label}</span
    ><select aria-label=${label} ?disabled=${disabled} @change=${take}>
      ${options.map(([value, text]) => html`<option .selected=${value === chosen}>${text}</option>`)}
    </select></label
  >`;
}
