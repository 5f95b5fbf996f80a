import { mkdir } from 'node:fs/promises';
import { type MadeInput, makeInput } from '../measure/madeInput';
import type { RunOrder } from './protocol';

type Generated = NonNullable<RunOrder['generated']>;

/**
 * The files of random bytes that runs move: made once for a folder and a size, then only read, and without a name, so
 * that they are gone with this process however it ends.
 */
export class Inputs {
  private readonly made = new Map<string, Promise<MadeInput>>();

  /** Rejects with a Problem if the file can't be made; the next request tries again. */
  lend({ directory, bytes }: Generated, signal: AbortSignal): Promise<MadeInput> {
    const key = `${bytes} ${directory}`;
    const known = this.made.get(key);
    if (known) return known;
    const making = make({ directory, bytes }, signal);
    this.made.set(key, making);
    making.catch(() => this.made.delete(key));
    return making;
  }
}

async function make({ directory, bytes }: Generated, signal: AbortSignal): Promise<MadeInput> {
  await mkdir(directory, { recursive: true });
  return makeInput({ directory, bytes, signal });
}
