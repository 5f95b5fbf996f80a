import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import { freshName } from '../../fixes/edits';
import type { FixPlan, FixRequest, Line, Piece, Symbols } from '../../fixes/plan';
import { bindingsOf, importedNames } from '../../fixes/printer';
import type { CopyCall } from '../../language';
import { isNamedInHandler } from '../../loops/observers';
import { leadsToPseudoFile } from '../../loops/pseudoFiles';
import type { Total } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import type { Binding } from '../../source/languageTables';
import type { Ir, Try } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import { closes, makesCalls, mayBeDescriptor, modeOf, openedAs } from './opened';

/** Bytes of one call: the interpreter handles signals between two of them. */
const most = '1 << 24';

/** A copy between two files: a loop with its first read, or a call. */
interface FileCopy {
  title: Message;
  /** The statements of the copy, the first and the last. */
  first: Ir;
  last: Ir;
  source: { node: Ir; uses: readonly Ir[] };
  sink: { node: Ir; uses: readonly Ir[] };
  total: Total | null;
  names: Pick<Symbols, 'assignments' | 'globalOf' | 'typeOf' | 'fresh' | 'isNamed'>;
  imports: readonly string[];
  bindings: readonly Binding[];
  caveats: Message[];
}

/**
 * Puts os.copy_file_range before a loop between two files that the function opens for it alone; the loop stays. Where
 * the call is missing or refuses (another system, a pipe, a file of /proc), and where it fails, the loop goes on from the
 * same offsets and raises what it would have raised. Nothing waits in a buffer of either file at that point.
 */
export function planCopyRange(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  const { loop, limit, firstRead, totals } = summary;
  const [total = null, ...others] = totals;
  if (obstacles({ ...summary, firstRead: null }).length > 0 || limit || others.length > 0) return null;
  if (losesNames(request)) return null;
  const isSeen = total !== null && (symbols.isShared(total.key) || isNamedInHandler(total.key, loop));
  return planned({
    title: message('fix.before-loop', { call: 'os.copy_file_range' }),
    first: firstRead ?? loop,
    last: loop,
    source: summary.source,
    sink: summary.sink,
    total,
    names: symbols,
    imports: symbols.imports,
    bindings: symbols.bindings,
    caveats: isSeen ? [message('caveat.total-differs')] : [],
  });
}

/** As `planCopyRange`, before shutil.copyfileobj. */
export function planCallRange({ call, scope, file }: CopyCall): FixPlan | null {
  const [input, output] = call.args;
  if (!input || !output || keyOf(call.receiver) !== 'shutil' || call.parent?.kind !== 'block') return null;
  const usesOf = (end: Ir): Ir[] =>
    [...walk(scope.root)].filter(
      node => keyOf(node) === keyOf(end) && !isWithin(node, call) && !isTarget(node),
    );
  return planned({
    title: message('fix.before-copyfileobj', { call: 'os.copy_file_range' }),
    first: call,
    last: call,
    source: { node: input, uses: usesOf(input) },
    sink: { node: output, uses: usesOf(output) },
    total: null,
    names: {
      assignments: key => scope.assignments(key),
      globalOf: key => file.global(key),
      typeOf: key => scope.typeOf(key),
      fresh: name => freshName(file, name),
      isNamed: name => freshName(file, name) !== name,
    },
    imports: importedNames(file),
    bindings: bindingsOf(file),
    caveats: [],
  });
}

/** What a copy calls by bare names, and what it calls of shutil. */
const namesCalled = (copy: Ir): string[] =>
  [...walk(copy)].flatMap(node => {
    if (node.kind !== 'call') return [];
    if (keyOf(node.receiver) === 'shutil') return ['shutil', `shutil.${node.name}`];
    return node.receiver === null && /^(iter|partial)$/.test(node.name) ? [node.name] : [];
  });

/** Modules that handle signals, and those that put doubles in place of what a test calls. */
const unsettling = /^(signal|((unittest\.)?mock|pytest_mock|pyfakefs)(\..*)?)$/;

/** `from unittest import mock` names a module as well. */
const isUnsettling = ({ module, name }: Binding): boolean =>
  unsettling.test(module) || unsettling.test(`${module}.${name}`);

/** Calls by which a program is told of each line that runs (sys, threading). */
const watching = ['settrace', 'setprofile', 'settrace_all_threads', 'setprofile_all_threads'];

/** Whether a function hands out all of its names: new ones would be among them. */
const looksAtNames = (place: Ir): boolean => {
  const root = [...ancestors(place)].find(up => up.kind === 'function') ?? place;
  return [...walk(root)].some(
    node => node.kind === 'call' && !node.receiver && /^(locals|vars|dir|eval|exec)$/.test(node.name),
  );
};

const isTarget = (node: Ir): boolean =>
  node.parent?.kind === 'assign' && node.parent.targets.some(target => target.start === node.start);

function planned(copy: FileCopy): FixPlan | null {
  const { first, last, source, sink, imports } = copy;
  if (
    first.parent?.kind !== 'block' ||
    !isOpenedFor(source, /^rb$/, copy) ||
    !isOpenedFor(sink, /^[wx]b$/, copy)
  )
    return null;
  if (!closesNext(last, source.node, sink.node) || !standsBehindOpening(copy)) return null;
  if (['os', 'open', ...namesCalled(last)].some(name => isTaken(name, copy))) return null;
  if (copy.bindings.some(isUnsettling) || looksAtNames(first) || watching.some(copy.names.isNamed))
    return null;
  const isTopLevel = ![...ancestors(first)].some(up => up.kind === 'function');
  if (imports.length === 0 || (isTopLevel && !imports.includes('os'))) return null;
  return {
    title: copy.title,
    changes: [
      { kind: 'insert-before', node: first, lines: linesOf(copy) },
      { kind: 'import', line: 'import os', named: 'os' },
    ],
    caveats: copy.caveats,
    compared: true,
  };
}

