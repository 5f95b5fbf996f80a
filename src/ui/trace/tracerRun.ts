// Runs the command line's tracer, in a terminal or unseen, until its result is written.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Disposable,
  l10n,
  ProcessExecution,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  TaskScope,
  tasks,
  workspace,
} from 'vscode';

/** The command line to run: words behind the program. */
export interface TracerCall {
  title: string;
  args: string[];
  cwd: string | null;
  env: Record<string, string>;
  signal: AbortSignal;
}

/** The editor's own program runs as Node with the first; the command line keeps both from the traced program. */
const asNode = { ELECTRON_RUN_AS_NODE: '1', IOPATH_OF_EDITOR: '1' };

/** In a terminal of its own, so that the program's input and output work. Ends when the tracer has ended. */
export async function runInTerminal({ title, args, cwd, env, signal }: TracerCall): Promise<void> {
  const task = new Task(
    { type: 'ioPathTrace' },
    workspace.workspaceFolders?.[0] ?? TaskScope.Global,
    l10n.t('Trace: {title}', { title: title.slice(0, 60) }),
    'I/O Path',
    new ProcessExecution(process.execPath, args, { cwd: cwd ?? undefined, env: { ...env, ...asNode } }),
  );
  task.presentationOptions = {
    reveal: TaskRevealKind.Always,
    panel: TaskPanelKind.Dedicated,
    focus: true,
    clear: true,
    // The line that starts the tracer says nothing to a person; the terminal's name has the command.
    echo: false,
  };
  const listeners: Disposable[] = [];
  let pid: number | null = null;
  const stop = () => end(pid);
  try {
    // Listened to before it starts: a short one may be over before the call returns.
    const ended = new Promise<void>(resolve => {
      listeners.push(
        tasks.onDidStartTaskProcess(event => {
          if (event.execution.task.name !== task.name) return;
          pid = event.processId;
          if (signal.aborted) stop();
        }),
        tasks.onDidEndTask(event => {
          if (event.execution.task.name === task.name) resolve();
        }),
      );
    });
    signal.addEventListener('abort', stop, { once: true });
    await tasks.executeTask(task);
    await ended;
    // A terminal that was closed leaves the tracer a moment, in which it ends the program and writes the result.
    await gone(pid);
  } finally {
    signal.removeEventListener('abort', stop);
    for (const listener of listeners) listener.dispose();
  }
}

/** Unseen: a process that is watched has a terminal of its own. */
export function runUnseen({ args, signal }: TracerCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, ...asNode } });
    const stop = () => end(child.pid ?? null);
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}

/** Asks the tracer to end; it ends its program and writes what it found. */
function end(pid: number | null): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

/** Until a process is gone, for at most ten seconds: a program may take its time to end. */
async function gone(pid: number | null): Promise<void> {
  for (let tries = 0; pid !== null && tries < 200; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(50);
  }
}
