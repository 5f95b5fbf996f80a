import { message } from '../messages/message';
import { Problem } from '../model/problem';

/** stdout and stderr of a command, with the handling of their failures. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
  /** Waits until all is written. Throws a Problem if the result was lost: a full disk, a device error. */
  finish(): Promise<void>;
}

type Stream = NodeJS.WriteStream;

/**
 * Output that stderr can't accept is dropped: progress must not cost the result. A reader that closes stdout early (head,
 * less) is not an error.
 */
export function createStreams(stdout: Stream = process.stdout, stderr: Stream = process.stderr): Streams {
  let lost: NodeJS.ErrnoException | null = null;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    lost ??= error;
  });
  stderr.on('error', () => {});
  return {
    out: text => {
      if (!lost) stdout.write(text);
    },
    err: text => {
      if (!stderr.destroyed) stderr.write(text);
    },
    async finish() {
      if (!stdout.destroyed) await new Promise<void>(resolve => stdout.write('', () => resolve()));
      if (lost && lost.code !== 'EPIPE') throw lostResult(lost);
    },
  };
}

const lostResult = (error: NodeJS.ErrnoException) =>
  new Problem(
    'job',
    {
      what: message('cli.stdout'),
      why: message('input.other', { error: error.message }),
      remedy: message('cli.stdout.remedy'),
    },
    { cause: error },
  );
