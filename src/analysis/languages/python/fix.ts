import type { Edit, FixDraft } from '../../../model/finding';
import {
  addLine,
  indentAt,
  isReadOutside,
  isWhole,
  removeLine,
  replaceByLines,
  sourceOf,
} from '../../fixes/edits';
import type { CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Scope } from '../../source/scope';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call, Ir, Jump } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/** Replaces a loop from a file to a plain socket by socket.sendfile, and one between two opened paths by shutil.copyfile. */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, source, sink, sideEffects } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (extra > 0 || !isWhole(file, loop) || source.type !== 'file' || !movesPlainly(flow)) return null;
  // What a coroutine awaits must not block its event loop.
  if (/\bawait\b/.test(sourceOf(file, loop))) return null;
  const parts = partsOfLoop(flow);
  if (!parts) return null;
  if (sink.type === 'socket') return toSocket(flow, parts, sourceOf(file, flow.write.end!));
  const handles =
    sourceOf(file, flow.write.end!) === 'self.wfile' && /\bclass \w+\([^)]*RequestHandler\b/.test(file.text);
  if (sink.type === 'wfile')
    return handles ? toSocket(flow, parts, 'self.connection', 'self.wfile.flush()') : null;
  return sink.type === 'file' && parts.leave === null ? toFile(flow, parts) : null;
}

function movesPlainly({ read, write, source, sink, loop }: CopyLoop): boolean {
  const name = write.at.kind === 'call' ? write.at.name : '';
  return (
    !read.helper &&
    !write.helper &&
    source.wrappers.length === 0 &&
    sink.wrappers.length === 0 &&
    source.key !== null &&
    sink.key !== null &&
    /^(write|sendall)$/.test(name) &&
    (read.at.kind === 'loop' ? read.at === loop : /^read(into)?$/.test(read.at.name)) &&
    (read.length !== null || read.buffer !== null)
  );
}

interface Parts {
  total: Assign | null;
  /** The return that ends the loop; null where it just ends. */
  leave: Jump | null;
  /** The first read, before the loop. */
  first: Assign | null;
}

/** What the loop consists of; null where it holds anything else. */
function partsOfLoop(flow: CopyLoop): Parts | null {
  const { loop, read, write, sideEffects, scope } = flow;
  const parts: Parts = { total: null, leave: null, first: null };
  const reads = new Set<Ir>();
  const after = sideEffects.usedAfter.filter(name => !sideEffects.totals.includes(name));
  if (after.length > 0) return null;
  for (const node of walk(loop)) {
    if (isWithinHead(node, flow)) continue;
    if (node.kind === 'call') {
      const again = /^read(into)?$/.test(node.name) && keyOf(node.receiver) === keyOf(read.end);
      if (again) reads.add(node);
      else if (node !== write.at && node.name !== 'len') return null;
    } else if (node.kind === 'jump') {
      if (node.word === 'return' && parts.leave === null) parts.leave = node;
      else if (node.word !== 'break') return null;
    } else if (node.kind === 'assign') {
      const key = keyOf(node.targets[0] ?? null) ?? '';
      const isTotal = node.operator === '+=' && sideEffects.totals.includes(key) && parts.total === null;
      if (isTotal) parts.total = node;
      else if ((key !== read.buffer?.key && key !== read.count) || node.operator !== '=') return null;
    } else if ((node.kind === 'loop' && node !== loop) || node.kind === 'function' || node.kind === 'other')
      return null;
  }
  if (reads.size > 1 || hasElse(flow)) return null;
  if (read.returnsBytes && read.at.kind !== 'loop') {
    const before = scope
      .assignments(read.buffer!.key)
      .filter(assign => !isWithin(assign, loop) && assign.end <= loop.start);
    const test = loop.condition?.kind === 'literal' || (loop.condition && isWithin(read.at, loop.condition));
    const firsts = before.filter(assign => readsAgain(assign, flow));
    if (!test && (before.length !== 1 || firsts.length > 1)) return null;
    if (!test) parts.first = firsts[0] ?? null;
  }
  return parts;
}

