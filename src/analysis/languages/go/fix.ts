import type { Edit, FixDraft } from '../../../model/finding';
import {
  freshName,
  isReadOutside,
  isWhole,
  lineEnd,
  removeLine,
  replaceByLines,
  sourceOf,
} from '../../fixes/edits';
import type { CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { SourceFile } from '../../source/sourceFile';
import type { Assign, Call, If, Ir, Jump } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/**
 * Replaces a loop by io.Copy where every way out of it is understood: the end of the source, a failed read, a failed
 * write. Errors that are told apart, limits, progress and waiting keep their loop.
 */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, source, sink, sideEffects } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  if (!movesPlainly(flow) || extra > 0 || !isWhole(file, loop)) return null;
  if (source.key === null || sink.key === null) return null;
  const parts = partsOfLoop(flow);
  const ways = parts && waysOut(flow, parts);
  const lines = ways && parts && linesFor(flow, parts, ways);
  const tidied = lines && tidy(flow, lines.join('\n'));
  if (!lines || !tidied) return null;
  const ignored = ways.write === null ? ['a failed write ends the copy, where the loop went on'] : [];
  return {
    title: 'Replace the loop by io.Copy',
    edits: [replaceByLines(file, loop, lines), ...tidied],
    caveats: ignored,
  };
}

function movesPlainly({ read, write, source, sink, loop }: CopyLoop): boolean {
  const plain = (call: Ir, name: string): boolean =>
    call.kind === 'call' && call.name === name && call.receiver !== null;
  return (
    plain(read.at, 'Read') &&
    plain(write.at, 'Write') &&
    !read.helper &&
    !write.helper &&
    [...source.wrappers, ...sink.wrappers].every(name => /^New(Reader|Writer)(Size)?$/.test(name)) &&
    loop.over === null &&
    loop.setup.length + loop.update.length === 0
  );
}

interface Parts {
  jumps: Jump[];
  totals: Assign[];
  /** Assignments of an error to a variable that outlives the loop. */
  kept: Assign[];
}

/** What the loop consists of; null where it holds anything else. */
function partsOfLoop(flow: CopyLoop): Parts | null {
  const { loop, read, write, sideEffects } = flow;
  const parts: Parts = { jumps: [], totals: [], kept: [] };
  if (loop.condition !== null) return null;
  for (const node of walk(loop)) {
    if (node.kind === 'jump') parts.jumps.push(node);
    else if (node.kind === 'call' && !isKnownCall(node, flow)) return null;
    else if (node.kind === 'loop' && node !== loop) return null;
    else if (node.kind === 'function' || (node.kind === 'other' && node.type !== 'expression_list'))
      return null;
    else if (node.kind === 'assign') {
      const holds = (call: Ir): boolean => node.value !== null && isWithin(call, node.value);
      if (holds(read.at) || holds(write.at)) continue;
      if (node.operator === '+=' && sideEffects.totals.includes(keyOf(node.targets[0] ?? null) ?? ''))
        parts.totals.push(node);
      else if (node.operator === '=' && !node.declares && isErrorName(node.value, flow))
        parts.kept.push(node);
      else return null;
    }
  }
  return parts.totals.length <= 1 &&
    parts.jumps.every(jump => jump.word !== 'continue' && jump.word !== 'goto')
    ? parts
    : null;
}

function isKnownCall(call: Call, { read, write }: CopyLoop): boolean {
  if (call === read.at || call === write.at) return true;
  if (/^(len|u?int(64|32)?)$/.test(call.name) && !call.receiver) return true;
  if (call.name === 'Is' && keyOf(call.receiver) === 'errors') return true;
  // What a return hands out is moved as it is written.
  return [...ancestors(call)].some(up => up.kind === 'jump');
}

interface ErrorName {
  name: string;
  from: 'read' | 'write';
  at: number;
  /** Where the name means this error. */
  within: Ir;
}

