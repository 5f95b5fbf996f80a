import type { Edit, FixDraft } from '../../../model/finding';
import { addLine, isWhole, removeLine, sourceOf } from '../../fixes/edits';
import type { CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import { countKeys } from '../../loops/counts';
import type { Scope } from '../../source/scope';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';

/** A file opened by its path alone: the call, and the declaration it stands in; null where it stands in the loop. */
interface Opened {
  call: Call;
  declared: Assign | null;
}

const caveats = ['the copy takes on the mode of the source, as fs.copyFile has it'];

/**
 * Replaces a loop between two files that are opened for nothing else by fs.copyFile: their opening, closing, the buffer
 * and the count go with it.
 */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, read, write, scope, sideEffects } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (extra > 0 || !isWhole(file, loop) || !movesPlainly(flow)) return null;
  const from = openedAs(read.end, scope, /^(openSync|open|createReadStream)$/, isReading);
  const to = openedAs(write.end, scope, /^(openSync|open|createWriteStream)$/, isWriting);
  if (!from || !to || !stayTogether(flow, from, to)) return null;
  const call = copyOf(file, from.call, to.call);
  if (!call) return null;
  const gone = [from.declared, to.declared].filter(part => part !== null);
  const closed = closings(flow, gone);
  const names = closed && namesGone(flow);
  if (!closed || !names) return null;
  const lines = [...gone, ...closed, ...names].map(node =>
    removeLine(file, node, /^\s*(const|let|var|await|\w)/),
  );
  if (lines.includes(null)) return null;
  return {
    title: `Replace the loop by ${call.name}`,
    edits: [
      { start: loop.start, end: loop.end, text: call.text },
      ...(lines as Edit[]).filter(
        (line, at, all) => all.findIndex(other => other.start === line.start) === at,
      ),
      ...call.imports,
    ],
    caveats,
  };
}

/** `await pipeline(createReadStream(a), createWriteStream(b))`. */
export function fixCall({ call, file }: CopyCall): FixDraft | null {
  const [from, to] = call.args;
  const awaited = /await\s+$/.test(file.text.slice(Math.max(0, call.start - 12), call.start));
  if (call.name !== 'pipeline' || call.args.length !== 2 || !awaited || !isWhole(file, call)) return null;
  if (from?.kind !== 'call' || to?.kind !== 'call') return null;
  if (from.name !== 'createReadStream' || to.name !== 'createWriteStream') return null;
  if (from.args.length !== 1 || to.args.length !== 1) return null;
  const copy = copyOf(file, from, to);
  if (!copy) return null;
  const text = copy.text.replace(/^await |;$/g, '');
  return {
    title: `Replace pipeline by ${copy.name}`,
    edits: [{ start: call.start, end: call.end, text }, ...copy.imports],
    caveats,
  };
}

/** The call that opened an end by its path, with no options but plain flags. */
function openedAs(end: Ir | null, scope: Scope, by: RegExp, isMode: (call: Call) => boolean): Opened | null {
  if (!end) return null;
  const [only, ...others] = scope.assignments(keyOf(end) ?? '');
  const declared = end.kind === 'call' ? null : (only ?? null);
  const call = end.kind === 'call' ? end : only?.value;
  if (others.length > 0 || call?.kind !== 'call' || !by.test(call.name) || !isMode(call)) return null;
  if (declared && !declared.declares) return null;
  return { call, declared };
}

const flagIs = (call: Call, flag: string): boolean => {
  const given = call.args[1];
  return given?.kind === 'literal' && given.value === flag && call.args.length === 2;
};
const isReading = (call: Call): boolean => call.args.length === 1 || flagIs(call, 'r');
const isWriting = (call: Call): boolean =>
  call.name === 'createWriteStream' ? call.args.length === 1 : flagIs(call, 'w');

/** Openings and loop are statements of one block, and of one kind. */
function stayTogether({ loop }: CopyLoop, from: Opened, to: Opened): boolean {
  const kind = (call: Call): string => call.name.replace(/(Read|Write)Stream/, 'Stream');
  const together = [from.declared, to.declared].every(part => !part || statementOf(part) === loop.parent);
  return together && kind(from.call) === kind(to.call) && loop.parent !== null;
}

const statementOf = (declared: Assign): Ir | null => declared.parent;

/** The read, the write, its waiting and the end test; no way out but the end. */
function movesPlainly(flow: CopyLoop): boolean {
  const { loop, read, write, scope, sideEffects } = flow;
  const { pureCalls, views, housekeepingCalls } = scope.file.language;
  if (read.helper || write.helper || sideEffects.usedAfter.some(name => sideEffects.totals.includes(name)))
    return false;
  // A handler runs later: what stands behind it must not wait for the copy.
  if (read.at.kind === 'loop' && !/^for\s+await\b/.test(sourceOf(scope.file, loop))) return false;
  const kept = keptIn(flow);
  return (
    [...walk(loop)].every(node => {
      if (node.kind === 'jump') return node.word === 'break';
      if (node.kind === 'function') return false;
      if (node.kind === 'loop') return node === loop || isWithin(write.at, node);
      if (node.kind === 'assign')
        return isWithin(node, read.at) || node.declares || kept.has(keyOf(node.targets[0] ?? null) ?? '');
      if (node.kind !== 'call' || node === read.at || node === write.at) return true;
      const waits = node.name === 'once' || !housekeepingCalls.test(node.name);
      return (
        pureCalls.test(node.name) ||
        views.test(node.name) ||
        isWithin(node, read.at) ||
        (waits && node.name === 'once')
      );
    }) && testsPlainly(flow, kept)
  );
}

