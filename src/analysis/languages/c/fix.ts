import type { Change, FixPlan, FixRequest, Piece } from '../../fixes/plan';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/** What a descriptor or stream for appending is called: it takes neither copy_file_range, sendfile nor splice. */
export const appending = 'file for appending';

/**
 * Puts a call that moves the bytes inside the kernel before the loop, which stays: at the end of the source the call
 * returns 0 and the loop finds nothing left; where the call can't do it, the loop goes on from the same offsets.
 */
export function planDescriptors(language: 'c' | 'cpp') {
  return (request: FixRequest): FixPlan | null => {
    const { summary, symbols } = request;
    if (obstacles(summary).length > 0 || summary.loop.parent?.kind !== 'block') return null;
    const call = kernelCall(request, language);
    if (!call || !isResumable(request)) return null;
    const moved = symbols.fresh('moved');
    return {
      title: `Move the bytes by ${call.name}, keep the loop for what it can't move`,
      changes: [
        { kind: 'insert-before', node: summary.loop, lines: linesFor(request, call, moved) },
        ...call.needs,
      ],
      caveats: caveatsOf(request, call),
    };
  };
}

interface KernelCall {
  name: 'sendfile' | 'copy_file_range' | 'splice';
  /** The call around the number of bytes to move. */
  before: Piece[];
  after: string;
  needs: Change[];
}

function linesFor({ summary }: FixRequest, { before, after }: KernelCall, moved: string): Piece[][] {
  const { limit, totals } = summary;
  const most: Piece = limit ? { node: limit.target } : '0x7ffff000';
  const guard: Piece[] = limit ? [{ node: limit.target }, ' > 0 && '] : [];
  const head: Piece[] = [
    `for (ssize_t ${moved}; `,
    ...guard,
    `(${moved} = `,
    ...before,
    most,
    `${after}) > 0;)`,
  ];
  const adds = totals.map(({ target, operator }): Piece[] => [
    '\t',
    { node: target },
    ` ${operator} ${moved};`,
  ]);
  if (adds.length < 2) return [head, adds[0] ?? ['\tcontinue;']];
  return [[...head, ' {'], ...adds, ['}']];
}

/** The call for these two ends, both descriptors with offsets of their own. */
function kernelCall(
  { summary, source, sink, symbols }: FixRequest,
  language: 'c' | 'cpp',
): KernelCall | null {
  const [from, to] = [summary.source.node, summary.sink.node];
  if (![from, to].every(isDescriptor) || sink.type === appending || !summary.reads.every(isPlainRead))
    return null;
  if (!summary.writes.every(isPlainWrite)) return null;
  // A header may be one of C, where the others' declarations hang on who includes it.
  const none = language === 'c' || symbols.isHeader ? 'NULL' : 'nullptr';
  const include = (header: string): Change => ({
    kind: 'import',
    line: `#include <${header}>`,
    named: header,
  });
  if (source.end === 'file' && sink.end === 'socket')
    return {
      name: 'sendfile',
      before: ['sendfile(', { node: to }, ', ', { node: from }, `, ${none}, `],
      after: ')',
      needs: [include('sys/sendfile.h')],
    };
  const pair: Piece[] = [{ node: from }, `, ${none}, `, { node: to }, `, ${none}, `];
  const needs = (header: string): Change[] => [include(header), ...(language === 'c' ? [gnu] : [])];
  if (symbols.isHeader) return null;
  if (source.end === 'file' && sink.end === 'file')
    return {
      name: 'copy_file_range',
      before: ['copy_file_range(', ...pair],
      after: ', 0)',
      needs: needs('unistd.h'),
    };
  if ([source.end, sink.end].sort().join() === 'file,pipe')
    return { name: 'splice', before: ['splice(', ...pair], after: ', 0)', needs: needs('fcntl.h') };
  return null;
}

const gnu: Change = {
  kind: 'define',
  lines: ['#ifndef _GNU_SOURCE', '#define _GNU_SOURCE 1', '#endif'],
  named: '_GNU_SOURCE',
};

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
const isZero = (node: Ir | undefined): boolean => node?.kind === 'literal' && node.value === 0;
const namesOf = (node: Ir | undefined): string[] =>
  node ? [...walk(node)].flatMap(part => keyOf(part) ?? []) : [];

/** Whether the loop leaves everything as it would have if some bytes are gone before it begins. */
function isResumable({ summary, buffer, symbols }: FixRequest): boolean {
  const { loop, liveOut, totals } = summary;
  const setUp = new Set(
    loop.setup
      .flatMap(node => [...walk(node)])
      .flatMap(node => (node.kind === 'assign' ? (keyOf(node.targets[0]!) ?? '') : [])),
  );
  if (totals.some(({ key }) => setUp.has(key))) return false;
  const stale = liveOut.filter(({ holds }) => holds.some(({ holding }) => holding === 'stale'));
  if (stale.some(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key))) return false;
  return !(buffer && symbols.isReadAfterLoop(buffer)) && !errorIsKept(loop);
}

/** errno is cleared before the loop and asked for after it: the call that is tried first may set it. */
function errorIsKept(loop: Ir): boolean {
  let root = loop;
  while (root.parent) root = root.parent;
  return [...walk(root)].some(
    node => node.kind === 'assign' && !isWithin(node, loop) && keyOf(node.targets[0] ?? null) === 'errno',
  );
}

function caveatsOf({ summary, sink, symbols, buffer }: FixRequest, { name }: KernelCall): string[] {
  const flags = [...new Set(summary.writes.flatMap(node => namesOf(flagsOf(node))))];
  const retries = (of: 'read' | 'write'): boolean =>
    summary.retries.some(retry => retry.of === of && retry.errors.some(kind => /^(EINTR|any)$/.test(kind)));
  const known = sink.known === 'proven';
  return [
    flags.length > 0 &&
      `the flags ${flags.join(' | ')} of send: sendfile raises SIGPIPE where a peer is gone`,
    name === 'sendfile' && !known && 'a datagram socket would get the bytes in other pieces',
    name === 'sendfile' && 'a connection that is reset may be reported as a broken pipe',
    !(retries('read') && retries('write')) &&
      'a failure that only happens once, such as an interruption, is not reported',
    buffer !== null && symbols.isShared(buffer) && 'the buffer no longer holds the last bytes that were read',
    summary.ignores.length > 0 && 'bytes that the loop loses when a write is cut short are no longer lost',
    !isLinuxOnly(symbols.imports) && 'the file then builds on Linux only',
  ].filter(text => text !== false);
}

/** The file includes, under no condition, what only Linux has. */
const isLinuxOnly = (imports: readonly string[]): boolean =>
  imports.some(name =>
    /^linux\/|^sys\/(epoll|sendfile|inotify|signalfd|eventfd|timerfd|fanotify)\.h$/.test(name),
  );
