import {
  commands,
  env,
  l10n,
  Position,
  Range,
  TabInputText,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { CommandId, LoopAddress } from '../commandIds';
import type { PanelMessage } from '../panelProtocol';
import { refusal } from '../problem';

type Of<K extends PanelMessage['kind']> = Extract<PanelMessage, { kind: K }>;

/** A handler for all the panel may ask for: a forgotten one does not compile. */
export type PanelActions = { [K in PanelMessage['kind']]: (message: Of<K>) => unknown };

/** Hands a message to its handler. */
export function dispatch(actions: PanelActions, message: PanelMessage): unknown {
  return (actions[message.kind] as (given: PanelMessage) => unknown)(message);
}

/** Shows a line of a workspace's file; the path may come from a report of elsewhere, so it stays inside. */
export async function revealSource({ file, line }: Of<'revealSource'>): Promise<void> {
  const uri = await demandInside(file);
  const document = await workspace.openTextDocument(uri);
  const at = new Position(Math.min(line, document.lineCount) - 1, 0);
  const viewColumn = columnBeside(uri);
  await window.showTextDocument(document, { viewColumn, selection: new Range(at, at) });
}

/** Where a file is shown without covering the panel, which has the focus: in its own column, else in that of another text. */
function columnBeside(uri: Uri): ViewColumn {
  const others = window.tabGroups.all.filter(group => group !== window.tabGroups.activeTabGroup);
  const own = others.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
  const text = others.find(({ activeTab }) => activeTab?.input instanceof TabInputText);
  return (own ?? text)?.viewColumn ?? ViewColumn.Beside;
}

/** The fix of a loop, as its lens makes it. */
export async function applyFix({ file, line }: Of<'applyFix'>): Promise<void> {
  const uri = await demandInside(file);
  const address: LoopAddress = { uri: uri.toString(), startLine: line };
  await revealSource({ kind: 'revealSource', file, line });
  const command: CommandId = 'ioPath.applyFix';
  await commands.executeCommand(command, address);
}

async function demandInside(file: string): Promise<Uri> {
  const uri = await insideWorkspace(file);
  if (uri) return uri;
  throw refusal({
    what: l10n.t('{file} could not be shown.', { file }),
    why: l10n.t('It is not in this workspace.'),
    remedy: l10n.t('Open the folder it belongs to.'),
  });
}

async function insideWorkspace(file: string): Promise<Uri | null> {
  for (const folder of workspace.workspaceFolders ?? []) {
    const many = (workspace.workspaceFolders?.length ?? 0) > 1;
    const inner = many && file.startsWith(`${folder.name}/`) ? file.slice(folder.name.length + 1) : file;
    const uri = Uri.joinPath(folder.uri, inner);
    if (!uri.path.startsWith(`${folder.uri.path}/`)) continue;
    const found = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (found) return uri;
  }
  return null;
}

export async function copyText({ text }: Of<'copyText'>): Promise<string> {
  await env.clipboard.writeText(text);
  return l10n.t('Copied.');
}
