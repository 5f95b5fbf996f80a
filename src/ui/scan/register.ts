import { commands, type Disposable, window } from 'vscode';
import type { Scanner } from '../analysis/textAnalysis';
import type { WorkspaceSettings } from '../files/projectSettings';
import type { ScanResult } from './scan';
import { CopyLoopTree } from './tree';

export interface Scan extends Disposable {
  tree: CopyLoopTree;
  run(): Promise<ScanResult | null>;
}

/** The tree of copy loops, empty until the first scan. While one scan runs, no second one starts. */
export function registerScan(scanner: Scanner, settings: WorkspaceSettings): Scan {
  const tree = new CopyLoopTree();
  const view = window.createTreeView('ioPath.copyLoops', { treeDataProvider: tree, showCollapseAll: true });
  let running = false;
  const run = async () => {
    if (running) return null;
    running = true;
    try {
      await commands.executeCommand('ioPath.copyLoops.focus');
      const { scanWorkspace } = await import('./scan');
      return await scanWorkspace(tree, view, { scanner, settings });
    } finally {
      running = false;
    }
  };
  return { tree, run, dispose: () => view.dispose() };
}
