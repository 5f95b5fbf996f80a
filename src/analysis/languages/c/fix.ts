import type { Edit, FixDraft } from '../../../model/finding';
import { addLine, freshName, indentAt, indentStep, isWhole, lineEnd, sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import { countKeys } from '../../loops/counts';
import { namesIn } from '../../loops/reasons';
import type { Transfer } from '../../loops/transfers';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/** What a descriptor or stream for appending is called: it takes neither copy_file_range, sendfile nor splice. */
export const appending = 'file for appending';

/**
 * Puts a call that moves the bytes inside the kernel before the loop, which stays: at the end of the source the call
 * returns 0 and the loop finds nothing left; where the call can't do it, the loop goes on from the same offsets.
 */
export function fixDescriptors(flow: CopyLoop): FixDraft | null {
  const { file, loop, sideEffects } = flow;
  const call = kernelCall(flow);
  if (!call || !isWhole(file, loop) || !standsAlone(loop)) return null;
  if (sideEffects.progress.length + sideEffects.throttles.length > 0 || !isResumable(flow)) return null;
  const totals = totalsOf(flow);
  const limit = limitOf(flow, totals);
  if (!totals || limit === null) return null;
  const named = new Set(namesIn(loop).map(key => key.split('.')[0]));
  const moved = named.has('moved') ? freshName(file, 'moved') : 'moved';
  const adds = totals.map(({ targets, operator }) => `${sourceOf(file, targets[0]!)} ${operator} ${moved};`);
  const head = `for (ssize_t ${moved}; (${moved} = ${call.text(limit)}) > 0;)`;
  const lines = bodyOf(head, adds, indentStep(file));
  const indent = indentAt(file, loop.start);
  const text = lines.map(line => line + lineEnd(file) + indent).join('');
  return {
    title: `Move the bytes by ${call.name}, keep the loop for what it can't move`,
    edits: [{ start: loop.start, end: loop.start, text }, ...includes(file, call)],
    caveats: [...call.caveats, 'the file then builds on Linux only'],
  };
}

function bodyOf(head: string, adds: string[], step: string): string[] {
  if (adds.length < 2) return [head, step + (adds[0] ?? 'continue;')];
  return [`${head} {`, ...adds.map(add => step + add), '}'];
}

interface KernelCall {
  name: string;
  text: (limit: string) => string;
  header: string;
  caveats: string[];
}

/** The call for these two ends, both descriptors with offsets of their own. */
function kernelCall({ file, loop, read, write, source, sink }: CopyLoop): KernelCall | null {
  const [from, to] = [descriptorOf(file, read), descriptorOf(file, write)];
  if (!from || !to || from === to || !/^(read|recv)$/.test(calledIn(read))) return null;
  if (waitsItself(file, loop, write.helper, read.helper)) return null;
  if (!isSending(write) || sink.type === appending) return null;
  // A header may be one of C, where the others' declarations hang on who includes it.
  const header = /\.h$/i.test(file.path);
  const none = file.language.id === 'c' || header ? 'NULL' : 'nullptr';
  if (source.end === 'file' && sink.end === 'socket')
    return {
      name: 'sendfile',
      text: limit => `sendfile(${to}, ${from}, ${none}, ${limit})`,
      header: 'sys/sendfile.h',
      caveats: flagsLost(file, write),
    };
  if (header) return null;
  if (source.end === 'file' && sink.end === 'file')
    return {
      name: 'copy_file_range',
      text: limit => `copy_file_range(${from}, ${none}, ${to}, ${none}, ${limit}, 0)`,
      header: 'unistd.h',
      caveats: [],
    };
  if ((source.end === 'pipe' && sink.end === 'file') || (source.end === 'file' && sink.end === 'pipe'))
    return {
      name: 'splice',
      text: limit => `splice(${from}, ${none}, ${to}, ${none}, ${limit}, 0)`,
      header: 'fcntl.h',
      caveats: [],
    };
  return null;
}

/** A loop that waits for readiness, or asks not to wait: the kernel's call would wait where it did not. */
function waitsItself(file: SourceFile, ...parts: (Ir | null)[]): boolean {
  return parts.some(
    part => part && /\b(p?poll|p?select|epoll_\w+)\s*\(|\bMSG_DONTWAIT\b/.test(sourceOf(file, part)),
  );
}

const calledIn = (transfer: Transfer): string => (transfer.at.kind === 'call' ? transfer.at.name : '');
const flagsOf = (transfer: Transfer): Ir | undefined =>
  transfer.at.kind === 'call' && /^(send|recv)$/.test(transfer.at.name) ? transfer.at.args[3] : undefined;

/** Bytes written on, by the call itself or by a helper that does nothing but write them all. */
const isSending = (write: Transfer): boolean =>
  write.helper ? write.end !== null && !write.offset : /^(write|send)$/.test(calledIn(write));

function flagsLost(file: SourceFile, write: Transfer): string[] {
  const flags = flagsOf(write);
  const inside = write.helper ? /\bMSG_\w+/.exec(sourceOf(file, write.helper)) : null;
  const text = flags ? sourceOf(file, flags) : (inside?.[0] ?? '0');
  if (text === '0') return [];
  return write.helper
    ? [`the flags ${write.helper.name} sends with: sendfile raises SIGPIPE where it asks for none`]
    : [`the flags ${text} of send: sendfile raises SIGPIPE where a peer is gone`];
}

/** A descriptor's expression as written: a name, a member, or a handle's plain getter. */
function descriptorOf(file: SourceFile, { end }: Transfer): string | null {
  if (!end) return null;
  const getter = end.kind === 'call' && end.args.length === 0 && /^(get|fd|native_handle)$/.test(end.name);
  const place = getter && end.kind === 'call' ? end.receiver : end;
  const element = place?.kind === 'index' && place.indices[0]?.kind === 'literal' ? place.object : place;
  return keyOf(element ?? null) ? sourceOf(file, end) : null;
}

/** A statement of a block: another can stand before it. */
const standsAlone = (loop: Ir): boolean => loop.parent?.kind === 'block';

/**
 * Whether the loop does the same if some bytes are gone before it begins: it is driven by its reads alone, nothing was
 * read ahead, and besides totals it keeps nothing from one step to the next.
 */
function isResumable(flow: CopyLoop): boolean {
  const { loop, read, write, scope, sideEffects } = flow;
  const counts = countKeys(scope, loop, read);
  const kept = new Set([...counts, ...sideEffects.totals, read.buffer?.key ?? '', write.count ?? '']);
  const own = (node: Ir): boolean => isWithin(node, loop);
  const before = [...walk(scope.root)].some(
    node =>
      node.kind === 'call' &&
      !own(node) &&
      node.end <= loop.start &&
      node !== read.at &&
      /^(read|recv|readv|pread|fread)$/.test(node.name) &&
      node.args.some(arg => keyOf(arg) === keyOf(read.end)),
  );
  if (before || (loop.condition && !isPlainTest(loop.condition, flow, kept))) return false;
  for (const node of walk(loop)) {
    if (node.kind === 'function' || (node.kind === 'jump' && node.word === 'goto')) return false;
    if (node.kind === 'assign' && !isOwnAssign(node, flow, kept)) return false;
    if (node.kind === 'call' && !isExpected(node, flow)) return false;
  }
  return true;
}

/** The end test: the read, its count, what is left, constants. */
function isPlainTest(condition: Ir, { read }: CopyLoop, kept: Set<string>): boolean {
  return [...walk(condition)].every(node => {
    if (isWithin(node, read.at)) return true;
    if (node.kind === 'call') return isWithin(read.at, node);
    const key = keyOf(node);
    return key === null || kept.has(key) || /^(true|EOF|NULL)$/.test(key) || /^[A-Z][A-Z0-9_]+$/.test(key);
  });
}

/** Counts, totals, and names of one step: declared in the loop, or given a value in it before they are used. */
function isOwnAssign(assign: Assign, { loop, scope, read }: CopyLoop, kept: Set<string>): boolean {
  const key = keyOf(assign.targets[0] ?? null);
  if (!key) return false;
  if (kept.has(key) || assign.declares) return true;
  const all = scope.assignments(key);
  const inside = all.filter(other => isWithin(other, loop));
  const reset = inside.some(other => other.operator === '=' && other.end <= assign.start);
  const first = assign.operator === '=' && !namesIn(assign.value ?? assign).includes(key);
  const declaredInside = inside.some(other => other.declares);
  return (
    declaredInside || ((reset || first) && !isReadAfter(key, scope.root, loop)) || isWithin(assign, read.at)
  );
}

const isReadAfter = (key: string, root: Ir, loop: Ir): boolean =>
  [...walk(root)].some(node => node.start >= loop.end && keyOf(node) === key);

/** The reads and writes, harmless calls, and whatever leaves the loop on an error. */
function isExpected(call: Call, { loop, read, write, scope }: CopyLoop): boolean {
  const { pureCalls, views, housekeepingCalls } = scope.file.language;
  if (call === read.at || call === write.at || pureCalls.test(call.name) || views.test(call.name))
    return true;
  if (isWithin(call, read.at) || isWithin(call, write.at) || housekeepingCalls.test(call.name)) return true;
  for (const up of ancestors(call)) {
    if (up === loop) return false;
    if (up.kind === 'jump') return true;
    const branch =
      up.kind === 'if' ? [up.consequence, up.otherwise].find(side => side && isWithin(call, side)) : null;
    if (branch && [...walk(branch)].some(node => node.kind === 'jump' && node.word !== 'continue'))
      return true;
  }
  return false;
}

/** The assignments that add up the bytes; null where one of them adds something else as well. */
function totalsOf({ loop, sideEffects, scope, read }: CopyLoop): Assign[] | null {
  const counts = countKeys(scope, loop, read);
  const found = [...walk(loop)].filter(
    (node): node is Assign =>
      node.kind === 'assign' &&
      sideEffects.totals.includes(keyOf(node.targets[0] ?? null) ?? '') &&
      !declaredIn(loop, scope.assignments(keyOf(node.targets[0] ?? null) ?? '')),
  );
  const plain = found.every(
    node => /^[+-]=$/.test(node.operator) && node.value && counts.has(keyOf(node.value) ?? ''),
  );
  return plain ? found : null;
}

/** Offsets of one step, which the loop itself declares, are no totals. */
const declaredIn = (loop: Ir, all: Assign[]): boolean =>
  all.some(other => other.declares && isWithin(other, loop));

/** How many bytes to ask for at most: what is left, where the loop counts that down; null where the limit is another. */
function limitOf({ file, loop, sideEffects }: CopyLoop, totals: Assign[] | null): string | null {
  if (sideEffects.limits.length === 0) return '0x7ffff000';
  const left = totals?.find(
    node =>
      node.operator === '-=' &&
      loop.condition &&
      namesIn(loop.condition).includes(keyOf(node.targets[0]!) ?? ''),
  );
  if (!left || !loop.condition) return null;
  const target = sourceOf(file, left.targets[0]!);
  const tests = new RegExp(
    `^\\(?\\s*${target.replace(/[.$*+?()[\]\\|^{}]/g, '\\$&')}\\s*(>\\s*0|!=\\s*0)?\\s*\\)?$`,
  );
  return tests.test(sourceOf(file, loop.condition)) ? target : null;
}

/** The header, and for C what makes it declare the call. */
function includes(file: SourceFile, call: KernelCall): Edit[] {
  const line = addLine(file, `#include <${call.header}>`, {
    like: /^#\s*include\b/,
    present: new RegExp(`^#\\s*include\\s*<${call.header.replace(/[./]/g, '\\$&')}>`),
  });
  const first = file.text.search(/^#\s*(include|if|define)\b/m);
  const isGnu = file.language.id !== 'c' || call.name === 'sendfile';
  const gnu = isGnu
    ? null
    : addLine(file, '#define _GNU_SOURCE 1', {
        like: /(?!)/,
        present: /^#\s*define\s+_GNU_SOURCE\b/,
        otherwise: Math.max(first, 0),
      });
  return [line, gnu].filter(edit => edit !== null);
}
