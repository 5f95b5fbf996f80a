import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window, workspace } from 'vscode';
import { visible } from '../../report/visible';
import { editorVariables } from '../trace/editorVariables';
import { addressOf, isLoopbackAddress } from './address';
import { type KnownServer, launchServer } from './launchServers';
import { listeningServers } from './listening';

interface ServerItem extends QuickPickItem {
  server?: KnownServer;
}

/** Asks for a server: one that serves the workspace, one of a launch configuration, one that was proved, or an address. */
export function pickServer(recent: readonly KnownServer[]): Promise<KnownServer | null> {
  const picker = window.createQuickPick<ServerItem>();
  const known = [
    ...group(l10n.t('Proved before'), 'history', recent),
    ...group(l10n.t('Launch configurations'), 'debug-alt', launchServers()),
  ];
  let found: ServerItem[] = [];
  const list = () => {
    const typed = typedServer(picker.value);
    picker.items = [...(typed ? [itemOf('link', typed)] : []), ...found, ...known];
  };
  picker.title = l10n.t('Prove zero copy of a server');
  picker.placeholder = l10n.t('Type an address such as http://127.0.0.1:8080/, or select a server');
  picker.matchOnDescription = true;
  // As in pickFile: a panel that is still loading may take the focus.
  picker.ignoreFocusOut = true;
  picker.busy = true;
  list();
  void offers()
    .then(servers => {
      found = group(l10n.t('Serving this workspace'), 'server-process', servers);
      list();
    })
    .finally(() => {
      picker.busy = false;
    });
  picker.onDidChangeValue(list);
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      // Enter may come before the list shows what was typed last.
      const server = item && !item.alwaysShow ? item.server : typedServer(picker.value);
      if (!server) return;
      resolve(server);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(null);
      picker.dispose();
    });
    picker.show();
  });
}

function typedServer(value: string): KnownServer | null {
  const url = addressOf(value);
  if (!url) return null;
  const title = isLoopbackAddress(url)
    ? l10n.t('Prove the server at this address')
    : l10n.t('Not on this machine');
  return { title, url, places: [] };
}

async function offers(): Promise<KnownServer[]> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const found = await listeningServers(folders, [process.pid, process.ppid]);
  return found.map(({ url, command, places }) => ({ title: visible(command).slice(0, 120), url, places }));
}

function launchServers(): KnownServer[] {
  return (workspace.workspaceFolders ?? []).flatMap(folder => {
    const configurations = workspace.getConfiguration('launch', folder).get<unknown>('configurations');
    const variables = editorVariables(folder, window.activeTextEditor);
    const found = (Array.isArray(configurations) ? configurations : []).flatMap(
      one => launchServer(one, variables) ?? [],
    );
    return found.filter(({ url }) => isLoopbackAddress(url));
  });
}

function group(label: string, icon: string, servers: readonly KnownServer[]): ServerItem[] {
  if (servers.length === 0) return [];
  return [{ label, kind: QuickPickItemKind.Separator }, ...servers.map(one => itemOf(icon, one))];
}

const itemOf = (icon: string, server: KnownServer): ServerItem => ({
  label: server.url,
  description: server.title,
  iconPath: new ThemeIcon(icon),
  // What was typed is its own filter.
  alwaysShow: icon === 'link',
  server,
});
