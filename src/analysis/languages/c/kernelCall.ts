import type { Change, FixRequest, Line, Piece } from '../../fixes/plan';
import type { Ir } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';

/** What a descriptor or stream for appending is called: it takes neither copy_file_range, sendfile nor splice. */
export const appending = 'file for appending';

/** A call of Linux that moves bytes between two descriptors, from and to where each of them stands. */
export interface KernelCall {
  name: 'sendfile' | 'copy_file_range' | 'splice';
  /** What the new code names of the system: the function that it calls, and its number. */
  called: string;
  number: string | null;
  /** The call around the number of bytes to move. */
  before: Piece[];
  after: string;
  /** Bytes one call may move at most: what the kernel cuts a longer one to (MAX_RW_COUNT). */
  most: string;
  /** What must be defined where the call is compiled; null where the call stands in every build. */
  guard: string | null;
  needs: Change[];
}

/** The call for these two ends, both descriptors with offsets of their own; null where none fits. */
export function kernelCall(request: FixRequest, language: 'c' | 'cpp'): KernelCall | null {
  const { summary, source, sink } = request;
  const ends = [summary.source.node, summary.sink.node];
  if (!ends.every(isDescriptor) || sink.type === appending) return null;
  if (!summary.reads.every(isPlainRead) || !summary.writes.every(isPlainWrite)) return null;
  if (source.end === 'file' && sink.end === 'socket') return sending(request, language);
  if (source.end === 'file' && sink.end === 'file') return between('copy_file_range', request, language);
  const piped = [source.end, sink.end].sort().join() === 'file,pipe';
  return piped && !request.symbols.isHeader ? between('splice', request, language) : null;
}

/** A header may be one of C, where the others' declarations hang on who includes it. */
const nullIn = (language: 'c' | 'cpp', { symbols }: FixRequest): string =>
  language === 'c' || symbols.isHeader ? 'NULL' : 'nullptr';

/** A class that the loop's is made from may have a function of the same name. */
const global = ({ symbols }: FixRequest): string => (symbols.bases.length > 0 ? '::' : '');

const include = (header: string): Change => ({
  kind: 'import',
  line: `#include <${header}>`,
  named: header,
});

function sending(request: FixRequest, language: 'c' | 'cpp'): KernelCall {
  const [from, to] = [request.summary.source.node, request.summary.sink.node];
  return {
    name: 'sendfile',
    called: 'sendfile',
    number: null,
    before: [
      `${global(request)}sendfile(`,
      { node: to },
      ', ',
      { node: from },
      `, ${nullIn(language, request)}, `,
    ],
    after: ')',
    most: '0x7ffff000',
    guard: null,
    needs: [include('sys/sendfile.h')],
  };
}

/**
 * By syscall(2): the library's own functions are declared only where _GNU_SOURCE is defined, which changes other
 * functions (strerror_r). syscall itself is declared by default, but not in strict builds: hence `_DEFAULT_SOURCE`.
 */
function between(name: 'copy_file_range' | 'splice', request: FixRequest, language: 'c' | 'cpp'): KernelCall {
  const [from, to] = [request.summary.source.node, request.summary.sink.node];
  const none = nullIn(language, request);
  const unistd = request.symbols.imports.includes('unistd.h') ? [] : ['#include <unistd.h>'];
  const number = `SYS_${name}`;
  return {
    name,
    called: 'syscall',
    number,
    before: [
      `${global(request)}syscall(${number}, `,
      { node: from },
      `, ${none}, `,
      { node: to },
      `, ${none}, (size_t)`,
    ],
    after: ', 0)',
    most: '0x7ffff000',
    guard: `defined ${number} && defined _DEFAULT_SOURCE`,
    needs: [
      {
        kind: 'import',
        line: ['#ifdef __linux__', '#include <sys/syscall.h>', ...unistd, '#endif'].join('\n'),
        named: 'sys/syscall.h',
      },
    ],
  };
}

/**
 * The lines before the loop: the call as long as it moves anything, with what the loop counts. In a block of their own,
 * as the first C has no declarations in the head of a loop.
 */
export function linesOf(
  { summary }: FixRequest,
  { before, after, most, guard }: KernelCall,
  moved: string,
): Line[] {
  const { limit, totals } = summary;
  const left: Piece[] = limit ? [{ node: limit.target }, ' > 0 && '] : [];
  const count: Piece = limit ? { node: limit.target } : most;
  const head: Line = ['\twhile (', ...left, `(${moved} = `, ...before, count, `${after}) > 0)`];
  const adds = totals.map(
    ({ target, operator }): Line => ['\t\t', { node: target }, ` ${operator} ${moved};`],
  );
  const loop: Line[] =
    adds.length < 2 ? [head, adds[0] ?? ['\t\tcontinue;']] : [[...head, ' {'], ...adds, ['\t}']];
  const body: Line[] = [['{'], [`\tssize_t ${moved};`], ...loop, ['}']];
  return guard ? [[`#if ${guard}`], ...body, ['#endif']] : body;
}

/** A name, a member, an element at a fixed place, or a handle's plain getter. */
function isDescriptor(end: Ir): boolean {
  const getter = end.kind === 'call' && end.args.length === 0 && /^(get|fd|native_handle)$/.test(end.name);
  const place = getter ? end.receiver : end;
  return (
    keyOf(place?.kind === 'index' && place.indices[0]?.kind === 'literal' ? place.object : place) !== null
  );
}

const flagsOf = (node: Ir): Ir | undefined =>
  node.kind === 'call' && /^(send|recv)$/.test(node.name) ? node.args[3] : undefined;
const isPlainRead = (node: Ir): boolean =>
  node.kind === 'call' && !node.receiver && (node.name === 'read' || isZero(flagsOf(node)));
const isPlainWrite = (node: Ir): boolean =>
  node.kind === 'call' &&
  !node.receiver &&
  /^(write|send)$/.test(node.name) &&
  !namesOf(flagsOf(node)).includes('MSG_DONTWAIT');
export const isZero = (node: Ir | null | undefined): boolean => node?.kind === 'literal' && node.value === 0;
const namesOf = (node: Ir | undefined): string[] =>
  node ? [...walk(node)].flatMap(part => keyOf(part) ?? []) : [];

/** The flags that the writes of a loop give send(2). */
export const flagsOfWrites = (writes: readonly Ir[]): string[] => [
  ...new Set(writes.flatMap(node => namesOf(flagsOf(node)))),
];
