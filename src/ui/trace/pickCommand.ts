import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { activeFile, launchCommands, taskCommands } from './commandSources';
import { type StartedCommand, typedCommand } from './launchCommand';

interface CommandItem extends QuickPickItem {
  started?: StartedCommand;
}

/** Asks for a command: one that was traced before, the active file, a launch configuration, a task, or a line that is typed. */
export function pickCommand(recent: readonly string[]): Promise<StartedCommand | null> {
  const picker = window.createQuickPick<CommandItem>();
  const known = [
    ...group(l10n.t('This file'), 'file-code', activeFile()),
    ...group(l10n.t('Traced before'), 'history', recent.map(typedCommand)),
    ...group(l10n.t('Launch configurations'), 'debug-alt', launchCommands()),
  ];
  let found: CommandItem[] = [];
  const list = () => {
    const line = picker.value.trim();
    const typed =
      line === '' ? [] : [itemOf('terminal', typedCommand(line), l10n.t('Run this line in a shell'))];
    picker.items = [...typed, ...known, ...found];
  };
  picker.title = l10n.t('Trace a command');
  picker.placeholder = l10n.t('Type a command line, or select one');
  picker.matchOnDescription = true;
  // As in pickFile: a panel that is still loading may take the focus.
  picker.ignoreFocusOut = true;
  picker.busy = true;
  list();
  void taskCommands()
    .then(commands => {
      found = group(l10n.t('Tasks'), 'checklist', commands);
      list();
    })
    .finally(() => {
      picker.busy = false;
    });
  picker.onDidChangeValue(list);
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      const line = picker.value.trim();
      // Enter may come before the list shows what was typed last.
      const typed = !item || item.alwaysShow;
      resolve(typed ? (line === '' ? null : typedCommand(line)) : (item.started ?? null));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(null);
      picker.dispose();
    });
    picker.show();
  });
}

function group(label: string, icon: string, commands: StartedCommand[]): CommandItem[] {
  if (commands.length === 0) return [];
  const heading = { label, kind: QuickPickItemKind.Separator };
  return [
    heading,
    ...commands.map(one => itemOf(icon, one, one.title === one.command.join(' ') ? '' : lineOf(one))),
  ];
}

const itemOf = (icon: string, started: StartedCommand, description: string): CommandItem => ({
  label: started.title,
  description,
  iconPath: new ThemeIcon(icon),
  // What was typed is its own filter.
  alwaysShow: icon === 'terminal',
  started,
});

/** The line a person would type; of a shell, the line it reads. */
function lineOf({ title, command }: StartedCommand): string {
  const line = command[0] === '/bin/sh' && command[1] === '-c' ? (command[2] ?? '') : command.join(' ');
  return line === title ? '' : line;
}
