import { l10n, ProgressLocation, type TreeView, type Uri, window, workspace } from 'vscode';
import type { Finding } from '../../model/finding';
import type { ScannedFile, Scanner } from '../analysis/textAnalysis';
import type { WorkspaceSettings } from '../files/projectSettings';
import { workspaceFiles } from '../files/workspaceFiles';
import { refusal } from '../problem';
import { scannedLanguages } from '../settings';
import { texts } from '../texts';
import type { CopyLoopTree, Node } from './tree';

/** The result of a scan. */
export interface ScanResult {
  files: number;
  loops: number;
  skipped: number;
  cancelled: boolean;
}

/** Looks through the workspace; the tree fills as loops are found, and a cancelled scan keeps what it found. */
export async function scanWorkspace(
  tree: CopyLoopTree,
  view: TreeView<Node>,
  { scanner, settings }: { scanner: Scanner; settings: WorkspaceSettings },
): Promise<ScanResult> {
  if (!workspace.workspaceFolders?.length) throw noFolder();
  tree.clear();
  view.message = undefined;
  const title = l10n.t('Looking for copy loops');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const result = await window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return look({
      tree,
      scanner,
      settings,
      signal: controller.signal,
      report: message => progress.report({ message }),
    });
  });
  view.message = messageOf(result);
  view.badge = result.loops > 0 ? { value: result.loops, tooltip: messageOf(result) } : undefined;
  return result;
}

interface Look {
  tree: CopyLoopTree;
  scanner: Scanner;
  settings: WorkspaceSettings;
  signal: AbortSignal;
  report(message: string): void;
}

async function look({ tree, scanner, settings, signal, report }: Look): Promise<ScanResult> {
  report(l10n.t('listing files'));
  // The tree words findings as they come.
  const [uris] = await Promise.all([sources(scanner, signal), texts()]);
  report(l10n.t('source files: {files}', { files: uris.length }));
  let skipped = 0;
  // One batch after another, so that none is left when the scan ends.
  let added: Promise<void> = Promise.resolve();
  const add = async (files: ScannedFile[]) => {
    if (signal.aborted) return;
    skipped += files.filter(file => file.skipped !== null).length;
    for (const { uri, findings } of files) {
      const reported = await reportedOf(uri, findings, settings);
      if (reported.length > 0) tree.add(uri, reported);
    }
    report(l10n.t('found so far: {loops}', { loops: tree.count }));
  };
  const onFiles = (files: ScannedFile[]) => {
    added = added.then(() => add(files));
  };
  await scanner.scan(uris, { signal, onFiles });
  await added;
  return { files: uris.length, loops: tree.count, skipped, cancelled: signal.aborted };
}

/** The findings of a file that its project does not turn off. */
async function reportedOf(uri: Uri, findings: Finding[], settings: WorkspaceSettings): Promise<Finding[]> {
  const replaceable = findings.filter(({ verdict }) => verdict === 'replaceable');
  const levels = await Promise.all(replaceable.map(finding => settings.levelOf(uri, finding)));
  return replaceable.filter((_, at) => levels[at] !== 'off');
}

/** Files of the workspace in a language that is looked at. */
async function sources(scanner: Scanner, signal: AbortSignal): Promise<Uri[]> {
  const wanted = new Set(scannedLanguages());
  const uris: Uri[] = [];
  for await (const uri of workspaceFiles(signal)) {
    const language = await scanner.languageOf(uri.path);
    if (language && wanted.has(language)) uris.push(uri);
  }
  return uris;
}

function messageOf({ files, loops, skipped, cancelled }: ScanResult): string {
  const parts = [
    loops === 0
      ? l10n.t('No copy loop found. Source files looked at: {files}.', { files })
      : l10n.t('Copy loops found: {loops}. Source files looked at: {files}.', { loops, files }),
    skipped > 0 ? l10n.t('Left out, being too large, minified or unreadable: {skipped}.', { skipped }) : '',
    cancelled ? l10n.t('The scan was cancelled.') : '',
  ];
  return parts.filter(part => part !== '').join(' ');
}

const noFolder = () =>
  refusal({
    what: l10n.t('There is no workspace to scan.'),
    why: l10n.t('No folder is open.'),
    remedy: l10n.t('Open a folder and scan again.'),
  });
