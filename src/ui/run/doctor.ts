import { availableParallelism } from 'node:os';
import { l10n, ProgressLocation, type Uri, window, workspace } from 'vscode';
import type { Probe } from '../../model/probe';
import type { SessionClient } from '../../session/client';
import { type Pages, showAbsence } from '../pages';
import { texts } from '../texts';
import { measuringAbsence } from '../trust';

/** Probes what this machine can do on the workspace's filesystem and shows the result as a page. */
export async function showDoctor(session: SessionClient, extensionUri: Uri, pages: Pages): Promise<void> {
  const absence = measuringAbsence(process.platform);
  if (absence) return showAbsence(absence, pages);
  const folder = (workspace.workspaceFolders?.[0]?.uri ?? extensionUri).fsPath;
  const options = { location: ProgressLocation.Window, title: l10n.t('Trying out what this machine can do') };
  const probe = await window.withProgress(options, () => session.probe(folder));
  await pages.show(l10n.t('I/O Path Doctor'), await render(probe, folder));
}

/** The command line's page in the editor's language, so that both show the same. */
async function render(probe: Probe, folder: string): Promise<string> {
  const [{ describeMachine }, { doctorBlocks }, { renderMarkdown }] = await Promise.all([
    import('../../measure/machine'),
    import('../../report/doctor'),
    import('../../report/markdown'),
  ]);
  const machine = describeMachine(probe);
  return renderMarkdown(
    doctorBlocks({ probe, machine, folder, cores: availableParallelism(), texts: await texts() }),
  );
}
