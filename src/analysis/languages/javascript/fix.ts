import { message } from '../../../messages/message';
import { freshName } from '../../fixes/edits';
import type { Change, FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { CopyCall } from '../../language';
import type { EndState } from '../../loops/summary';
import type { Binding } from '../../source/languageTables';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf } from '../../syntax/ir';
import { boundPath, soleBindings } from './imports';
import { awaitsFinish, declarationsGone, isAwaited, isPlain, isReplaceable, written } from './replacing';

/** What libuv's uv_fs_copyfile does otherwise than a loop (libuv 1.x, src/unix/fs.c): it goes by the size of the source. */
const caveats = [
  message('caveat.javascript.mode'),
  message('caveat.javascript.size'),
  message('caveat.javascript.failure'),
  message('caveat.javascript.copy-onto-itself'),
];
const finishesWrites = message('caveat.cut-writes');
const opensSourceFirst = message('caveat.javascript.source-first');

/** A file opened by its path alone: the call, and the declaration it stands in; null where it stands in the loop. */
interface Opened {
  call: Call;
  declared: Assign | null;
}

/**
 * Replaces a loop between two files that are opened for nothing else by fs.copyFile: their opening, closing, the buffer
 * and the count go with it.
 */
export function planCopyFile(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  if (!isReplaceable(request) || !summary.reads.every(node => isSequential(node, request))) return null;
  if (!summary.writes.every(node => isSequential(node, request))) return null;
  const from = openedAs(summary.source.node, request, isReading);
  const to = openedAs(summary.sink.node, request, isWriting);
  if (!from || !to || !standTogether(request, [from, to])) return null;
  const copy = copyOf(symbols.bindings, [from.call, to.call], symbols.freshInFile);
  const names = declarationsGone(request);
  const closed = closings(request);
  if (!copy || !names || !closed) return null;
  const opened = [from.declared, to.declared].filter(part => part !== null);
  const gone = [...new Set<Ir>([...opened, ...closed, ...names])];
  return {
    title: message('fix.replace-loop', { call: copy.name }),
    changes: [
      { kind: 'replace', node: summary.loop, lines: [[...copy.call, ';']] },
      ...gone.map((node): Change => ({ kind: 'remove', node })),
      ...copy.needs,
    ],
    caveats: [
      ...caveats,
      ...(summary.ignores.length > 0 ? [finishesWrites] : []),
      ...(from.call.name === 'createReadStream' ? [opensSourceFirst] : []),
    ],
  };
}

/** `await pipeline(createReadStream(a), createWriteStream(b))`. */
export function planCall({ call, file }: CopyCall): FixPlan | null {
  const [from, to] = call.args;
  if (call.name !== 'pipeline' || call.args.length !== 2 || !isAwaited(call)) return null;
  if (from?.kind !== 'call' || to?.kind !== 'call' || from.args.length !== 1 || to.args.length !== 1)
    return null;
  const bindings = soleBindings(file);
  const ends = [boundPath(from, bindings), boundPath(to, bindings)];
  if (ends.join() !== 'fs.createReadStream,fs.createWriteStream') return null;
  const copy = copyOf(bindings, [from, to], wanted => freshName(file, wanted));
  if (!copy) return null;
  const isStatement = call.wraps?.some(({ type }) => type === 'expression_statement');
  const line: Line = isStatement ? [...copy.call, ';'] : copy.call;
  return {
    title: message('fix.replace-pipeline', { call: copy.name }),
    changes: [{ kind: 'replace', node: call, lines: [line] }, ...copy.needs],
    caveats: [...caveats, opensSourceFirst],
  };
}

/** The call that opened an end by its path, with no options but plain flags. */
function openedAs(end: Ir, { symbols }: FixRequest, isMode: (call: Call) => boolean): Opened | null {
  const [only, ...others] = end.kind === 'call' ? [] : symbols.assignments(keyOf(end) ?? '');
  const call = end.kind === 'call' ? end : only?.value;
  if (others.length > 0 || call?.kind !== 'call' || !isMode(call)) return null;
  if (only && (!only.declares || only.fields)) return null;
  return { call, declared: only ?? null };
}

const flagIs = (call: Call, flag: string): boolean => {
  const given = call.args[1];
  return given?.kind === 'literal' && given.value === flag && call.args.length === 2;
};
const isStream = (call: Call): boolean => /^create(Read|Write)Stream$/.test(call.name);
const isReading = (call: Call): boolean => call.args.length === 1 || (!isStream(call) && flagIs(call, 'r'));
const isWriting = (call: Call): boolean => (isStream(call) ? call.args.length === 1 : flagIs(call, 'w'));