/** The names that hold the errors of the read and the write. */
function errorNames({ read, write, loop }: CopyLoop): ErrorName[] {
  return [read, write].flatMap(move => {
    const assign = [...ancestors(move.at)].find((up): up is Assign => up.kind === 'assign');
    const name = keyOf(assign?.targets[1] ?? null);
    const within = (assign?.declares && assign.parent) || loop;
    return name && name !== '_' ? [{ name, from: move.effect, at: move.at.start, within }] : [];
  });
}

const isShort = (node: Ir | null): boolean => keyOf(node) === 'io.ErrShortWrite';
const isErrorName = (node: Ir | null, flow: CopyLoop): boolean =>
  isShort(node) || errorNames(flow).some(error => error.name === keyOf(node));

/** How the loop is left: what follows it (`fall`), or a return, with `$` in place of the error. */
interface Ways {
  end: string | null;
  read: string | null;
  write: string | null;
  /** The variable that keeps the error of whatever went wrong. */
  kept: string | null;
}

type Cause = 'end' | 'read' | 'write';

function waysOut(flow: CopyLoop, parts: Parts): Ways | null {
  const ways: Ways = { end: null, read: null, write: null, kept: null };
  for (const assign of parts.kept) {
    const name = keyOf(assign.targets[0] ?? null);
    if (!name || (ways.kept !== null && ways.kept !== name)) return null;
    ways.kept = name;
  }
  for (const jump of parts.jumps) {
    const cause = causeOf(jump, flow);
    const form = formOf(jump, flow);
    if (!cause || form === null || (ways[cause] !== null && ways[cause] !== form)) return null;
    ways[cause] = form;
  }
  return isUnderstood(ways) ? ways : null;
}

function isUnderstood({ end, read, write, kept }: Ways): boolean {
  if (read === null) return false;
  if (write !== null && write !== read) return false;
  if (kept !== null) return read === 'fall' && (end === null || end === 'fall');
  const tells = read.includes('$');
  return end === null ? !tells : !end.includes('$') && (tells || end === read);
}

/** What the condition around a jump says; null where it says something else. */
function causeOf(jump: Jump, flow: CopyLoop): Cause | null {
  let below: Ir = jump;
  for (const up of ancestors(jump)) {
    if (up === flow.loop) return null;
    if (up.kind === 'if') return below === up.consequence ? causeIn(up, flow) : null;
    below = up;
  }
  return null;
}

function causeIn(branch: If, flow: CopyLoop): Cause | null {
  const { file, read } = flow;
  const text = sourceOf(file, branch.condition).replace(/\s+/g, '');
  const error = (name: string): Cause | null => {
    const known = errorNames(flow).filter(
      one => one.name === name && one.at < branch.condition.end && isWithin(branch, one.within),
    );
    return known[known.length - 1]?.from ?? null;
  };
  const end = /^(?:errors\.Is\((\w+),io\.EOF\)|(\w+)==io\.EOF)$/.exec(text);
  if (end) return error(end[1] ?? end[2]!) === 'read' ? 'end' : null;
  const failed = /^(\w+)!=nil(?:&&\1!=io\.EOF|&&!errors\.Is\(\1,io\.EOF\))?$/.exec(text);
  if (failed) return error(failed[1]!);
  if (text === `${read.count}==0`) return 'end';
  const short = /^(\w+)(?:!=|<)(\w+)$/.exec(text);
  return short && [short[1], short[2]].includes(read.count ?? '') ? 'write' : null;
}

/** `return n, err` as `return n, $`; null where it hands out what only the loop knows. */
function formOf(jump: Jump, flow: CopyLoop): string | null {
  if (jump.word === 'break') return flow.file.text.slice(jump.start, jump.end) === 'break' ? 'fall' : null;
  const names = new Set(errorNames(flow).map(error => error.name));
  const text = sourceOf(flow.file, jump).replace(/\bio\.ErrShortWrite\b/g, '$');
  const form = text.replace(/(?<![\w.])\w+\b/g, word => (names.has(word) ? '$' : word));
  const local = [...walk(jump)].some(
    node => node.kind === 'name' && isLocal(node.name, flow) && !names.has(node.name),
  );
  return local || form.includes('\n') ? null : form;
}

