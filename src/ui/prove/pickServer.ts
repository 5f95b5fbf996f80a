import { l10n, window, workspace } from 'vscode';
import type { ServerOffer } from '../../prove/serverOffers';
import { visible } from '../../report/visible';
import { type Offer, type OfferGroup, pickOffer } from '../pickOffer';
import { editorVariables } from '../trace/editorVariables';
import { addressOf, isLoopbackAddress } from './address';
import { type KnownServer, launchServer } from './launchServers';
import { listeningServers } from './listening';

/** Asks for a server: one that serves the workspace, one of a launch configuration, one that was proved, or an address. */
export function pickServer(recent: readonly KnownServer[]): Promise<KnownServer | null> {
  const known = [
    { label: l10n.t('Proved before'), icon: 'history', offers: recent.map(offerOf) },
    { label: l10n.t('Launch configurations'), icon: 'debug-alt', offers: launchServers().map(offerOf) },
  ];
  return pickOffer({
    title: l10n.t('Prove zero copy of a server'),
    placeholder: l10n.t('Type an address such as http://127.0.0.1:8080/, or select a server'),
    typedIcon: 'link',
    typed: typedServer,
    late: listening,
    groups: late => [...late, ...known],
  });
}

const offerOf = (server: KnownServer): Offer<KnownServer> => ({
  value: server,
  label: server.url,
  description: server.title,
});

function typedServer(text: string): Offer<KnownServer> | null {
  const url = addressOf(text);
  if (!url) return null;
  const title = isLoopbackAddress(url)
    ? l10n.t('Prove the server at this address')
    : l10n.t('Not on this machine');
  return offerOf({ title, url, places: [] });
}

/** Servers of other users, or with more rights, may serve the workspace: what they have open is not shown. */
async function listening(): Promise<OfferGroup<KnownServer>[]> {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const found = await listeningServers(folders, [process.pid, process.ppid]);
  const offer = (title: string, { url, places }: ServerOffer) => offerOf({ title, url, places });
  const own = found.filter(({ process }) => process);
  const others = found.filter(({ process }) => !process);
  return [
    {
      label: l10n.t('Serving this workspace'),
      icon: 'server-process',
      offers: own.map(one => offer(visible(one.command).slice(0, 120), one)),
    },
    {
      label: l10n.t('Other servers'),
      icon: 'lock',
      offers: others.map(one => offer(l10n.t('Process and folder are not shown to you'), one)),
    },
  ];
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
