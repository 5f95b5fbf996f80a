import type { CustomReadonlyEditorProvider } from 'vscode';
import type { ReportEditors } from './reportEditor';

/** The editor of report files, from the explorer and on either side of a diff; what shows them is read with the first. */
export const reportEditors = (editors: () => Promise<ReportEditors>): CustomReadonlyEditorProvider => ({
  openCustomDocument: uri => ({ uri, dispose() {} }),
  resolveCustomEditor: async ({ uri }, webview) => (await editors()).open(uri, webview),
});