/** What the loop itself gives values to. */
const keptIn = ({ scope, loop, read, write, sideEffects }: CopyLoop): Set<string> =>
  new Set(
    [...countKeys(scope, loop, read), ...sideEffects.totals, read.buffer?.key, write.count].filter(
      key => typeof key === 'string',
    ),
  );

/** The loop ends where the source does: nothing else is asked. */
function testsPlainly({ loop, read }: CopyLoop, kept: Set<string>): boolean {
  const tests = [...(loop.condition ? [loop.condition] : []), ...conditionsIn(loop)];
  return tests.every(test =>
    [...walk(test)].every(node => {
      const key = keyOf(node);
      const known =
        key === null || kept.has(key.split('.')[0]!) || key === 'undefined' || isWithin(node, read.at);
      return known || node.parent?.kind === 'call' || node.parent?.kind === 'member';
    }),
  );
}

const conditionsIn = (loop: Ir): Ir[] =>
  [...walk(loop)].flatMap(node => (node.kind === 'if' ? [node.condition] : []));

/** The statements that close both ends, in the loop's own block; null where an end is used otherwise. */
function closings({ scope, loop, read, write }: CopyLoop, gone: Assign[]): Ir[] | null {
  const found: Ir[] = [];
  for (const end of [read.end, write.end]) {
    const key = end?.kind === 'call' ? null : keyOf(end);
    if (!key) continue;
    for (const node of walk(scope.root)) {
      if (keyOf(node) !== key || isWithin(node, loop) || gone.some(part => isWithin(node, part))) continue;
      const closing = closingOf(node);
      if (!closing || closing.parent !== loop.parent || closing.start < loop.start) return null;
      found.push(closing);
    }
  }
  return found;
}

/** `fs.closeSync(fd)`, `handle.close()`, `out.end()`, `once(out, 'finish')` around a name. */
function closingOf(node: Ir): Call | null {
  const call = node.parent;
  if (call?.kind !== 'call') return null;
  const last = call.args[call.args.length - 1];
  if (call.receiver === node) return /^(close|end)$/.test(call.name) && call.args.length === 0 ? call : null;
  if (call.name === 'closeSync' && call.args.length === 1) return call;
  const finishes =
    call.name === 'once' && last?.kind === 'literal' && /^(finish|close)$/.test(String(last.value));
  return finishes || (call.name === 'finished' && call.args.length === 1) ? call : null;
}

/** Declarations of the buffer, the count and totals, which nothing else uses; null where something does. */
function namesGone(flow: CopyLoop): Ir[] | null {
  const { scope, loop } = flow;
  const found: Ir[] = [];
  for (const key of keptIn(flow)) {
    const made = scope.assignments(key).filter(assign => !isWithin(assign, loop));
    const used = [...walk(scope.root)].some(
      node => keyOf(node) === key && !isWithin(node, loop) && !made.some(assign => isWithin(node, assign)),
    );
    if (used || made.some(assign => assign.parent !== loop.parent || !assign.declares)) return null;
    if (flow.sideEffects.totals.includes(key) && made.some(assign => !isZero(assign))) return null;
    found.push(...made);
  }
  return found;
}

const isZero = ({ value }: Assign): boolean => value?.kind === 'literal' && value.value === 0;

interface Copy {
  name: string;
  text: string;
  imports: Edit[];
}

/** fs.copyFile in the form the file opens its files by. */
function copyOf(file: SourceFile, from: Call, to: Call): Copy | null {
  const [source, target] = [from.args[0], to.args[0]];
  const callee = /^[\w.]+(?=\()/.exec(sourceOf(file, from))?.[0];
  if (!source || !target || !callee) return null;
  const paths = `(${sourceOf(file, source)}, ${sourceOf(file, target)})`;
  const sync = from.name === 'openSync';
  const name = sync ? 'copyFileSync' : 'copyFile';
  const prefix = callee.slice(0, -from.name.length);
  const isStream = from.name === 'createReadStream';
  if (prefix !== '') {
    const inner = isStream ? `${prefix}promises.${name}` : `${prefix}${name}`;
    return { name: `fs.${name}`, text: `${sync ? '' : 'await '}${inner}${paths};`, imports: [] };
  }
  const imports = isStream ? importLine(file) : importBeside(file, from.name, name);
  return imports && { name: `fs.${name}`, text: `${sync ? '' : 'await '}${name}${paths};`, imports };
}

/** Another name in the braces that already take one from its module. */
function importBeside(file: SourceFile, known: string, wanted: string): Edit[] | null {
  if (new RegExp(`[{,]\\s*${wanted}\\s*[,}]`).test(file.text)) return [];
  const braces = new RegExp(`\\{(?=[^{}]*[{,\\s]${known}\\s*[,}])[^{}]*\\}\\s*(?:from\\b|=\\s*require\\b)`);
  const found = braces.exec(`${file.text}`);
  if (!found) return null;
  return [{ start: found.index + 1, end: found.index + 1, text: ` ${wanted},` }];
}

/** `copyFile` from fs/promises, in a module of the language's own kind. */
function importLine(file: SourceFile): Edit[] | null {
  if (/[{,]\s*copyFile\s*[,}][^;]*promises/.test(file.text)) return [];
  const like = /^import\b.*\bfrom\b/;
  if (!new RegExp(like.source, 'm').test(file.text)) return null;
  const line = addLine(file, "import { copyFile } from 'node:fs/promises';", { like });
  return line ? [line] : [];
}
