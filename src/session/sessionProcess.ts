import { type ChildProcess, fork } from 'node:child_process';
import type { FromSession, ToSession } from './protocol';

/** How a session ended. */
export type SessionEnd =
  | { code: number | null; signal: NodeJS.Signals | null; stderr: string }
  | { error: Error };

export interface SessionHooks {
  onMessage(message: FromSession): void;
  /** Not called after `end`. */
  onEnd(end: SessionEnd): void;
}

/**
 * A report in an array of its own. It arrives as a view of the channel's memory, of Node's class Buffer, which an editor's
 * webview does not take for bytes.
 */
function withOwnBytes(message: FromSession): FromSession {
  if (message.kind === 'done') return { ...message, report: new Uint8Array(message.report) };
  if (message.kind !== 'event' || !('report' in message.event)) return message;
  return { ...message, event: { ...message.event, report: new Uint8Array(message.event.report) } };
}

/** The end of stderr kept for the message when the session dies, characters. */
const stderrKept = 4000;

/** How long an ended session may take to exit, milliseconds. */
const exitPatience = 500;

/** One life of the session process, from fork to exit. */
export class SessionProcess {
  private readonly child: ChildProcess;
  private ended = false;

  constructor(path: string, hooks: SessionHooks) {
    // NODE_OPTIONS and execArgv are the parent's own: an inherited --inspect would fight over its port.
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.child = fork(path, [], {
      execArgv: [],
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      // Bytes of reports cross as they are, not as JSON.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // A process that hangs does not notice that its parent has exited.
    const reap = () => this.child.kill('SIGKILL');
    process.once('exit', reap);
    let stderr = '';
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrKept);
    });
    const finish = (end: SessionEnd) => {
      process.off('exit', reap);
      if (this.ended) return;
      this.ended = true;
      hooks.onEnd(end);
    };
    this.child.on('message', message => {
      if (!this.ended) hooks.onMessage(withOwnBytes(message as FromSession));
    });
    this.child.on('error', error => finish({ error }));
    this.child.on('close', (code, signal) => finish({ code, signal, stderr }));
  }

  get pid(): number | null {
    return this.child.pid ?? null;
  }

  send(message: ToSession): void {
    // A failure to send means that the process is ending: `close` reports it.
    if (this.child.connected) this.child.send(message, () => {});
  }

  /** It kills its worker and exits once its parent is gone; if it does not exit in time, it is killed. */
  end(): void {
    this.ended = true;
    if (this.child.connected) this.child.disconnect();
    setTimeout(() => this.child.kill('SIGKILL'), exitPatience).unref();
  }
}