/** The same read, before the loop. */
const readsAgain = (assign: Assign, { read }: CopyLoop): boolean =>
  [...walk(assign)].some(
    node => node.kind === 'call' && node.name === 'read' && keyOf(node.receiver) === keyOf(read.end),
  );

/** `for …: … else: …` and `while …: … else: …`. */
const hasElse = ({ file, loop }: CopyLoop): boolean =>
  new RegExp(`^${indentAt(file, loop.start)}else\\b`, 'm').test(sourceOf(file, loop));

/** What a for-each walks over is the read itself. */
const isWithinHead = (node: Ir, { read }: CopyLoop): boolean =>
  read.at.kind === 'loop' &&
  (node === read.at.element || (read.at.over !== null && isWithin(node, read.at.over)));

function toSocket(flow: CopyLoop, parts: Parts, output: string, ...before: string[]): FixDraft | null {
  const { file, loop, scope, read } = flow;
  const input = sourceOf(file, read.end!);
  const offset = isFresh(flow, parts) ? '' : `, offset=${input}.tell()`;
  const call = `${output}.sendfile(${input}${offset})`;
  const line = parts.total ? `${sourceOf(file, parts.total.targets[0]!)} += ${call}` : call;
  const leave = parts.leave ? [sourceOf(file, parts.leave)] : [];
  const first = parts.first ? removeLine(file, parts.first, /^\s*\w+\s*=/) : null;
  if (parts.first && !first) return null;
  if (parts.leave && mentions(parts.leave, read.buffer!.key)) return null;
  const buffers = bufferLine(scope, flow);
  return {
    title: 'Replace the loop by socket.sendfile',
    edits: [replaceByLines(file, loop, [...before, line, ...leave]), ...(first ? [first] : []), ...buffers],
    caveats: [],
  };
}

const mentions = (node: Ir, key: string): boolean => [...walk(node)].some(part => keyOf(part) === key);

/** Whether nothing has moved in the file since it was opened: sendfile starts at its offset, which is 0. */
function isFresh({ scope, read }: CopyLoop, { first }: Parts): boolean {
  const key = keyOf(read.end);
  return ![...walk(scope.root)].some(
    node =>
      node.kind === 'call' &&
      keyOf(node.receiver) === key &&
      node !== read.at &&
      !(first && isWithin(node, first)) &&
      node.start < read.at.start &&
      node.name !== 'fileno',
  );
}

/** The buffer of readinto, where nothing else uses it. */
function bufferLine(scope: Scope, { file, read, loop }: CopyLoop): Edit[] {
  if (read.returnsBytes || !read.buffer) return [];
  const key = read.buffer.key;
  const made = scope.assignments(key);
  const views = [...walk(scope.root)].filter(
    (node): node is Assign =>
      node.kind === 'assign' && node.value !== null && mentions(node.value, key) && !isWithin(node, loop),
  );
  const apart = [loop, ...made, ...views];
  const names = [key, ...views.map(view => keyOf(view.targets[0] ?? null) ?? '')];
  if (made.length !== 1 || names.some(name => isReadOutside(scope.root, name, apart))) return [];
  return [...made, ...views]
    .map(assign => removeLine(file, assign, /^\s*\w+\s*=/))
    .filter(edit => edit !== null);
}

/** `with open(a, 'rb') as x, open(b, 'wb') as y:` around nothing but the loop becomes one call. */
function toFile(flow: CopyLoop, parts: Parts): FixDraft | null {
  const { file, loop, scope, source, sink } = flow;
  const around = aroundOnly(file, loop.start, loop.end, parts.first);
  const from = pathOf(source.key!, scope, 'r');
  const to = pathOf(sink.key!, scope, 'w');
  if (!around || !from || !to || parts.total) return null;
  if ([source.key!, sink.key!].some(key => usedBeyond(key, scope, around))) return null;
  const call = `shutil.copyfile(${sourceOf(file, from)}, ${sourceOf(file, to)})`;
  return copyFile(file, around, 'the loop', call);
}