/** A read or write at the file's own position, or at a total that counts from 0. */
function isSequential(node: Ir, { summary, symbols }: FixRequest): boolean {
  if (node.kind !== 'call') return true;
  const at = node.args[/Sync$/.test(node.name) ? 4 : 3];
  if (!at || (at.kind === 'literal' && at.value === null) || keyOf(at) === 'undefined') return true;
  const total = summary.totals.find(({ key, operator }) => key === keyOf(at) && operator === '+=');
  const before = symbols.assignments(total?.key ?? '').filter(assign => assign !== total?.node);
  const [first, ...others] = before;
  const fromZero = first?.value?.kind === 'literal' && first.value.value === 0 && others.length === 0;
  return total !== undefined && fromZero && total.node.start > node.start && isWithin(node, summary.loop);
}

/** Between the openings and the loop stand declarations alone: the paths still name the same files. */
function standTogether({ summary: { loop } }: FixRequest, opened: Opened[]): boolean {
  if (loop.parent?.kind !== 'block') return false;
  const { body } = loop.parent;
  const declared = opened.map(({ declared }) => declared).filter(part => part !== null);
  if (declared.some(assign => assign.parent !== loop.parent)) return false;
  const places = declared.map(assign => body.indexOf(assign));
  const between = body.slice(Math.min(...places, body.indexOf(loop)), body.indexOf(loop));
  return between.every(
    node => node.kind === 'assign' && node.declares && (declared.includes(node) || isPlain(node)),
  );
}

/** The statements that close both ends, after the loop in its own block; null where an end is used otherwise. */
function closings({ summary: { source, sink, loop } }: FixRequest): Call[] | null {
  const found: Call[] = [];
  for (const end of [source, sink]) {
    const calls = end.uses.map(use => closingOf(use, end));
    if (calls.some(call => !call || call.parent !== loop.parent || call.start < loop.end)) return null;
    found.push(...calls.filter(call => call !== null));
  }
  return found;
}

/** `fs.closeSync(fd)`, `handle.close()`, `out.end()`, `once(out, 'finish')` around a use of an end. */
function closingOf(use: Ir, { node }: EndState): Call | null {
  const call = use.parent;
  if (call?.kind !== 'call') return null;
  if (call.receiver === use) return /^(close|end)$/.test(call.name) && call.args.length === 0 ? call : null;
  if (call.name === 'closeSync' && call.args.length === 1) return call;
  return awaitsFinish(call, keyOf(node) ?? '', 'finish or close') ? call : null;
}

interface Copy {
  /** What the call is named by: `fs.copyFile`. */
  name: string;
  call: Line;
  needs: Change[];
}

/** By what the files are opened: the function of the same kind that copies, and the module it is in. */
const kinds: Record<string, { opens: [string, string]; module: string; name: string; inside: string }> = {
  openSync: { opens: ['fs.openSync', 'fs.openSync'], module: 'fs', name: 'copyFileSync', inside: '' },
  open: {
    opens: ['fs.promises.open', 'fs.promises.open'],
    module: 'fs.promises',
    name: 'copyFile',
    inside: '',
  },
  createReadStream: {
    opens: ['fs.createReadStream', 'fs.createWriteStream'],
    module: 'fs.promises',
    name: 'copyFile',
    inside: 'promises.',
  },
};

/** fs.copyFile in the form the file opens its files by. */
function copyOf(
  bindings: readonly Binding[],
  [from, to]: [Call, Call],
  fresh: (wanted: string) => string,
): Copy | null {
  const kind = kinds[from.name];
  const [source, target] = [from.args[0], to.args[0]];
  const paths = [from, to].map(call => boundPath(call, bindings));
  if (!kind || !source || !target || paths.join() !== kind.opens.join()) return null;
  const wait = kind.module === 'fs' ? '' : 'await ';
  if (wait && from.name === 'open' && !(isAwaited(from) && isAwaited(to))) return null;
  const given: Piece[] = ['(', written(source), ', ', written(target), ')'];
  const name = `fs.${kind.name}`;
  if (from.receiver)
    return {
      name,
      call: [wait, { node: from.receiver }, `.${kind.inside}${kind.name}`, ...given],
      needs: [],
    };
  const { local, needs } = bound(bindings, kind, fresh);
  return { name, call: [`${wait}${local}`, ...given], needs };
}

/** The file's own name for a function of a module, and the import it needs for that. */
export function bound(
  bindings: readonly Binding[],
  { module, name }: { module: string; name: string },
  fresh: (wanted: string) => string,
): { local: string; needs: Change[] } {
  const known = bindings.find(binding => binding.module === module && binding.name === name);
  if (known) return { local: known.local, needs: [] };
  const local = fresh(name);
  const from = `'node:${module.replace('.', '/')}'`;
  const isImport = bindings.some(({ by }) => by === 'import');
  const line = isImport
    ? `import { ${name}${local === name ? '' : ` as ${local}`} } from ${from};`
    : `const { ${name}${local === name ? '' : `: ${local}`} } = require(${from});`;
  return { local, needs: [{ kind: 'import', line, named: `${module}.${name}` }] };
}
