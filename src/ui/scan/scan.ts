import { l10n, ProgressLocation, type TreeView, type Uri, window, workspace } from 'vscode';
import type { Finding } from '../../model/finding';
import { workspaceFiles } from '../files/workspaceFiles';
import { refusal } from '../trouble';
import type { CopyLoopTree, Node } from './tree';

/** Finds copy loops in files that are not open. */
export interface ScanAnalyser {
  /** Whether a path's ending belongs to a language that is looked at. */
  takes(path: string): Promise<boolean>;
  /** Findings of one file, or why it was left out. */
  scan(uri: Uri): Promise<Finding[] | { skipped: string }>;
}

/** What a scan came to. */
export interface ScanResult {
  files: number;
  loops: number;
  skipped: number;
  cancelled: boolean;
}

/** How many files are read at the same time: enough to hide the disk, few enough to keep memory small. */
const atOnce = 8;

/** Looks through the workspace; the tree fills as loops are found, and a cancelled scan keeps what it found. */
export async function scanWorkspace(tree: CopyLoopTree, view: TreeView<Node>, analyser: ScanAnalyser) {
  if (!workspace.workspaceFolders?.length)
    throw refusal({
      what: l10n.t('There is no workspace to scan.'),
      why: l10n.t('No folder is open.'),
      remedy: l10n.t('Open a folder and scan again.'),
    });
  tree.clear();
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Looking for copy loops'),
    cancellable: true,
  };
  const result = await window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const report = (files: number) =>
      progress.report({ message: l10n.t('{files} files, {loops} loops', { files, loops: tree.count }) });
    return look({ tree, analyser, signal: controller.signal, report });
  });
  view.message = messageOf(result);
  return result;
}

interface Look {
  tree: CopyLoopTree;
  analyser: ScanAnalyser;
  signal: AbortSignal;
  report(files: number): void;
}

async function look({ tree, analyser, signal, report }: Look): Promise<ScanResult> {
  const result: ScanResult = { files: 0, loops: 0, skipped: 0, cancelled: false };
  const uris = workspaceFiles(signal);
  const work = async () => {
    for await (const uri of uris) {
      if (signal.aborted) return;
      if (!(await analyser.takes(uri.path))) continue;
      const found = await analyser.scan(uri).catch(() => ({ skipped: 'unreadable' }));
      result.files += 1;
      if ('skipped' in found) result.skipped += 1;
      else if (found.length > 0 && !signal.aborted) tree.add(uri, found);
      if (result.files % 25 === 0) report(result.files);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { ...result, loops: tree.count, cancelled: signal.aborted };
}

function messageOf({ files, loops, skipped, cancelled }: ScanResult): string {
  const found = l10n.t('{loops} copy loops in {files} files.', { loops, files });
  const left =
    skipped > 0
      ? ` ${l10n.t('{skipped} files were left out: too large, minified or unreadable.', { skipped })}`
      : '';
  const early = cancelled ? ` ${l10n.t('The scan was cancelled.')}` : '';
  return found + left + early;
}
