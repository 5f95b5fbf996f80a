import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { askedTransfers } from '../../src/model/asked';
import type { Report } from '../../src/model/report';
import type { Choice, RunChoices } from '../../src/ui/panelProtocol';
import type { Act } from './act';
import { icon } from './icon';
import type { Model } from './state';
import { plain } from './text';
import { cacheWords, format, formatLanguage, receiverWords, routeWords } from './words';

/** Buttons that start something, what the next run will do, and what is shown now. */
export function header(model: Model, act: Act): TemplateResult {
  const { init, running, report } = model;
  const off = running !== null || init?.absence !== null;
  const button = (label: string, name: string, run: () => void, secondary = true) =>
    html`<vscode-button ?secondary=${secondary} ?disabled=${off} aria-disabled=${off} @click=${run}>${icon(name)}<span>${label}</span></vscode-button>`;
  return html`<header class="top">
    <div class="actions" role="group" aria-label=${t('Measure')}>
      ${button(t('Profile File…'), 'play', () => act.post({ kind: 'profileFile' }), false)}
      ${button(t('Profile Workspace'), 'root-folder', () => act.post({ kind: 'profileWorkspace' }))}
      ${report ? button(t('Run Again'), 'debug-restart', () => act.post({ kind: 'runAgain' })) : nothing}
      <vscode-button secondary @click=${() => act.post({ kind: 'openReport' })}>${icon('folder-opened')}<span>${t('Open Report…')}</span></vscode-button>
      ${report && !running ? exportMenu(act) : nothing}
    </div>
    ${init ? choices(init.choices, off, act) : nothing}
  </header>`;
}

function exportMenu(act: Act): TemplateResult {
  const formats = [
    ['json', 'JSON'],
    ['markdown', 'Markdown'],
    ['html', 'HTML'],
    ['csv', t('CSV of every run')],
  ] as const;
  return html`<details class="menu">
    <summary>${icon('export')}${t('Export')}</summary>
    <div class="menu-list">
      ${formats.map(
        ([format, label]) =>
          html`<button @click=${() => act.post({ kind: 'exportReport', format })}>${label}</button>`,
      )}
      <button @click=${() => act.exportPicture()}>${t('PNG of the drawing')}</button>
    </div>
  </details>`;
}

const chunks = [4, 16, 64, 256, 1024, 4096].map(kib => kib * 1024);

/** The next run's conditions; each change goes to the host, which keeps it. */
function choices(chosen: RunChoices, off: boolean, act: Act): TemplateResult {
  const choose = (choice: Choice) => act.post({ kind: 'choose', choice });
  const sizes = [...new Set([...chunks, chosen.chunkBytes])].sort((a, b) => a - b);
  const cache = cacheWords();
  const receiver = receiverWords();
  const routes = Object.entries(routeWords()) as [RunChoices['route'], string][];
  return html`<div class="choices" role="group" aria-label=${t('The next run')}>
    ${select(t('Route'), chosen.route, routes, off, value => choose({ name: 'route', value }))}
    ${select(
      t('Page cache'),
      chosen.cache,
      [
        ['warm', cache.warm],
        ['cold', cache.cold],
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
    )}
  </div>`;
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

/** What was profiled and under which conditions, one line of facts. */
export function subject(report: Report, model: Model): TemplateResult {
  const { bytes, count, percent } = format();
  const { input, machine, transfers } = report;
  const transfer = transfers[0];
  const path = plain(input.paths[0] ?? model.origin?.name ?? '', 300);
  const name = path.split('/').findLast(part => part !== '') ?? path;
  const title = input.files > 1 ? t('{0} and more, files: {1}', name, count(input.files)) : name;
  const receivers = [...new Set(askedTransfers(transfers).map(({ receiver }) => receiver))];
  const toOther = transfer?.route === 'file-to-socket' || transfer?.route === 'file-to-pipe';
  const facts = [
    path === name ? '' : path,
    transfer ? routeWords()[transfer.route] : '',
    bytes(input.bytes),
    input.cachedBytes === null
      ? t('unknown how much of it is cached')
      : t('{0} of it cached', input.bytes > 0 ? percent(input.cachedBytes / input.bytes) : '–'),
    toOther ? t('the receiver {0}', receivers.map(mode => receiverWords()[mode]).join(' / ')) : '',
    plain(machine.kernel, 80),
    plain(machine.filesystem.type, 40),
    t('CPUs: {0}', count(machine.cpus)),
  ].filter(fact => fact !== '');
  return html`<div class="subject">
    <h1>${title}</h1>
    <ul class="facts">
      ${facts.map(fact => html`<li>${fact}</li>`)}
      <li><time datetime=${plain(report.createdAt, 40)}>${moment(report.createdAt)}</time></li>
    </ul>
  </div>`;
}

/** A moment in the reader's way; what is no date is shown as it came. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return plain(iso, 40);
  return date.toLocaleString(formatLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}