/** A name that the loop itself declares. */
const isLocal = (name: string, { loop, scope }: CopyLoop): boolean =>
  scope.assignments(name).some(assign => assign.declares && isWithin(assign, loop));

function linesFor(flow: CopyLoop, { totals }: Parts, ways: Ways): string[] | null {
  const { file } = flow;
  const call = `io.Copy(${textOfEnd(flow, 'write')}, ${textOfEnd(flow, 'read')})`;
  const total = totals[0];
  const copied = freshName(file, 'copied');
  const added = total ? [addition(file, total, copied)] : [];
  if (added.includes('')) return null;
  const leave = ways.end === null || ways.end === 'fall' ? [] : [ways.end];
  if (ways.kept !== null) {
    const error = freshName(file, 'copyErr');
    return [
      `${total ? copied : '_'}, ${error} := ${call}`,
      ...added,
      `if ${error} != nil {`,
      `\t${ways.kept} = ${error}`,
      '}',
    ];
  }
  const failed = ways.read!.includes('$') ? ways.read!.replace(/\$/g, 'err') : null;
  if (!failed) {
    const same = ways.read === 'fall' || (ways.read === 'return' && isLast(flow)) ? [] : [ways.read!];
    return total ? [`${copied}, _ := ${call}`, ...added, ...same] : [`_, _ = ${call}`, ...same];
  }
  return total
    ? [`${copied}, err := ${call}`, ...added, 'if err != nil {', `\t${failed}`, '}', ...leave]
    : [`if _, err := ${call}; err != nil {`, `\t${failed}`, '}', ...leave];
}

/** Whether nothing of the function comes after the loop. */
function isLast({ file, loop }: CopyLoop): boolean {
  const around = [...ancestors(loop)].find(up => up.kind !== 'block');
  return around?.kind === 'function' && /^\s*\}/.test(file.text.slice(loop.end));
}

function textOfEnd({ file, read, write }: CopyLoop, side: 'read' | 'write'): string {
  const end = (side === 'read' ? read : write).end;
  return end ? sourceOf(file, end) : '';
}

/** `total += int64(n)` with what was copied; the empty text where it is counted otherwise. */
function addition(file: SourceFile, total: Assign, copied: string): string {
  const value = total.value;
  const cast = value?.kind === 'call' && value.args.length === 1 ? value.name : 'int';
  const known = value?.kind === 'name' || (value?.kind === 'call' && /^u?int(64|32)?$/.test(value.name));
  const amount = cast === 'int64' ? copied : `${cast}(${copied})`;
  return known ? `${sourceOf(file, total.targets[0]!)} += ${amount}` : '';
}

/** Go compiles no unused variable and no unused import: takes out those that only the loop used, or gives up. */
function tidy(flow: CopyLoop, replacement: string): Edit[] | null {
  const { file, loop, scope, read } = flow;
  const edits: Edit[] = [];
  const named = new Set([...walk(loop)].flatMap(node => (node.kind === 'name' ? [node.name] : [])));
  for (const name of named) {
    const declared = scope.assignments(name).filter(assign => assign.declares && !isWithin(assign, loop));
    const local = declared.filter(assign => scope.parameter(name) < 0 && isWithin(assign, scope.root));
    if (local.length === 0 || new RegExp(`\\b${name}\\b`).test(replacement)) continue;
    if (isReadOutside(scope.root, name, [loop, ...local])) continue;
    if (isResult(name, flow)) continue;
    const one = name === read.buffer?.key && local.length === 1 ? local[0]! : null;
    const line = one && removeLine(file, one, new RegExp(`^\\s*(var\\s+${name}\\s|${name}\\s*:=)`));
    if (!line) return null;
    edits.push(line);
  }
  const imports = tidyImports(flow, replacement);
  return imports && [...edits, ...imports];
}

