import { linkSync, lstatSync, readFileSync, unlinkSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { message } from '../messages/message';
import type { Message } from '../model/message';
import { Problem, type ProblemText } from '../model/problem';
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
      what: message('prove.folder', { folder }),
      why: info ? message('cli.no-folder') : message('cli.folder-gone'),
      remedy: message('prove.folder.remedy'),
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
    const unfit = await contentFault(path);
    if (unfit) throw noContent(path, unfit);
    return await readFile(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw noContent(path, message('input.other', { error: (error as Error).message }), error);
  }
}

async function contentFault(path: string): Promise<Message | null> {
  const info = await stat(path);
  if (!info.isFile()) return message('prove.copied.kind');
  const fits = info.size >= leastScratch && info.size <= mostScratch;
  return fits ? null : message('prove.copied.size', { bytes: info.size });
}

const noContent = (path: string, why: Message, cause?: unknown) =>
  new Problem(
    'input',
    { what: message('prove.copied', { path }), why, remedy: message('prove.copied.remedy') },
    { cause },
  );

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

/** Links the file to a second name; returns a function that removes that name, unless another file has it by then. */
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

const problems: Record<string, (folder: string) => Omit<ProblemText, 'what'>> = {
  EEXIST: () => ({
    why: message('prove.there'),
    remedy: message('prove.there.remedy'),
  }),
  EACCES: folder => ({
    why: message('prove.write', { folder }),
    remedy: message('prove.write.remedy'),
  }),
  EROFS: folder => ({
    why: message('prove.read-only', { folder }),
    remedy: message('prove.read-only.remedy'),
  }),
  ENOSPC: folder => ({
    why: message('prove.full', { folder }),
    remedy: message('prove.full.remedy'),
  }),
  ENOENT: folder => ({
    why: message('prove.parent', { folder }),
    remedy: message('prove.parent.remedy'),
  }),
  EXDEV: folder => ({
    why: message('prove.other-filesystem', { folder }),
    remedy: message('prove.other-filesystem.remedy'),
  }),
};
problems.EPERM = problems.EACCES!;
problems.EDQUOT = problems.ENOSPC!;

function scratchProblem(path: string, bytes: number, error: NodeJS.ErrnoException): Problem {
  const folder = dirname(path);
  const text = problems[error.code ?? '']?.(folder) ?? {
    why: message('input.other', { error: error.message }),
    remedy: message('prove.scratch.remedy'),
  };
  return new Problem('input', { what: message('prove.scratch', { bytes, path }), ...text }, { cause: error });
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

/** The proof's information about its file. */
export const scratchFacts = ({ path, content, filesystem }: Scratch) => ({
  file: path,
  fileBytes: content.length,
  filesystem,
});
