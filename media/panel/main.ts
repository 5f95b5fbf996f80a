import './numbers';
import { config, t } from '@vscode/l10n';
import { html, render } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import './styles/index.css';
import { languageOf, textsIn } from '../../src/messages/texts';
import { readReport } from '../../src/report/anyReport';
import type { HostMessage, PostedMessage } from '../../src/ui/panelProtocol';
import { app, problemView } from './app';
import { keepState, post, readState } from './host';
import { pictureOf } from './path/pictureExport';
import { emptyModel, type Model, reduce } from './state';
import { setTexts } from './text';
import { type PanelAction, readView, type View } from './view';
import { setFormatLanguage } from './words';

/** More than a screen of them, and what a frame makes. */
const rowsPerFrame = 12;

const root = document.getElementById('app')!;
const kept = readState() as { historyId?: unknown; view?: unknown } | undefined;

let model: Model = { ...emptyModel, view: readView(kept?.view) };
let waiting = false;
/** Rows of the table that are on the page, or will be in the next frame. */
let rows = rowsPerFrame;

/** Pixels; an editor column of VS Code is not narrower. */
const narrowest = 200;

/** Many rounds may finish within a frame; the page is rendered once. */
function schedule(): void {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
}

function draw(): void {
  if (!model.init) return;
  try {
    render(app(model, { width: widthIn(root), rows }, act), root);
    if (rows < (model.report?.transfers.length ?? 0)) {
      rows += rowsPerFrame;
      schedule();
    }
  } catch (error) {
    drawFailure(error);
  }
}

/** Pixels inside an element's padding. A page that has no place on the screen yet is drawn as a narrow one. */
function widthIn(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const inside = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  return Math.max(inside, narrowest);
}

/** Shows a problem if a report can't be drawn; the panel is never blank. */
function drawFailure(error: unknown): void {
  const problem = {
    what: t('This report cannot be shown.'),
    why: error instanceof Error ? error.message : String(error),
    remedy: t('Open another report, or profile again.'),
  };
  const reset = () => update({ ...emptyModel, init: model.init });
  root.replaceChildren();
  // Lit stores its state in the element it rendered into; after a failure the element is replaced.
  Reflect.deleteProperty(root, '_$litPart$');
  render(html`${problemView(problem, reset)}`, root);
}

function update(next: Model): void {
  if (!sameOrigin(next, model)) rows = rowsPerFrame;
  model = next;
  keepState({ historyId: model.origin?.historyId ?? null, view: model.view });
  schedule();
}

/** The same report posted again keeps its rows: a page that is scrolled must not shrink under the reader. */
const sameOrigin = ({ origin: one }: Model, { origin: other }: Model) =>
  one === other ||
  (one !== null && other !== null && one.historyId === other.historyId && one.name === other.name);

function change(view: Partial<View>): void {
  update({ ...model, view: { ...model.view, ...view } });
}

function toggled<Item>(items: Item[], item: Item): Item[] {
  return items.includes(item) ? items.filter(other => other !== item) : [...items, item];
}

const act: PanelAction = {
  post,
  change,
  sort: column => {
    const { sort } = model.view;
    const again = sort?.column === column;
    // A third click restores the report's order.
    change({ sort: again && sort.descending ? null : { column, descending: again } });
  },
  toggleColumn: column => change({ columns: toggled(model.view.columns, column) }),
  toggleRow: key => change({ open: toggled(model.view.open, key) }),
  cancel: () => {
    post({ kind: 'cancel' });
    const { running, tracing, proving } = model;
    update({
      ...model,
      running: running && { ...running, cancelling: true },
      tracing: tracing && { ...tracing, cancelling: true },
      proving: proving && { ...proving, cancelling: true },
    });
  },
  dismissProblem: () => update({ ...model, problem: null }),
  closeComparison: () => update({ ...model, comparison: null }),
  exportPicture: () => void exportPicture(),
};

async function exportPicture(): Promise<void> {
  try {
    const drawings = [...root.querySelectorAll<HTMLElement>('.drawing')];
    post({ kind: 'exportReport', format: 'png', data: await pictureOf(drawings) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = t('Show the Result view with a path in it, then export again.');
    update({ ...model, problem: { what: t('No picture was made.'), why, remedy } });
  }
}

window.addEventListener('message', ({ data }: MessageEvent<PostedMessage>) => {
  if (data.kind === 'init') {
    config({ contents: data.strings });
    setTexts(textsIn(languageOf(data.language)));
    setFormatLanguage(data.language);
    document.documentElement.lang = data.language;
  }
  update(reduce(model, unpacked(data)));
});

// Menus close on Escape and on a click beside them, as the editor's do.
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') closeMenus(null);
});
document.addEventListener('click', ({ target }) => {
  // An entry that was taken closes its menu; a ticked column leaves it open for the next.
  const taken = target instanceof Element && target.closest('.menu-list > button') !== null;
  closeMenus(taken ? null : (target as Node));
});
// A click into the editor or the palette is not reported here. They have the focus then, so it is not moved back.
window.addEventListener('blur', () => {
  for (const menu of openMenus()) menu.open = false;
});

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll('details.menu[open]');
}

function closeMenus(except: Node | null): void {
  for (const menu of openMenus()) {
    if (except && menu.contains(except)) continue;
    menu.open = false;
    if (!except) menu.querySelector('summary')?.focus();
  }
}

new ResizeObserver(schedule).observe(root);
// The theme is the body's class: canvases take their colours anew.
new MutationObserver(schedule).observe(document.body, { attributes: true, attributeFilter: ['class'] });

post({ kind: 'ready', historyId: typeof kept?.historyId === 'string' ? kept.historyId : null });

/** A message of the host with its report read. */
export function unpacked(message: PostedMessage): HostMessage {
  if (message.kind === 'report') return { ...message, report: readReport(message.report) };
  if (message.kind !== 'event') return message;
  const { event } = message;
  if (event.kind !== 'started' && event.kind !== 'report') return { kind: 'event', event };
  return { kind: 'event', event: { ...event, report: readReport(event.report) } };
}
