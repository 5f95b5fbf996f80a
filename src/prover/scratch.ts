import { linkSync, lstatSync, readFileSync, unlinkSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem, type Worded } from '../model/problem';
import type { NativeScratch, ProofBackend } from './backend';
import { guardFile, scratchName, sweep } from './guard';
import { leastScratch, mostScratch } from './question';

/** The scratch file of one proof, with its guard. */
export interface Scratch {
  readonly native: NativeScratch;
  readonly path: string;
  readonly name: string;
  readonly content: Buffer;
  readonly complement: Buffer;
  readonly filesystem: string;
  remove(): void;
}

const present = new Set<Scratch>();

/** Removes every scratch file of this process: before it ends. */
export function removeAll(): void {
  for (const scratch of present) scratch.remove();
}

/** Makes the file in a folder, under a name of its own. Throws a Problem where that is impossible. */
export async function scratchIn(backend: ProofBackend, folder: string, bytes: number): Promise<Scratch> {
  const absolute = resolve(folder);
  const info = await stat(absolute).catch(() => null);
  if (!info?.isDirectory())
    throw new Problem('input', {
      what: `${folder} can't hold the scratch file.`,
      why: info ? 'It is not a folder.' : 'There is no such folder.',
      remedy: 'Name the folder that the server serves.',
    });
  const real = await realpath(absolute);
  return makeScratch(backend, join(real, scratchName()), bytes);
}

export interface ScratchPlace {
  file: string;
  fileBytes: number;
  /** A file whose content it gets; null for `fileBytes` random bytes. */
  content: string | null;
}

/**
 * Makes the file under a name that the user chose, and never takes the place of a file that is there: it is made under a
 * name of its own, which a guard can remove blindly, and linked to the one chosen. With the content of a file it is made
 * beside that one: a store takes a name that it does not know in a folder of its own for damage.
 */
export async function scratchAt(
  backend: ProofBackend,
  { file, fileBytes, content }: ScratchPlace,
): Promise<Scratch> {
  const alias = resolve(file);
  const folder = dirname(content === null ? alias : resolve(content));
  const bytes = content === null ? fileBytes : await contentOf(content);
  return makeScratch(backend, join(folder, scratchName()), bytes, alias);
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new Error('It is not a regular file');
    if (info.size < leastScratch || info.size > mostScratch)
      throw new Error(`It has ${info.size} bytes; a scratch file holds between 64 bytes and 256 MiB`);
    return await readFile(path);
  } catch (error) {
    throw new Problem(
      'input',
      {
        what: `${path} can't be the content of the scratch file.`,
        why: `${(error as Error).message}.`,
        remedy: 'Name a readable file of the format that the server sends.',
      },
      { cause: error },
    );
  }
}

function makeScratch(
  backend: ProofBackend,
  own: string,
  wanted: number | Buffer,
  alias: string | null = null,
): Scratch {
  try {
    sweep(dirname(own));
  } catch {
    // A folder that may be written to need not be readable.
  }
  const dismiss = guardFile(own, alias);
  const path = alias ?? own;
  try {
    const native = new backend.Scratch(own, wanted);
    const unlink = alias === null ? () => {} : linked(native, own, alias);
    const content = native.content();
    const scratch: Scratch = {
      ...{ native, path, name: basename(path), content },
      complement: complementOf(content),
      filesystem: filesystemOf(path),
      remove() {
        unlink();
        native.remove();
        dismiss();
        present.delete(scratch);
      },
    };
    present.add(scratch);
    return scratch;
  } catch (error) {
    dismiss();
    const bytes = typeof wanted === 'number' ? wanted : wanted.length;
    throw scratchProblem(path, bytes, error as NodeJS.ErrnoException);
  }
}

/** Gives the file its second name; returns what takes it away, unless another file has it by then. */
function linked(native: NativeScratch, own: string, alias: string): () => void {
  try {
    linkSync(own, alias);
  } catch (error) {
    native.remove();
    throw error;
  }
  const { dev, ino } = lstatSync(own);
  return () => {
    const now = lstatSync(alias, { throwIfNoEntry: false });
    if (now?.dev === dev && now.ino === ino) unlinkSync(alias);
  };
}

/** Every bit turned; word by word, which takes 10 ms for 8 MiB where a call for each word takes 35. */
function complementOf(content: Buffer): Buffer {
  const bytes = new Uint8Array(content);
  const whole = bytes.length >> 2;
  const words = new Int32Array(bytes.buffer, 0, whole);
  for (let at = 0; at < whole; at++) words[at] = ~words[at]!;
  for (let at = whole * 4; at < bytes.length; at++) bytes[at] = ~bytes[at]!;
  return Buffer.from(bytes.buffer);
}

const problems: Record<string, (folder: string) => Omit<Worded, 'what'>> = {
  EEXIST: () => ({
    why: 'There is a file of that name, and a proof never changes a file that is not its own.',
    remedy: 'Name a file that does not exist yet: it is made, and removed afterwards.',
  }),
  EACCES: folder => ({
    why: `You may not write in ${folder}.`,
    remedy: 'Run as a user who may, or grant write permission on the folder.',
  }),
  EROFS: folder => ({
    why: `${folder} is on a filesystem that is mounted read-only.`,
    remedy: 'Serve a folder of a writable filesystem, and name that one.',
  }),
  ENOSPC: folder => ({
    why: `The filesystem of ${folder} is full.`,
    remedy: 'Free some space, or make a smaller file with --size 64KiB.',
  }),
  ENOENT: folder => ({
    why: `There is no folder ${folder}.`,
    remedy: 'Name a file in a folder that exists.',
  }),
  EXDEV: folder => ({
    why: `${folder} is on another filesystem than the file whose content it gets.`,
    remedy: 'Copy that file next to the folder first.',
  }),
};
problems.EPERM = problems.EACCES!;
problems.EDQUOT = problems.ENOSPC!;

function scratchProblem(path: string, bytes: number, error: NodeJS.ErrnoException): Problem {
  const folder = dirname(path);
  const text = problems[error.code ?? '']?.(folder) ?? {
    why: `${error.message}.`,
    remedy: 'Name a folder on a filesystem that takes ordinary files.',
  };
  return new Problem(
    'input',
    { what: `The scratch file (${bytes} bytes) can't be made: ${path}.`, ...text },
    { cause: error },
  );
}

/** Type of the filesystem by the longest mount point above the path (proc_pid_mountinfo(5)). */
export function filesystemOf(path: string): string {
  let best = { mount: '', type: 'unknown' };
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const mount = left
      .split(' ')[4]
      ?.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
    if (mount === undefined) continue;
    const holds = path === mount || path.startsWith(mount.endsWith('/') ? mount : `${mount}/`);
    if (holds && mount.length >= best.mount.length) best = { mount, type: right.split(' ')[0] ?? 'unknown' };
  }
  return best.type;
}

/** What a proof says of its file. */
export const scratchFacts = ({ path, content, filesystem }: Scratch) => ({
  file: path,
  fileBytes: content.length,
  filesystem,
});