/**
 * The call's own failures are passed over. What was raised while it ran is not: by a handler of a signal, whose frame
 * stands in the traceback, or by another thread (PyThreadState_SetAsyncExc), which can name only a class: one of Python's
 * own has no arguments then. TimeoutError is an OSError.
 */
function linesOf({ source, sink, total, names }: FileCopy): Line[] {
  const call: Piece[] = [
    ...['os.copy_file_range(', { node: source.node }, '.fileno(), '],
    ...[{ node: sink.node }, `.fileno(), ${most})`],
  ];
  const failure = names.fresh('failure');
  return [
    ['try:'],
    ...(total ? countedCall(call, total, names.fresh('moved')) : [['\twhile ', ...call, ':'], ['\t\tpass']]),
    [`except (AttributeError, OSError) as ${failure}:`],
    ["\t# Raised by a signal's handler or by another thread, not by the call:"],
    [`\tif ${failure}.__traceback__.tb_next or not ${failure}.args ${ofOwnClass(failure)}:`],
    ['\t\traise'],
  ];
}

const ofOwnClass = (failure: string): string => `or ${failure}.__class__.__module__ != "builtins"`;

const countedCall = (call: Piece[], { target, operator }: Total, moved: string): Line[] => [
  ['\twhile True:'],
  [`\t\t${moved} = `, ...call],
  [`\t\tif not ${moved}:`],
  ['\t\t\tbreak'],
  ['\t\t', { node: target }, ` ${operator} ${moved}`],
];

/** `open(path, 'rb')`, of what may be a file on a disk, and used by nothing but the copy and its closing. */
function isOpenedFor({ node, uses }: FileCopy['source'], mode: RegExp, { names, last }: FileCopy): boolean {
  const key = node.kind === 'name' ? node.name : null;
  const opened = key && openedAs(key, names);
  if (!key || !opened || opened.receiver !== null || opened.args.length !== 2) return false;
  const [path] = opened.args;
  const isFile = path && !leadsToPseudoFile(path, names) && !mayBeDescriptor(path, names);
  const others = uses.filter(use => use.start > last.end || !isWithin(use, last));
  return (
    isFile === true &&
    mode.test(modeOf(opened) ?? '') &&
    others.every(
      use => isOfFirst(use, last) || (use.start > last.end && use.parent !== null && closes(use.parent, key)),
    )
  );
}

/** The read that stands before a loop reads ahead for it. */
const isOfFirst = (use: Ir, last: Ir): boolean =>
  use.start < last.start &&
  last.parent?.kind === 'block' &&
  isWithin(use, last.parent.body[last.parent.body.indexOf(last) - 1] ?? last) &&
  use.parent?.kind === 'call' &&
  use.parent.name === 'read';

/** Between the opening and the copy nothing is done that could change what the paths name. */
function standsBehindOpening({ first, source, sink, names }: FileCopy): boolean {
  if (first.parent?.kind !== 'block') return false;
  const { body } = first.parent;
  const opened = [source, sink].map(({ node }) => openedAs(keyOf(node) ?? '', names));
  return body
    .slice(0, body.indexOf(first))
    .every(
      statement =>
        opened.some(call => call && isWithin(call, statement)) ||
        opened.every(call => call && statement.end <= call.start) ||
        (statement.kind === 'assign' && !makesCalls(statement)),
    );
}

/**
 * Whether the sink is closed right behind the copy: a failure that the loop would have raised may be raised by the
 * closing instead, where the last bytes are written, and no code may run in between.
 */
function closesNext(last: Ir, source: Ir, sink: Ir): boolean {
  const block = last.parent;
  if (block?.kind !== 'block') return false;
  const [next] = block.body.slice(block.body.indexOf(last) + 1);
  if (next) return closes(next, keyOf(sink));
  return (
    block.parent?.kind === 'try' && block.parent.body === block && isLeftFirst(block.parent, source, sink)
  );
}

/** Whether the sink is the first of what a `with` opens that is left, but for the source. */
function isLeftFirst({ resources }: Try, source: Ir, sink: Ir): boolean {
  const keys = resources.map(resource =>
    resource.kind === 'assign' ? keyOf(resource.targets[0] ?? null) : null,
  );
  const place = keys.indexOf(keyOf(sink));
  return place >= 0 && keys.slice(place + 1).every(key => key === keyOf(source));
}

/** The modules of names that code imports by themselves. */
const modules: Record<string, string> = { partial: 'functools' };

/** Whether a name is no longer what Python or its library calls so. */
function isTaken(name: string, { bindings, names }: FileCopy): boolean {
  const bound = bindings.filter(({ local }) => local === name || local === '*');
  const from = modules[name];
  const isOwn = bound.every(({ module, name: taken }) =>
    from ? module === from && taken === name : module.split('.')[0] === name && taken === null,
  );
  return names.assignments(name).length > 0 || !isOwn || bound.some(({ local }) => local === '*');
}

/** Names that hold something else after the loop where it is left nothing to read. */
function losesNames({ summary: { liveOut }, symbols, buffer }: FixRequest): boolean {
  const isAsked = (key: string): boolean => symbols.isReadAfterLoop(key) || symbols.isShared(key);
  const stale = liveOut.filter(({ holds }) => holds.some(({ holding }) => holding === 'stale'));
  // A chunk that each read replaces is empty at the end of both programs; a buffer that is filled is not.
  const isFilled = buffer !== null && !liveOut.some(({ key }) => key === buffer);
  return stale.some(({ key }) => isAsked(key)) || (isFilled && isAsked(buffer));
}
