// Names and lines of addresses, by tools that may be missing: addr2line of binutils, and Go's own for Go's programs.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Address {
  file: string;
  offset: number;
}

/** Function and place of an address; null for what symbols do not contain. */
export interface SymbolLine {
  function: string | null;
  file: string | null;
  line: number | null;
}

const run = promisify(execFile);

/** A large program without an index takes seconds; after this time the lines stay unknown. */
const patienceMs = 20_000;

const hex = ({ offset }: Address) => `0x${offset.toString(16)}`;

const known = (text: string | undefined) => (text && !text.startsWith('??') ? text : null);

/** `FILE:LINE`, with `?` for what is unknown and a discriminator behind it. */
function placeOf(text: string | undefined): Pick<SymbolLine, 'file' | 'line'> {
  const found = /^(.*):(\d+)(?: \(discriminator \d+\))?$/.exec(text ?? '');
  const line = Number(found?.[2] ?? 0);
  return line > 0 ? { file: known(found?.[1]), line } : { file: null, line: null };
}

/** With -a each address begins with a line of its own; then pairs of function and place, of inlined functions several. */
function parsed(output: string): SymbolLine[][] {
  const groups: string[][] = [];
  for (const line of output.split('\n')) {
    if (/^0x[0-9a-f]+$/.test(line)) groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return groups.map(lines => {
    const found: SymbolLine[] = [];
    for (let at = 0; at + 1 < lines.length; at += 2)
      found.push({ function: known(lines[at]), ...placeOf(lines[at + 1]) });
    return found;
  });
}

async function byBinutils(file: string, addresses: Address[]): Promise<SymbolLine[][]> {
  const args = ['-a', '-f', '-i', '-C', '-e', file, ...addresses.map(hex)];
  const { stdout } = await run('addr2line', args, { timeout: patienceMs, maxBuffer: 1 << 26 });
  const found = parsed(stdout);
  if (!found.some(lines => lines.some(isNameAlone))) return found;
  const covers = await coverage(file);
  return found.map((lines, at) =>
    covers(addresses[at]!.offset) ? lines : lines.filter(line => !isNameAlone(line)),
  );
}

const isNameAlone = (line: SymbolLine) => line.function !== null && line.line === null;

/**
 * Whether a function of a file's symbol tables covers an address. Without debug information addr2line names the nearest
 * symbol before an address (seen with binutils 2.40): in a stripped program that is an exported function that ended before.
 */
async function coverage(file: string): Promise<(offset: number) => boolean> {
  const tables = await Promise.all([sizedSymbols(file, []), sizedSymbols(file, ['-D'])]);
  const ranges = tables.flat();
  return offset => ranges.some(([from, bytes]) => from <= offset && offset < from + bytes);
}

/** Address and bytes of each function of a table; none where the file lacks the table. */
async function sizedSymbols(file: string, options: string[]): Promise<[number, number][]> {
  const args = ['-S', '--defined-only', ...options, file];
  const { stdout } = await run('nm', args, { timeout: patienceMs, maxBuffer: 1 << 28 });
  return [...stdout.matchAll(/^([0-9a-f]+) ([0-9a-f]+) [tTwWiuV] /gm)].map(([, from = '', bytes = '']) => [
    Number.parseInt(from, 16),
    Number.parseInt(bytes, 16),
  ]);
}

/** Reads .gopclntab, which every Go program has; binutils up to 2.40 find no line in what Go 1.25 writes. */
async function byGo(file: string, addresses: Address[]): Promise<SymbolLine[][]> {
  const running = run('go', ['tool', 'addr2line', file], { timeout: patienceMs, maxBuffer: 1 << 26 });
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(addresses.map(address => `${hex(address)}\n`).join(''));
  const lines = (await running).stdout.split('\n');
  return addresses.map((_, at) => [{ function: known(lines[2 * at]), ...placeOf(lines[2 * at + 1]) }]);
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Go names its functions by package and knows no lines here: `main.relay`, file `go.go` or none. */
const looksLikeGo = (found: SymbolLine[][]) =>
  found.some(lines =>
    lines.some(({ function: name, line }) => line === null && /^[\w./]+\.\(?\*?\w+/.test(name ?? '')),
  );

async function linesOf(file: string, addresses: Address[]): Promise<SymbolLine[][]> {
  const found = await byBinutils(file, addresses);
  if (!looksLikeGo(found)) return found;
  const better = await byGo(file, addresses).catch(() => found);
  return better.some(lines => lines.some(({ line }) => line !== null)) ? better : found;
}

/**
 * Function and place of each address, in their order; null if addr2line is not installed. An address whose file has no
 * symbols has no lines.
 */
export async function symbolLines(addresses: readonly Address[]): Promise<SymbolLine[][] | null> {
  const byFile = new Map<string, Address[]>();
  for (const address of addresses) {
    const list = byFile.get(address.file) ?? [];
    if (!list.some(({ offset }) => offset === address.offset)) list.push(address);
    byFile.set(address.file, list);
  }
  const found = new Map<string, SymbolLine[]>();
  for (const [file, list] of byFile) {
    try {
      const lines = await linesOf(file, list);
      for (const [at, address] of list.entries()) found.set(`${file}\0${address.offset}`, lines[at] ?? []);
    } catch (error) {
      if (isMissing(error)) return null;
    }
  }
  return addresses.map(({ file, offset }) => found.get(`${file}\0${offset}`) ?? []);
}
