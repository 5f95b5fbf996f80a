import { l10n, window } from 'vscode';
import type { Format } from '../../messages/format';
import { visible } from '../../report/visible';
import { type RunningProcess, runningProcesses } from './processes';

/** Asks for a process of this user, those that moved most first. */
export async function pickProcess(format: Format): Promise<RunningProcess | null> {
  const items = runningProcesses(process.getuid?.() ?? 0, process.pid).then(found =>
    found.map(one => ({
      one,
      label: visible(one.command).slice(0, 200),
      description:
        one.bytes === null
          ? l10n.t('process {pid}', { pid: one.pid })
          : l10n.t('process {pid}, {bytes} read and written', {
              pid: one.pid,
              bytes: format.bytes(one.bytes),
            }),
    })),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Trace a process'),
    placeHolder: l10n.t('Select a process; it is watched for 10 seconds and goes on running'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.one ?? null;
}
