import { commands, type Disposable, type Uri } from 'vscode';
import { type CommandArguments, type CommandId, commandIds } from './commandIds';
import type { Log } from './log';
import { tell } from './problem';

/** A handler for every command: a forgotten one does not compile. */
export type Handlers = { [Id in CommandId]: (...args: CommandArguments<Uri>[Id]) => unknown };

/** Registers the table. An error of a handler is shown to the person and becomes the command's result. */
export function registerCommands(log: Log, handlers: Handlers): Disposable[] {
  return (Object.keys(commandIds) as CommandId[]).map(id =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await (handlers[id] as (...given: unknown[]) => unknown)(...args);
      } catch (error) {
        return tell(error, log);
      }
    }),
  );
}
