// The child process: the only place the native addon is loaded, so that a SIGBUS or an abort costs one job.
import { addonAbsence } from './absence';
import { type Backend, serve } from './handlers';
import { type NativeAddon, withMessages } from './nativeAddon';
import { nativeFile } from './nativeFile';
import type { FromWorker, ToWorker } from './protocol';

function load(): Backend {
  try {
    return { addon: withMessages(require(nativeFile('iopath.node')) as NativeAddon) };
  } catch (error) {
    return { absence: addonAbsence(process.platform, error as Error) };
  }
}

// No parent is left to receive a message; a signal to ourselves ends the process without waiting for threads.
const end = () => process.kill(process.pid, 'SIGKILL');
const send = (message: FromWorker) => {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
};

process.on('disconnect', end);
// Ctrl-C reaches the whole foreground group: the parent decides what is cancelled, and keeps what was measured.
process.on('SIGINT', () => {});
// Says that it is up: a process without room for its threads hangs before this line.
send({ kind: 'progress', id: 0, bytes: 0 });
process.on('message', serve(load(), send) as (message: unknown) => void);
if (!process.connected) {
  process.stderr.write('worker: started on its own; it serves the extension and the command line only.\n');
  process.exitCode = 2;
}

export type { ToWorker };
