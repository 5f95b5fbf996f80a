import {
  commands,
  type Disposable,
  l10n,
  type Tab,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { applyEdits } from '../../analysis/fixes/edits';
import type { Fix } from '../../model/finding';

const scheme = 'iopath-fix';

/**
 * Shows a document beside what a fix makes of it, until it is disposed. In a tab of its own: as a preview it could take the place
 * of the panel, whose tab is a preview itself after it was moved.
 */
export async function showDiff(document: TextDocument, fix: Fix): Promise<Disposable> {
  const after = Uri.from({ scheme, path: document.uri.path });
  const text = applyEdits(document.getText(), fix.edits);
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: () => text,
  });
  const title = l10n.t('{file}: before and after the fix', {
    file: document.uri.path.split('/').pop() ?? '',
  });
  await commands.executeCommand('vscode.diff', document.uri, after, title, { preview: false });
  return {
    dispose() {
      provider.dispose();
      void window.tabGroups.close(tabsOf(after));
    },
  };
}

const tabsOf = (after: Uri): Tab[] =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === after.toString(),
    );
