import { l10n, window } from 'vscode';
import type { Format } from '../../messages/format';
import { visible } from '../../report/visible';
import { type Offer, pickOffer } from '../pickOffer';
import { activeFile, launchCommands, taskCommands } from './commandSources';
import { type StartedCommand, typedCommand } from './launchCommand';
import { type RunningProcess, runningProcesses } from './processes';

/** Asks for a command: one that was traced before, the active file, a launch configuration, a task, or a line that is typed. */
export function pickCommand(recent: readonly string[]): Promise<StartedCommand | null> {
  const group = (label: string, icon: string, commands: StartedCommand[]) => ({
    label,
    icon,
    offers: commands.map(one => offerOf(one)),
  });
  const known = [
    group(l10n.t('This file'), 'file-code', activeFile()),
    group(l10n.t('Traced before'), 'history', recent.map(typedCommand)),
    group(l10n.t('Launch configurations'), 'debug-alt', launchCommands()),
  ];
  return pickOffer({
    title: l10n.t('Trace a command'),
    placeholder: l10n.t('Type a command line, or select one'),
    typedIcon: 'terminal',
    typed: typedLine,
    late: async () => [group(l10n.t('Tasks'), 'checklist', await taskCommands())],
    groups: late => [...known, ...late],
  });
}

function typedLine(text: string): Offer<StartedCommand> | null {
  const line = text.trim();
  return line === '' ? null : offerOf(typedCommand(line), l10n.t('Run this line in a shell'));
}

const offerOf = (started: StartedCommand, description = lineOf(started)): Offer<StartedCommand> => ({
  value: started,
  label: started.title,
  description,
});

/** The line a person would type; of a shell, the line it reads. Empty where the title shows it. */
function lineOf({ title, command }: StartedCommand): string {
  const line = command[0] === '/bin/sh' && command[1] === '-c' ? (command[2] ?? '') : command.join(' ');
  return line === title || command.join(' ') === title ? '' : line;
}

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
