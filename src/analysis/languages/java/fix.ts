import type { Edit, FixDraft } from '../../../model/finding';
import { addLine, isWhole, removeLine, replaceByLines } from '../../fixes/edits';
import type { CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { resolveEnd } from '../../loops/ends';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { bareType } from '../../syntax/lowering';
import { hasFileChannel, isSocketChannel } from '../jvm/jvm';

/**
 * Replaces a loop between two file channels, or a file and a SocketChannel, by FileChannel.transferTo in a loop over
 * what one call moved (at most 2 GiB, less where a socket is full). Streams in between, limits, progress, waiting,
 * and any way out but the source's end keep their loop.
 */
export const fixLoopIn =
  (dialect: Dialect) =>
  (flow: CopyLoop): FixDraft | null => {
    const { file, loop, source, sink, sideEffects } = flow;
    const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
    if (extra > 0 || !reachesChannels(source, sink) || !isWhole(file, loop) || !isStatement(flow, dialect))
      return null;
    if (!isPlainLoop(flow) || !leavesNothing(flow) || hidesName(file)) return null;
    const from = channelOf(source, flow, dialect);
    const to = channelOf(sink, flow, dialect);
    const total = totalOf(flow, dialect);
    if (!from || !to || total === undefined) return null;
    const own = source.key === from;
    return {
      title: 'Replace the loop by FileChannel.transferTo',
      edits: [
        replaceByLines(
          file,
          loop,
          dialect.lines({ from, to, total, own }, wanted => freshIn(flow, wanted)),
        ),
        ...tidied(flow, dialect),
        ...(own || !dialect.namesType ? [] : imported(file)),
      ],
      caveats: ['a source that tells no size, such as a file of /proc, would give nothing'],
    };
  };

function reachesChannels(source: Resolved, sink: Resolved): boolean {
  const plain = (end: Resolved): boolean =>
    end.key !== null &&
    !end.key.includes('@') &&
    end.wrappers.every(name => /^(getChannel|accept)$/.test(name));
  return (
    plain(source) &&
    plain(sink) &&
    source.key !== sink.key &&
    hasFileChannel(source) &&
    (hasFileChannel(sink) || isSocketChannel(sink))
  );
}

/**
 * Replaces a library's copy call between such ends, where nobody asks for what it returns; `source` and `sink` are
 * looked at without the stream that `Channels.newOutputStream(channel)` puts around a channel.
 */
export const fixCallIn =
  (dialect: Dialect) =>
  (copy: CopyCall): FixDraft | null => {
    const { file, scope, call } = copy;
    const source = bareEnd(copy.source, /^newInputStream$/, copy);
    const sink = bareEnd(copy.sink, /^newOutputStream$/, copy);
    const place = { file, scope, loop: call };
    if (!reachesChannels(source, sink) || !isWhole(file, call) || hidesName(file)) return null;
    const statement = dialect.statement(file, call);
    const from = channelOf(source, place, dialect);
    const to = channelOf(sink, place, dialect);
    if (!statement || !from || !to) return null;
    const own = source.key === from;
    const lines = dialect.lines({ from, to, total: null, own }, wanted => freshIn(place, wanted));
    return {
      title: 'Replace the call by FileChannel.transferTo',
      edits: [
        replaceByLines(file, { ...call, ...statement }, lines),
        ...(own || !dialect.namesType ? [] : imported(file)),
      ],
      caveats: ['a source that tells no size, such as a file of /proc, would give nothing'],
    };
  };

/** The channel inside `Channels.newOutputStream(channel)`, named directly or by the variable that holds it. */
function bareEnd(end: Resolved, stream: RegExp, { call, scope }: CopyCall): Resolved {
  const held = scope.assignments(end.key ?? '').map(({ value }) => value);
  const written = end.key === null ? [call.receiver, ...call.args] : held.length === 1 ? held : [];
  const made = written.find(
    (node): node is Call =>
      node?.kind === 'call' && stream.test(node.name) && keyOf(node.receiver) === 'Channels',
  );
  return made ? resolveEnd(made.args[0]!, scope) : end;
}

/** What a fix's place is known by. */
type Place = Pick<CopyLoop, 'file' | 'scope'> & { loop: Ir };

const channels = /^(FileChannel|SocketChannel)$/;
const streams = /^(FileInputStream|FileOutputStream|RandomAccessFile)$/;

/** The expression of an end's channel: the variable itself, or `in.getChannel()`; null where the type hides it. */
function channelOf(end: Resolved, { file, scope }: Place, { channel, cast }: Dialect): string | null {
  const key = end.key!;
  const type = scope.typeOf(key);
  // `java.io.FileInputStream` may be written in full.
  const written = type && bareType(type);
  const values = scope.assignments(key).flatMap(({ value }) => (value ? [value] : []));
  if (end.wrappers.length > 0 || (written && channels.test(written))) return key;
  if (written && streams.test(written)) return channel(key);
  const made = values.length === 1 && values[0]!.kind === 'call' && values[0]!.creates ? values[0] : null;
  const told = values.length === 1 && streams.test(end.type ?? '') && !written;
  if (made?.kind !== 'call' && told) return channel(key);
  if (made?.kind !== 'call') return channels.test(end.type ?? '') && !written ? key : null;
  if (!streams.test(made.name)) return null;
  const named = /^(?:new\s+)?([\w.]+)/.exec(file.text.slice(made.start, made.end))?.[1] ?? made.name;
  return channel(written ? cast(named, key) : key);
}

/** Where several statements may stand for one. */
function isStatement({ file, loop }: CopyLoop, { blocks }: Dialect): boolean {
  let node = file.root.descendantForIndex(loop.start, loop.end - 1);
  while (node?.parent && node.parent.startIndex === node.startIndex && node.parent.endIndex === node.endIndex)
    node = node.parent;
  return node?.startIndex === loop.start && blocks.test(node.parent?.type ?? '');
}

const tidyCalls = /^(flip|clear|compact|hasRemaining|remaining|flush)$/;

/** Whether the loop holds the read, its end test, the write, totals, and nothing else. */
function isPlainLoop(flow: CopyLoop): boolean {
  const { loop, read, write } = flow;
  if (read.helper || write.helper || read.single || loop.over !== null || loop.update.length > 0)
    return false;
  if (loop.setup.some(part => part.kind !== 'assign' || part.value !== null)) return false;
  return [...walk(loop)].every(node => {
    switch (node.kind) {
      case 'call':
        return node === read.at || node === write.at || isTidying(node, flow);
      case 'loop':
        return node === loop || (isWithin(write.at, node) && isHasRemaining(node.condition, flow));
      case 'if':
        return isEndTest(node.condition, flow) && node.otherwise === null;
      case 'jump':
        return node.word === 'break' && node.value === null;
      case 'assign':
        return isOwnAssignment(node, flow);
      case 'function':
      case 'try':
      case 'other':
        return false;
      case 'operation':
        return node.operator !== '||' && node.operator !== '&&';
      default:
        return true;
    }
  });
}

function isTidying(call: Call, { read, sink }: CopyLoop): boolean {
  const on = keyOf(call.receiver);
  return tidyCalls.test(call.name) && call.args.length === 0 && (on === read.buffer?.key || on === sink.key);
}

const isHasRemaining = (node: Ir | null, { read }: CopyLoop): boolean =>
  node?.kind === 'call' && node.name === 'hasRemaining' && keyOf(node.receiver) === read.buffer?.key;

/** A test of the count alone: `n < 0`, `n == -1`, `n > 0`. */
function isEndTest(condition: Ir, { read }: CopyLoop): boolean {
  if (condition.kind !== 'operation' || condition.operands.length !== 2) return false;
  const [left, right] = condition.operands;
  return read.count !== null && keyOf(left!) === read.count && isBound(right!);
}

/** 0 or -1. */
const isBound = (node: Ir): boolean =>
  node.kind === 'literal'
    ? node.value === 0
    : node.kind === 'operation' &&
      node.operator === '-' &&
      node.operands.length === 1 &&
      node.operands[0]!.kind === 'literal' &&
      node.operands[0]!.value === 1;

function isOwnAssignment(node: Assign, { read, write, sideEffects }: CopyLoop): boolean {
  const key = keyOf(node.targets[0] ?? null) ?? '';
  if (sideEffects.totals.includes(key)) return node.operator === '+=';
  if (node.value === null) return key === read.count;
  return (
    key === read.count && (node.value === read.at || isWithin(read.at, node.value)) && write.at !== node.value
  );
}

/** The loop's own names hold nothing before it, and nobody asks for them after it. */
function leavesNothing({ scope, loop, read, sideEffects }: CopyLoop): boolean {
  if (sideEffects.usedAfter.some(name => !sideEffects.totals.includes(name))) return false;
  if (!isLeft(loop.condition, read.at, read.count)) return false;
  const buffer = read.buffer!.key;
  for (const node of walk(scope.root)) {
    if (node.start >= loop.start || node.kind === 'function') continue;
    // A first read, or bytes put into the buffer, before the loop.
    if (node.kind === 'call' && !node.creates && node.receiver) {
      if (keyOf(node.receiver) === buffer) return false;
      if (/^read/.test(node.name) && node.args.some(arg => keyOf(arg) === buffer)) return false;
    }
  }
  return true;
}

/** `true`, nothing, or a test of what was read against 0 or -1. */
function isLeft(condition: Ir | null, read: Ir, count: string | null): boolean {
  if (condition === null || (condition.kind === 'literal' && condition.value === true)) return true;
  if (condition.kind !== 'operation' || !/^(!=|>|>=)$/.test(condition.operator)) return false;
  const [left, right] = condition.operands;
  const tested = left === read || (left && isWithin(read, left)) || (left && keyOf(left) === count);
  return Boolean(tested) && isBound(right!);
}

/** The variable that adds up the bytes; null where there is none, undefined where it can't be kept. */
function totalOf({ scope, sideEffects }: CopyLoop, { totals }: Dialect): string | null | undefined {
  const [total, ...others] = sideEffects.totals;
  if (others.length > 0) return undefined;
  if (!total) return null;
  const declared = scope.declaration(total);
  return declared && totals(declared, scope.file) ? total : undefined;
}

/** What a fix is made of: two channels, the total, and whether `from` is the loop's own variable. */
export interface Parts {
  from: string;
  to: string;
  total: string | null;
  own: boolean;
}

/** What differs between the languages of the JVM. */
export interface Dialect {
  /** Node types in which several statements may stand for one. */
  blocks: RegExp;
  /** The channel of a stream. */
  channel: (stream: string) => string;
  /** The statement a call is, where its value is not asked for; null elsewhere. */
  statement: (file: SourceFile, call: Call) => { start: number; end: number } | null;
  cast: (type: string, stream: string) => string;
  /** Whether a total's declaration takes a long. */
  totals: (declared: Assign, file: SourceFile) => boolean;
  /** A whole line that declares one variable. */
  declaration: RegExp;
  /** The new lines name the class FileChannel. */
  namesType: boolean;
  lines: (parts: Parts, fresh: (wanted: string) => string) => string[];
}

function javaLines({ from, to, total, own }: Parts, fresh: (wanted: string) => string): string[] {
  const channel = own ? from : fresh('channel');
  const position = fresh('position');
  const start = fresh('start');
  return [
    ...(own ? [] : [`FileChannel ${channel} = ${from};`]),
    ...(total ? [`long ${start} = ${channel}.position();`] : []),
    `long ${position} = ${total ? start : `${channel}.position()`};`,
    `while (${position} < ${channel}.size()) {`,
    `\t${position} += ${channel}.transferTo(${position}, ${channel}.size() - ${position}, ${to});`,
    '}',
    `${channel}.position(${position});`,
    ...(total ? [`${total} += ${position} - ${start};`] : []),
  ];
}

/** `IOUtils.copy(in, out);` in a block. */
function statementOf(file: SourceFile, call: Call): { start: number; end: number } | null {
  const node = file.root.descendantForIndex(call.start, call.end - 1)?.parent;
  const isAlone = node?.type === 'expression_statement' && node.startIndex === call.start;
  return isAlone && /^(block|constructor_body)$/.test(node.parent?.type ?? '')
    ? { start: node.startIndex, end: node.endIndex }
    : null;
}

const dialect: Dialect = {
  blocks: /^(block|constructor_body)$/,
  channel: stream => `${stream}.getChannel()`,
  cast: (type, stream) => `((${type}) ${stream})`,
  totals: ({ type }) => type === null || /^(int|long)$/.test(type),
  declaration: /^\s*(final\s+)?[\w.<>[\]]+\s+\w+(\[\])?\s*(=[^;]*)?;\s*$/,
  namesType: true,
  statement: statementOf,
  lines: javaLines,
};

export const fixLoop = fixLoopIn(dialect);
export const fixCall = fixCallIn(dialect);

/** A name that the outermost function around the loop does not use. */
function freshIn({ file, loop }: Place, wanted: string): string {
  let around = '';
  for (let node = file.root.descendantForIndex(loop.start, loop.end - 1); node; node = node.parent)
    if (file.language.functions.includes(node.type)) around = node.text;
  let name = wanted;
  for (let count = 2; new RegExp(`\\b${name}\\b`).test(around); count += 1) name = `${wanted}${count}`;
  return name;
}

/** Another class of that name would be taken for the channel. */
const hidesName = (file: SourceFile): boolean =>
  /^import\s+(?!java\.nio\.channels\.)[\w.]+\.FileChannel;|\b(class|interface|record|enum)\s+FileChannel\b/m.test(
    file.text,
  );

function imported(file: SourceFile): Edit[] {
  const edit = addLine(file, 'import java.nio.channels.FileChannel;', {
    like: /^(import|package)\s/,
    present: /^import java\.nio\.channels\.(FileChannel|\*);/,
  });
  return edit ? [edit] : [];
}

/** Declarations of the buffer and the count go with the loop where nothing else names them. */
function tidied({ file, scope, loop, read }: CopyLoop, { declaration }: Dialect): Edit[] {
  return [read.buffer?.key, read.count].flatMap(key => {
    const declared = key ? scope.declaration(key) : null;
    if (!key || !declared || declared.start >= loop.start || scope.parameter(key) >= 0) return [];
    const named = [...walk(scope.root)].filter(node => node.kind === 'name' && node.name === key);
    const here = named.every(node => isWithin(node, loop) || isWithin(node, declared));
    const line = removeLine(file, declared, declaration);
    const calls =
      declared.value && [...walk(declared.value)].some(node => node.kind === 'call' && sideEffects(node));
    return here && line && !calls && isWithin(declared, scope.root) ? [line] : [];
  });
}

const sideEffects = (call: Call): boolean => !/^(#buffer|allocate|allocateDirect)$/.test(call.name);