function copyFile(file: SourceFile, around: Range, what: string, call: string): FixDraft | null {
  if (!/^import \w/m.test(file.text)) return null;
  const line = addLine(file, 'import shutil', { like: /^import \w/, present: /^import shutil\b/ });
  return {
    title: `Replace ${what} by shutil.copyfile`,
    edits: [{ start: around.start, end: around.end, text: call }, ...(line ? [line] : [])],
    caveats: ['copying a file onto itself raises SameFileError'],
  };
}

interface Range {
  start: number;
  end: number;
}

/** The outermost with statement that holds nothing but the loop or call (and the read before it). */
function aroundOnly(file: SourceFile, start: number, end: number, first: Ir | null): Range | null {
  let found: Range | null = null;
  let allowed = first ? 2 : 1;
  for (let at = file.root.descendantForIndex(start, end - 1); at; at = at.parent) {
    if (at.startIndex > start || at.endIndex < end) continue;
    if (/^(function_definition|module)$/.test(at.type)) break;
    const isBlock = at.type === 'block' && at.startIndex <= start && at.parent?.type === 'with_statement';
    if (!isBlock) {
      if (!/^(with_statement|expression_statement|call|while_statement|for_statement)$/.test(at.type)) break;
      continue;
    }
    if (at.namedChildren.filter(part => part && !part.isExtra).length !== allowed) break;
    found = { start: at.parent!.startIndex, end: at.parent!.endIndex };
    allowed = 1;
  }
  return found;
}

/** The path of `open(path, 'rb')`, where the mode is just that and the name has no other value. */
function pathOf(key: string, scope: Scope, mode: 'r' | 'w'): Ir | null {
  const [only, ...others] = scope.assignments(key);
  const call = only?.value;
  if (others.length > 0 || call?.kind !== 'call' || call.name !== 'open' || call.receiver) return null;
  const [path, written] = call.args;
  const isMode = written?.kind === 'literal' && written.value === `${mode}b`;
  return isMode && call.args.length === 2 && path ? path : null;
}

function usedBeyond(key: string, scope: Scope, around: Range): boolean {
  return [...walk(scope.root)].some(
    node =>
      node.kind === 'name' && node.name === key && (node.start < around.start || node.start >= around.end),
  );
}

/** shutil.copyfileobj to what socket.makefile gave becomes that socket's sendfile; between two opened paths, copyfile. */
export function fixCall({ call, source, sink, scope, file }: CopyCall): FixDraft | null {
  const statement = [...ancestors(call)][0];
  if (!isWhole(file, call) || (statement?.kind !== 'block' && statement?.kind !== 'other')) return null;
  if (sink.type === 'file') {
    const around = aroundOnly(file, call.start, call.end, null);
    const from = source.key && pathOf(source.key, scope, 'r');
    const to = sink.key && pathOf(sink.key, scope, 'w');
    if (!around || !from || !to || [source.key!, sink.key!].some(key => usedBeyond(key, scope, around)))
      return null;
    return copyFile(
      file,
      around,
      'copyfileobj',
      `shutil.copyfile(${sourceOf(file, from)}, ${sourceOf(file, to)})`,
    );
  }
  return toMaker(call, sink.key, scope, file);
}

function toMaker(call: Call, sink: string | null, scope: Scope, file: SourceFile): FixDraft | null {
  const [only, ...others] = sink ? scope.assignments(sink) : [];
  const made = only?.value;
  if (others.length > 0 || made?.kind !== 'call' || made.name !== 'makefile' || !made.receiver) return null;
  const input = sourceOf(file, call.args[0]!);
  const key = keyOf(call.args[0]!);
  const uses = [...walk(scope.root)].filter(
    node => node.kind === 'call' && node.start < call.start && [keyOf(node.receiver)].includes(sink!),
  );
  const moved = [...walk(scope.root)].some(
    node => node.kind === 'call' && node.start < call.start && keyOf(node.receiver) === key,
  );
  if (key === null) return null;
  const offset = moved ? `, offset=${input}.tell()` : '';
  const lines = [
    ...(uses.length > 0 ? [`${sink}.flush()`] : []),
    `${sourceOf(file, made.receiver)}.sendfile(${input}${offset})`,
  ];
  return {
    title: 'Replace copyfileobj by socket.sendfile',
    edits: [replaceByLines(file, call, lines)],
    caveats: [],
  };
}
