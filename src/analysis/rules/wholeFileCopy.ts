import { message } from '../../messages/message';
import type { End, Finding, Language } from '../../model/finding';
import { type WholeRead, type WholeWrite, wholeCalls } from '../calls/wholeFileCalls';
import { isOwn } from '../loops/copyLoop';
import { resolveEnd } from '../loops/ends';
import { calledName } from '../loops/reasons';
import type { Scope, SourceFile } from '../source/languageTables';
import { Scope as NameScope } from '../source/scope';
import type { Call, Ir } from '../syntax/ir';
import { ancestors, isCall, keyOf, walk } from '../syntax/ir';
import type { Rule } from './rule';
import { wholeAdvice } from './wholeFileAdvice';

export const wholeFileCopy: Rule = {
  id: 'whole-file-copy',
  category: 'perf',
  level: 'warning',
  example: {
    language: 'go',
    before: `data, err := os.ReadFile(path)
if err != nil {
	return err
}
_, err = conn.Write(data)
return err`,
    after: `file, err := os.Open(path)
if err != nil {
	return err
}
defer file.Close()
_, err = io.Copy(conn, file)
return err`,
  },
  detect: wholeFileCopies,
};

function wholeFileCopies(file: SourceFile): Finding[] {
  const calls = wholeCalls[file.language.id];
  if (!calls) return [];
  const seen = new Set<Ir>();
  const findings: Finding[] = [];
  for (const read of file.prefilter.wholeReads) {
    file.deadline?.check();
    const { inner, outer } = file.functionsAround(read);
    if (seen.has(inner)) continue;
    seen.add(inner);
    findings.push(...copiesIn(inner, new NameScope(file, inner, outer), calls));
  }
  return findings;
}

type Calls = NonNullable<(typeof wholeCalls)[Language]>;

function copiesIn(root: Ir, scope: Scope, { reads, writes }: Calls): Finding[] {
  return [...walk(root)].flatMap(node => {
    if (!isCall(node) || !isOwn(node, root)) return [];
    const read = reads.find(({ path, args }) => node.args.length === args && path.test(calledName(node)));
    const written = read ? writeOf(node, read, writes, root) : null;
    const finding = read && written ? findingOf({ call: node, shape: read }, written, scope) : null;
    return finding ? [finding] : [];
  });
}

interface Written {
  call: Call;
  shape: WholeWrite;
}

/** The one write of what a call read; null where the value is used otherwise, or more than once. */
function writeOf(call: Call, read: WholeRead, writes: WholeWrite[], root: Ir): Written | null {
  const direct = read.into === undefined ? writeTaking(call, writes) : null;
  if (direct) return direct;
  const held = read.into === undefined ? assignedName(call) : keyOf(call.args[read.into] ?? null);
  if (!held) return null;
  const uses = [...walk(root)].filter(
    node => node.kind === 'name' && node.name === held && !isTarget(node) && !isLength(node),
  );
  const others = uses.filter(use => use.parent !== call && !isInside(use, call));
  return others.length === 1 ? writeTaking(others[0]!, writes) : null;
}

/** The write whose data a value is, passed on by nothing but `await`, `?`, a cast or a reference. */
function writeTaking(value: Ir, writes: WholeWrite[]): Written | null {
  for (const up of ancestors(value)) {
    if (isCall(up)) {
      const shape = writes.find(({ path, args: [least, most] }) => {
        return up.args.length >= least && up.args.length <= most && path.test(calledName(up));
      });
      if (!shape) return null;
      const data = up.args[shape.data];
      return data && isInside(value, data) ? { call: up, shape } : null;
    }
    if (!passes(up)) return null;
  }
  return null;
}

/** The variable a call's result is kept in. */
function assignedName(call: Call): string | null {
  let value: Ir = call;
  for (const up of ancestors(call)) {
    if (up.kind === 'assign')
      return up.value && isInside(value, up.value) ? keyOf(up.targets[0] ?? null) : null;
    // `read(path)?`, `fs::read(path).unwrap()`.
    const unwraps = isCall(up) && up.receiver === value && /^(unwrap|expect)$/.test(up.name);
    if (!unwraps && !passes(up)) return null;
    value = up;
  }
  return null;
}

const passes = (node: Ir): boolean =>
  (node.kind === 'other' && node.children.length === 1) ||
  (node.kind === 'operation' && node.operands.length === 1);

const isTarget = (node: Ir): boolean => node.parent?.kind === 'assign' && node.parent.targets.includes(node);

/** Whether only the length of a value is used. */
function isLength({ parent }: Ir): boolean {
  if (parent?.kind === 'member') return /^(length|byteLength|size|Length)$/.test(parent.name);
  return isCall(parent) && /^(len|length|size)$/.test(parent.name);
}

function isInside(node: Ir, outer: Ir): boolean {
  if (node === outer) return true;
  for (const up of ancestors(node)) if (up === outer) return true;
  return false;
}

function findingOf(read: { call: Call; shape: WholeRead }, written: Written, scope: Scope): Finding | null {
  const source = endOf(read.call, read.shape.source, scope);
  const sink = endOf(written.call, written.shape.sink, scope);
  const { file } = scope;
  const named = read.shape.source === 'path' && written.shape.sink === 'path';
  const advice = source && sink ? wholeAdvice(file.language.id, { source, sink, named }) : null;
  if (!advice) return null;
  return {
    file: file.path,
    language: file.language.id,
    rule: 'whole-file-copy',
    startLine: file.line(read.call.start),
    endLine: file.line(written.call.end),
    route: `${source}-to-${sink}`,
    chunkBytes: null,
    verdict: 'replaceable',
    reach: advice.reach,
    message: message('finding.whole-file', { because: advice.because }),
    instead: advice.instead,
    fix: null,
  };
}

/** The end of a call where it passes bytes unchanged and can be seen; else null. */
function endOf(call: Call, at: 'path' | 'receiver' | number, scope: Scope): End | null {
  if (at === 'path') return 'file';
  const node = at === 'receiver' ? call.receiver : call.args[at];
  if (!node) return null;
  const { end, verdict, type } = resolveEnd(node, scope);
  // Text is decoded and encoded on the way, which may change its bytes.
  const passes = !verdict && type !== 'text file' && end !== 'memory' && end !== 'unknown';
  return passes ? end : null;
}
