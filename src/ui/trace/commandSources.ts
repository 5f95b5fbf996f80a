import {
  ProcessExecution,
  ShellExecution,
  type ShellQuotedString,
  type Task,
  tasks,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { editorVariables } from './editorVariables';
import {
  launchCommand,
  resolveVariables,
  type StartedCommand,
  typedCommand,
  type Variables,
} from './launchCommand';

/** What a file of these languages is run by where nothing else says it. */
const interpreters: Record<string, string[]> = {
  python: ['python3'],
  javascript: ['node'],
  go: ['go', 'run'],
};

/** The file in the active editor, run by its interpreter; none for other languages and for text that is no file. */
export function activeFile(): StartedCommand[] {
  const document = window.activeTextEditor?.document;
  const words = document && interpreters[document.languageId];
  if (!words || document.uri.scheme !== 'file') return [];
  const name = workspace.asRelativePath(document.uri, false);
  const cwd = workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? null;
  return [{ title: [...words, name].join(' '), command: [...words, document.uri.fsPath], cwd, env: {} }];
}

/** Launch configurations whose command line is known without their debugger. */
export function launchCommands(): StartedCommand[] {
  return (workspace.workspaceFolders ?? []).flatMap(folder => {
    const configurations = workspace.getConfiguration('launch', folder).get<unknown>('configurations');
    const variables = editorVariables(folder, window.activeTextEditor);
    return (Array.isArray(configurations) ? configurations : []).flatMap(one => {
      const found = launchCommand(one, variables);
      return found ? [{ ...found, cwd: found.cwd ?? folder.uri.fsPath }] : [];
    });
  });
}

/** Tasks of the workspace, those that other extensions provide among them. */
export async function taskCommands(): Promise<StartedCommand[]> {
  return (await tasks.fetchTasks()).flatMap(task => commandOf(task) ?? []);
}

function commandOf({ name, scope, execution }: Task): StartedCommand | null {
  const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
  const variables = editorVariables(folder, window.activeTextEditor);
  const words = wordsOf(execution, variables);
  if (!words || !(execution instanceof ProcessExecution || execution instanceof ShellExecution)) return null;
  const { cwd, env = {} } = execution.options ?? {};
  const resolved = cwd === undefined ? folderOf(folder) : resolveVariables(cwd, variables);
  return { title: name, command: words, cwd: resolved, env };
}

const folderOf = (folder: WorkspaceFolder | undefined) => folder?.uri.fsPath ?? null;

function wordsOf(execution: Task['execution'], variables: Variables): string[] | null {
  if (execution instanceof ProcessExecution) {
    const words = [execution.process, ...execution.args].map(word => resolveVariables(word, variables));
    return words.includes(null) ? null : (words as string[]);
  }
  if (!(execution instanceof ShellExecution)) return null;
  const line =
    execution.commandLine ??
    [execution.command, ...(execution.args ?? [])]
      .map(word => (word === undefined ? '' : quoted(word)))
      .join(' ');
  const resolved = resolveVariables(line, variables);
  return resolved ? typedCommand(resolved).command : null;
}

/** A word as a shell takes it; one without a wish for quotes is the shell's to split. */
function quoted(word: string | ShellQuotedString): string {
  return typeof word === 'string' ? word : `'${word.value.replaceAll("'", `'\\''`)}'`;
}
