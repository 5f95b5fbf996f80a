import { type BigIntStats, constants, fstatSync } from 'node:fs';
import { access, type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type FileIdentity, identityOf, isSameFile } from '../measure/identity';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';

/**
 * A file for a report. It is checked before the run, so that no run is lost to a wrong path, and is never one of the
 * files that the run reads.
 */
export class OutputFile {
  private inputs: readonly FileIdentity[] = [];

  private constructor(
    private readonly option: string,
    private readonly path: string,
  ) {}

  /** Throws a Problem if `path`, given by `option`, can't be written; neither creates nor truncates the file. */
  static async at(option: string, path: string): Promise<OutputFile> {
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory()) throw unwritable(path, message('output.folder'));
    const touched = there ? path : `${dirname(resolve(path))}/`;
    await access(touched, constants.W_OK).catch(error => {
      throw cannotWrite(path, error);
    });
    return new OutputFile(option, path);
  }

  /** Throws a Problem if the file is one of `inputs` under any name. `write` compares them again. */
  async refuse(inputs: readonly FileIdentity[]): Promise<void> {
    this.inputs = inputs;
    const stats = await stat(this.path, { bigint: true }).catch(() => null);
    if (stats) refuseInput(inputs, stats, `${this.option} ${this.path}`);
  }

  async write(text: string | Uint8Array): Promise<void> {
    // Not truncated by open: only the open file shows which file it is.
    const file = await open(this.path, constants.O_WRONLY | constants.O_CREAT, 0o666).catch(error => {
      throw cannotWrite(this.path, error);
    });
    try {
      await this.fill(file, text);
    } catch (error) {
      throw error instanceof Problem ? error : cannotWrite(this.path, error as Error);
    } finally {
      await file.close();
    }
  }

  private async fill(file: FileHandle, text: string | Uint8Array): Promise<void> {
    const stats = await file.stat({ bigint: true });
    refuseInput(this.inputs, stats, `${this.option} ${this.path}`);
    if (stats.isFile()) await file.truncate(0);
    await file.writeFile(text);
  }
}

/** Throws a Problem where stdout or stderr was redirected into one of the files that are read. */
export function refuseRedirection(inputs: readonly FileIdentity[]): void {
  for (const [name, descriptor] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    const stats = statsOf(descriptor);
    if (stats?.isFile()) refuseInput(inputs, stats, name);
  }
}

function statsOf(descriptor: number): BigIntStats | null {
  try {
    return fstatSync(descriptor, { bigint: true });
  } catch {
    return null;
  }
}

function refuseInput(inputs: readonly FileIdentity[], output: BigIntStats, name: string): void {
  const own = identityOf('', output);
  const input = inputs.find(identity => isSameFile(identity, own));
  if (!input) return;
  throw new Problem('input', {
    what: message('cli.input-lost', { name, path: input.path }),
    why: message('cli.input-lost.why'),
    remedy: message('cli.input-lost.remedy'),
  });
}

const cannotWrite = (path: string, error: Error) =>
  unwritable(path, message('input.other', { error: error.message }), error);

const unwritable = (path: string, why: Message, cause?: Error) =>
  new Problem(
    'input',
    {
      what: message('cli.output', { path }),
      why,
      remedy: message('cli.output.remedy'),
    },
    { cause },
  );
