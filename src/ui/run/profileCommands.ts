import { basename } from 'node:path';
import { l10n, ProgressLocation, type TextDocument, type Uri, window, workspace } from 'vscode';
import type { Format } from '../../messages/format';
import { type Route, routes } from '../../model/route';
import { routeText } from '../../report/pathWords';
import type { DataFile } from '../files/dataFile';
import { pickFile } from '../files/filePicker';
import { workspaceFiles } from '../files/workspaceFiles';
import type { Loop, Loops } from '../loops/loops';
import { rewrittenLoop } from '../loops/rewritten';
import type { PanelHost } from '../panel/panelHost';
import type { LensContext, RunChoices } from '../panelProtocol';
import { refusal } from '../problem';
import { measureSettings } from '../settings';
import { texts } from '../texts';
import { demandMeasuring } from '../trust';
import { type Choices, requestOf } from './choices';
import type { Outcome, Profiler } from './profiler';

export interface ProfileParts {
  profiler: Profiler;
  choices: Choices;
  dataFile: DataFile;
  loops: Loops;
  panel: PanelHost;
  format: Format;
}

/** What a loop is measured with where its buffer's size can't be seen: a common one. Bytes. */
const usualChunk = 64 * 1024;

/** The commands that measure files: by path, by workspace, or for a loop. */
export class ProfileCommands {
  constructor(private readonly parts: ProfileParts) {}

  /** One file, several, or a folder: from a menu's selection, else from a picker. */
  async file(resource?: Uri, selection?: Uri[]): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    const chosen = selection && selection.length > 0 ? selection : resource ? [resource] : await this.pick();
    const first = chosen[0];
    if (!first) return null;
    const remote = chosen.find(uri => uri.scheme !== 'file');
    if (remote) throw notOnDisk(remote);
    const name = basename(first.fsPath);
    const title =
      chosen.length === 1 ? name : l10n.t('{name} and {count} more', { name, count: chosen.length - 1 });
    return this.paths(
      title,
      chosen.map(uri => uri.fsPath),
    );
  }

  /** All files of the workspace, as a server would send them. */
  async workspace(): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    const folder = workspace.workspaceFolders?.[0];
    if (!folder) throw noFolder();
    const paths = await listed(folder.name);
    if (!paths) return null;
    if (paths.length === 0) throw nothingLeft(folder.name);
    return this.paths(folder.name, paths);
  }

  /** The last input, route and strategies once more, under the choices of now, with `times` the usual time. */
  async again({ times = 1 } = {}): Promise<Outcome | null> {
    const { profiler, choices } = this.parts;
    if (!profiler.last) return this.file();
    const { chunkBytes, ...rest } = choices.now;
    const ask = profiler.last;
    const budgetMs = this.conditions().budgetMs * times;
    const request = { ...ask.request, ...rest, budgetMs, chunks: [chunkBytes] };
    return profiler.run({ ...ask, request });
  }

  /** The loop's own route and chunk on the workspace's data file; the lens then shows what came of it. */
  async loop(document: TextDocument, loop: Loop): Promise<Outcome | null> {
    demandMeasuring(process.platform);
    const { finding } = loop;
    const route = isRoute(finding.route) ? finding.route : await pickRoute(finding.route);
    const source = route && (await this.parts.dataFile.choose(document.uri));
    if (!route || !source) return null;
    const chunkBytes = finding.chunkBytes || usualChunk;
    const choices = await this.chooseLoop(route, chunkBytes);
    const outcome = await this.parts.profiler.run({
      title: `${basename(document.fileName)}:${loop.startLine} · ${source.name}`,
      request: requestOf({ paths: source.paths, ...this.conditions() }, choices),
      context: contextOf(document, loop),
      generated: source.generated,
    });
    const ratio = outcome?.run.summary.loop;
    if (ratio)
      await this.parts.loops.measured(document, loop, { ...ratio, chunkBytes, historyId: outcome.historyId });
    return outcome;
  }

  /** The loop's conditions become the panel's, so that what it shows and what *run again* does are one. */
  private async chooseLoop(route: Route, chunkBytes: number): Promise<RunChoices> {
    const { choices, panel } = this.parts;
    await choices.choose({ name: 'route', value: route });
    await choices.choose({ name: 'sweep', value: null });
    const now = await choices.choose({ name: 'chunkBytes', value: chunkBytes });
    panel.post({ kind: 'choices', choices: now });
    return now;
  }

  private paths(title: string, paths: string[]): Promise<Outcome | null> {
    const request = requestOf({ paths, ...this.conditions() }, this.parts.choices.now);
    return this.parts.profiler.run({ title, request, context: null, generated: null });
  }

  private conditions() {
    return { budgetMs: measureSettings(workspace.workspaceFolders?.[0]?.uri).budgetMs };
  }

  private async pick(): Promise<Uri[]> {
    const active = window.activeTextEditor?.document.uri;
    const uri = await pickFile({
      title: l10n.t('Select a file to measure'),
      placeHolder: l10n.t('A file, or a folder as a server would send it'),
      format: this.parts.format,
      first: active?.scheme === 'file' ? active : undefined,
    });
    return uri && uri !== 'generated' ? [uri] : [];
  }
}

/** Paths of the workspace's files; null where the person did not want to wait for them. */
async function listed(name: string): Promise<string[] | null> {
  const title = l10n.t('Listing the files of {name}', { name });
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const paths: string[] = [];
    for await (const uri of workspaceFiles(controller.signal)) paths.push(uri.fsPath);
    return controller.signal.aborted ? null : paths;
  });
}

function contextOf(document: TextDocument, { finding, startLine }: Loop): LensContext {
  return {
    file: workspace.asRelativePath(document.uri),
    line: startLine,
    ...(finding.language === 'configuration' ? {} : { language: finding.language }),
    chunkBytes: finding.chunkBytes,
    code: rewrittenLoop(document.getText(), finding),
  };
}

const isRoute = (route: string): route is Route => (routes as readonly string[]).includes(route);

/** Asks for a route that can be measured where the loop's ends can't be seen, nearest to what can be seen first. */
async function pickRoute(found: string): Promise<Route | null> {
  const { say } = await texts();
  const [from = '', to = ''] = found.split('-to-');
  const likeness = (route: Route) => Number(route.startsWith(`${from}-`)) + Number(route.endsWith(`-${to}`));
  const items = [...routes]
    .sort((a, b) => likeness(b) - likeness(a))
    .map(route => ({ route, label: say(routeText(route)) }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Select the route of this loop'),
    placeHolder: l10n.t('Source or destination type unknown'),
    // As in pickFile: a panel that is still loading may take the focus.
    ignoreFocusOut: true,
  });
  return picked?.route ?? null;
}

const notOnDisk = (uri: Uri) =>
  refusal({
    what: l10n.t('{name} can not be profiled.', { name: basename(uri.path) }),
    why: l10n.t('It is not a file on a disk of this machine.'),
    remedy: l10n.t('Save it to a folder of this machine and profile that file.'),
  });

const noFolder = () =>
  refusal({
    what: l10n.t('There is no workspace to profile.'),
    why: l10n.t('No folder is open.'),
    remedy: l10n.t('Open a folder, or profile one file with “I/O Path: Profile File…”.'),
  });

const nothingLeft = (name: string) =>
  refusal({
    what: l10n.t('{name} holds no file to profile.', { name }),
    why: l10n.t('The folder is empty, or files.exclude and .gitignore leave out all of it.'),
    remedy: l10n.t('Put a file into it, or profile one file with “I/O Path: Profile File…”.'),
  });
