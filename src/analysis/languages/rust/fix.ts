import type { Edit, FixDraft } from '../../../model/finding';
import { isReadOutside, isWhole, removeLine, replaceByLines, sourceOf } from '../../fixes/edits';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Assign, Ir, Jump } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';

/**
 * Replaces a loop by std::io::copy, where a failed read or write leaves the function by `?` and nothing else happens.
 * It is retried after an interruption, as such loops do.
 */
export function fixLoop(flow: CopyLoop): FixDraft | null {
  const { file, loop, source, sink, sideEffects } = flow;
  const extra = sideEffects.progress.length + sideEffects.throttles.length + sideEffects.limits.length;
  const after = sideEffects.usedAfter.filter(name => !sideEffects.totals.includes(name));
  if (extra + after.length > 0 || !isWhole(file, loop) || !movesPlainly(flow)) return null;
  const parts = partsOfLoop(flow);
  const [from, to] = [borrowed(flow, 'read'), borrowed(flow, 'write')];
  if (!parts || !from || !to || source.key === null || sink.key === null) return null;
  const call = `std::io::copy(${from}, ${to})?`;
  const total = parts.total ? addition(flow, parts.total, call) : `${call};`;
  if (!total) return null;
  const leave = parts.leave ? [`${sourceOf(file, parts.leave)};`] : [];
  return {
    title: 'Replace the loop by std::io::copy',
    edits: [replaceByLines(file, loop, [total, ...leave]), ...bufferLine(flow)],
    caveats: [],
  };
}

function movesPlainly({ read, write, source, sink, loop }: CopyLoop): boolean {
  const named = (at: Ir, name: string): boolean =>
    at.kind === 'call' && at.name === name && at.receiver !== null;
  return (
    named(read.at, 'read') &&
    named(write.at, 'write_all') &&
    !read.helper &&
    !write.helper &&
    loop.over === null &&
    source.type !== 'File for appending' &&
    sink.type !== 'File for appending'
  );
}

interface Parts {
  total: Assign | null;
  /** The return that ends the loop; null where it just ends. */
  leave: Jump | null;
}

/** What the loop consists of; null where it holds anything else. */
function partsOfLoop(flow: CopyLoop): Parts | null {
  const { file, loop, read, write, sideEffects } = flow;
  const parts: Parts = { total: null, leave: null };
  const text = sourceOf(file, loop);
  // Both calls must hand their errors on as they are, or retry after an interruption.
  if (!isHanded(flow, write.at) || !isHanded(flow, read.at) || /^while\b/.test(text)) return null;
  for (const node of walk(loop)) {
    if (isWithin(node, write.at) || isWithin(node, read.at)) continue;
    if (node.kind === 'call' && !isRetry(node.name) && !inLeave(node, flow)) return null;
    if (node.kind === 'jump' && !takeJump(node, flow, parts)) return null;
    if (node.kind === 'loop' && node !== loop) return null;
    if (node.kind === 'function') return null;
    if (node.kind === 'other' && node.type !== 'empty_statement' && !inLeave(node, flow)) return null;
    if (node.kind !== 'assign' || (node.value && isWithin(read.at, node.value))) continue;
    const key = keyOf(node.targets[0] ?? null) ?? '';
    if (node.operator === '+=' && sideEffects.totals.includes(key) && !parts.total) parts.total = node;
    else if (!node.declares || node.value?.kind !== 'name') return null;
  }
  return parts;
}

/** Calls of a match arm that retries: `e.kind()`. */
const isRetry = (name: string): boolean => /^(kind|Err|Ok)$/.test(name);

const inLeave = (node: Ir, { loop }: CopyLoop): boolean =>
  [...ancestors(node)].some(up => up.kind === 'jump' && isWithin(up, loop));

/** A failed call leaves by `?`, or by the arms of the match it is looked at in. */
function isHanded({ file, read }: CopyLoop, at: Ir): boolean {
  if (/^\s*\?/.test(file.text.slice(at.end))) return true;
  const arms = file.text.slice(at.end, at.end + 400);
  if (at !== read.at || !/^\s*\{/.test(arms)) return false;
  return /\bErr\((\w+)\) => (?:return Err\(\1\)|\{\s*return Err\(\1\);?\s*\})/.test(arms);
}

/** The jump at the source's end; an interruption may go round again, an error be handed on. */
function takeJump(jump: Jump, flow: CopyLoop, parts: Parts): boolean {
  const text = sourceOf(flow.file, jump);
  if (jump.word === 'continue') return true;
  if (/^return Err\(\w+\)$/.test(text)) return true;
  const guard = [...ancestors(jump)].find(up => up.kind === 'if');
  if (!guard || !isWithin(guard, flow.loop) || !isEnd(guard, flow)) return false;
  if (text === 'break') return true;
  if (jump.word !== 'return' || parts.leave) return false;
  parts.leave = jump;
  return !text.includes('\n');
}

/** `if n == 0`, the arm `0 =>` or `Ok(0) =>`. */
function isEnd(guard: Ir, { file, read }: CopyLoop): boolean {
  if (guard.kind !== 'if') return false;
  const written = file.text.slice(guard.start, guard.end).replace(/\s+/g, '');
  return written.startsWith(`if${read.count}==0{`) || /^(0|Ok\(0\))=>/.test(written);
}

/** `&mut file` of an owned value, `file` of one that is a `&mut` itself; null where it can't be told. */
function borrowed({ scope, file, read, write }: CopyLoop, side: 'read' | 'write'): string | null {
  const end = (side === 'read' ? read : write).end;
  const key = keyOf(end);
  if (!end || !key || end.kind !== 'name') return null;
  const declared = scope.declaration(key);
  const type = declared?.type;
  if (type) return /^&mut\b|^&'\w+ mut\b/.test(type) ? key : /^&/.test(type) ? null : `&mut ${key}`;
  return declared?.value && !/^\s*&/.test(sourceOf(file, declared.value)) && isOwned(declared, file.text)
    ? `&mut ${key}`
    : null;
}

const isOwned = (declared: Assign, text: string): boolean =>
  /\bmut\b/.test(text.slice(declared.start, declared.end));

/** `total += n as u64` with what was copied. */
function addition({ file }: CopyLoop, total: Assign, call: string): string | null {
  const written = total.value ? file.text.slice(total.value.end, total.end) : '';
  const whole = sourceOf(file, total);
  const name = sourceOf(file, total.targets[0]!);
  if (/\bas\s+u64\s*$/.test(whole)) return `${name} += ${call};`;
  return /^\w+\s*\+=\s*\w+$/.test(whole) && written === '' ? `${name} += ${call} as usize;` : null;
}

/** The buffer's own line, where nothing else uses it. */
function bufferLine({ file, scope, read, loop }: CopyLoop): Edit[] {
  const key = read.buffer?.key ?? '';
  const made = scope.assignments(key);
  if (made.length !== 1 || isReadOutside(scope.root, key, [loop, ...made])) return [];
  const edit = removeLine(file, made[0]!, /^\s*let\s+mut\s+\w+/);
  return edit ? [edit] : [];
}