/** Named results and the receiver stand before the body: nobody has to use them. */
function isResult(name: string, { file, scope }: CopyLoop): boolean {
  const declared = scope.assignments(name).find(assign => assign.declares);
  return (
    declared !== undefined &&
    /^(\w+, ?)*\w+ \S/.test(sourceOf(file, declared)) &&
    !/^var /.test(sourceOf(file, declared)) &&
    declared.value === null &&
    declared.start < bodyStart(scope.root)
  );
}

const bodyStart = (root: Ir): number => {
  if (root.kind !== 'function' || root.body?.kind !== 'block') return root.start;
  return root.body.start;
};

function tidyImports({ file, loop }: CopyLoop, replacement: string): Edit[] | null {
  const rest = file.text.slice(0, loop.start) + replacement + file.text.slice(loop.end);
  const used = [...new Set([...sourceOf(file, loop).matchAll(/\b([a-z]\w*)\./g)].map(match => match[1]!))];
  const edits: Edit[] = [];
  for (const name of used) {
    const found = new RegExp(`^[ \\t]*(?:import[ \\t]+)?"(?:[^"\\n]*/)?${name}"[ \\t]*\\r?\\n`, 'm').exec(
      file.text,
    );
    if (!found || new RegExp(`(?<![\\w."])${name}\\.`).test(rest)) continue;
    edits.push({ start: found.index, end: found.index + found[0].length, text: '' });
  }
  const added = addImport(file);
  return added === undefined ? null : added ? [...edits, added] : edits;
}

/** `"io"` among the imports: null where it is there, undefined where there is no place to put it. */
function addImport(file: SourceFile): Edit | null | undefined {
  if (/^[ \t]*(?:import[ \t]+)?"io"/m.test(file.text)) return null;
  const group = /^import[ \t]*\([ \t]*\r?\n/m.exec(file.text);
  const end = lineEnd(file);
  if (group) {
    const at = group.index + group[0].length;
    return { start: at, end: at, text: `\t"io"${end}` };
  }
  const single = /^import[ \t]+"/m.exec(file.text) ?? /^package[ \t]+\w+[^\n]*\n/m.exec(file.text);
  if (!single) return undefined;
  const at = single[0].startsWith('package') ? single.index + single[0].length : single.index;
  return { start: at, end: at, text: `import "io"${end}` };
}

/** `io.CopyBuffer(struct{ io.Writer }{conn}, …)` on the types inside; a buffer given for it is not needed any more. */
export function fixCall(copyCall: CopyCall): FixDraft | null {
  const { call, file, source, sink } = copyCall;
  const bare = (end: Ir): Ir => (end.kind === 'call' && end.name.startsWith('struct{') ? end.args[0]! : end);
  const [to, from] = call.args.map(bare);
  const hidden = [...source.wrappers, ...sink.wrappers];
  if (!to || !from || !isWhole(file, call) || !hidden.every(name => name.startsWith('struct{'))) return null;
  if (call.name !== 'Copy' && !isReadElsewhere(copyCall, keyOf(call.args[2] ?? null))) return null;
  const text = `io.Copy(${sourceOf(file, to)}, ${sourceOf(file, from)})`;
  return {
    title: 'Give io.Copy the bare types',
    edits: [{ start: call.start, end: call.end, text }],
    caveats: call.name === 'Copy' ? [] : ['the buffer that was given is no longer used'],
  };
}

/** A variable that nothing but this call reads would stop the file from compiling. */
const isReadElsewhere = ({ call, scope }: CopyCall, buffer: string | null): boolean =>
  buffer !== null && (scope.parameter(buffer) >= 0 || isReadOutside(scope.root, buffer, [call]));
