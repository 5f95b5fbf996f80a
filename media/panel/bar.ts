import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { choices } from './choices';
import { icon } from './marks';
import type { Model } from './state';
import { tabBar } from './tabs';
import { plain } from './text';
import type { PanelAction } from './view';

/** The toolbar: what the view shows, the views and the commands. */
export function bar(model: Model, act: PanelAction): TemplateResult {
  const { init, running } = model;
  const off = running !== null || init?.absence !== null;
  return html`<header class="bar">
    <h1 class="title">${title(model, act)}</h1>
    ${tabBar(model, act)}
    <div class="tools" role="group" aria-label=${t('Measure')}>
      ${startButton(model, off, act)}
      ${init ? gear(html`${choices(init.choices, off, act)}`) : nothing}
      ${overflow(model, off, act)}
    </div>
  </header>`;
}

/** What the view shows: a report, a traced program, a proved server; the other views have no subject of their own. */
function title(model: Model, act: PanelAction): TemplateResult | string {
  const { view, tracing, trace, proving, proof } = model;
  if (view.tab === 'result') return reportTitle(model, act);
  const shown = {
    trace: tracing?.title ?? trace?.now.title,
    proof: proving?.title ?? proof?.now.url,
  }[view.tab as string];
  return shown ? plain(shown, 300) : t('I/O Path');
}

/** `FileServer.java:29` is a link to its line; a file's or a run's name is plain text. */
function reportTitle({ context, report, origin, running }: Model, act: PanelAction): TemplateResult | string {
  if (context) {
    const { file, line } = context;
    const hint = t('Show {0}, line {1}', plain(file, 160), line);
    return html`<button class="link" title=${hint} @click=${() => act.post({ kind: 'revealSource', file, line })}>${last(plain(file, 160))}:${line}</button>`;
  }
  const path = report?.input.paths[0] ?? '';
  const name = last(plain(path, 300)) || plain(origin?.name ?? running?.title ?? '', 300) || t('I/O Path');
  if (!report || report.input.files < 2) return name;
  return t('{0} · files: {1}', plain(origin?.name ?? name, 300), report.input.files);
}

const last = (path: string) => path.split('/').findLast(part => part !== '') ?? path;

function startButton({ report, running }: Model, off: boolean, act: PanelAction): TemplateResult {
  const again = report !== null || running !== null;
  return html`<vscode-button ?secondary=${again} class=${again ? 'again' : ''} title=${again ? t('Run Again') : nothing} ?disabled=${off} aria-disabled=${off} @click=${() => act.post({ kind: again ? 'runAgain' : 'profileFile' })}
    >${icon(again ? 'debug-restart' : 'play')}<span>${again ? t('Run Again') : t('Profile File…')}</span></vscode-button
  >`;
}

function gear(content: TemplateResult): TemplateResult {
  const name = t('The next run');
  return html`<details class="menu gear">
    <summary title=${name} aria-label=${name}>${icon('gear')}</summary>
    <div class="menu-list choices" role="group" aria-label=${name}>${content}</div>
  </details>`;
}

function overflow({ report, running }: Model, off: boolean, act: PanelAction): TemplateResult {
  const name = t('More actions');
  const item = (label: string, run: () => void, disabled = false) =>
    html`<button ?disabled=${disabled} @click=${run}>${label}</button>`;
  return html`<details class="menu overflow">
    <summary title=${name} aria-label=${name}>${icon('ellipsis')}</summary>
    <div class="menu-list">
      ${item(t('Profile File…'), () => act.post({ kind: 'profileFile' }), off)}
      ${item(t('Profile Workspace'), () => act.post({ kind: 'profileWorkspace' }), off)}
      ${item(t('Prove a Server…'), () => act.post({ kind: 'proveServer' }), off)}
      ${item(t('Open Report…'), () => act.post({ kind: 'openReport' }))}
      ${report && !running ? html`${item(t('Compare With…'), () => act.post({ kind: 'compareWith' }))} ${exports(act)}` : nothing}
      ${item(t('What this system can do'), () => act.post({ kind: 'showDoctor' }))}
    </div>
  </details>`;
}

function exports(act: PanelAction): TemplateResult {
  const formats = [
    ['json', t('Export as {0}', 'JSON')],
    ['markdown', t('Export as {0}', 'Markdown')],
    ['html', t('Export as {0}', 'HTML')],
    ['csv', t('Export as {0}', 'CSV')],
  ] as const;
  return html`${formats.map(
    ([format, label]) =>
      html`<button @click=${() => act.post({ kind: 'exportReport', format })}>${label}</button>`,
  )}
    <button @click=${() => act.post({ kind: 'exportRedacted' })}>${t('Export Without Names…')}</button>
    <button @click=${() => act.exportPicture()}>${t('Export the drawing as PNG')}</button>`;
}
