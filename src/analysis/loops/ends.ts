import type { End, Verdict } from '../../model/finding';
import type { Scope, TypeRule } from '../source/languageTables';
import { helperScope } from '../source/scope';
import type { Assign, Call, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import { bareType } from '../syntax/loweringRules';

export type Known = 'proven' | 'typed' | 'named' | 'unknown';

/** What is known of one end of a path. */
export interface Resolved {
  end: End;
  /** The innermost known type (`FileInputStream`), wrappers taken off; null where none is seen. */
  type: string | null;
  /** Types passed through on the way in, outermost first: `BufferedInputStream`. */
  wrappers: string[];
  /** A layer that looks at, changes or hides the bytes; null where there is none. */
  verdict: Verdict | null;
  /** How the kind of end is known: made here by a constructor or call, written as a type, or only named so. */
  known: Known;
  /** The expression the innermost type was seen at: what a fix may name. */
  base: Ir;
  /** The variable or member the loop itself uses; null for a computed one. */
  key: string | null;
}

/** Follows an end to its origin by declarations, constructors, types, calls that prove it, and last its name. */
export function resolveEnd(node: Ir, scope: Scope): Resolved {
  // C's descriptors 0, 1 and 2, where the call itself names them; `fd = 0` may say that there is none yet.
  const found =
    node.kind === 'literal'
      ? followMember(String(node.value), node, scope, new Set())
      : follow(node, scope, new Set());
  const key = keyOf(node);
  // `ends[0]` of `pipe(ends)`: what is shown of all is shown of each.
  const shown = node.kind === 'index' ? keyOf(node.object) : key;
  const { end, known } = found.end === 'unknown' ? apparentEnd(shown, key, scope) : found;
  const verdict = found.verdict ?? (end === 'unknown' ? namedVerdict(key, scope) : null);
  return { ...found, end, known, key, verdict };
}

/** What other calls show of a name, else what the name itself says. */
function apparentEnd(
  shown: string | null,
  key: string | null,
  scope: Scope,
): Pick<Resolved, 'end' | 'known'> {
  const proven = evidenceFor(shown, scope);
  if (proven) return { end: proven, known: 'typed' };
  const named = hintFor(key, scope);
  return named ? { end: named, known: 'named' } : { end: 'unknown', known: 'unknown' };
}

/** What a name says is done to the bytes of an end nothing else is known of. */
function namedVerdict(key: string | null, scope: Scope): Verdict | null {
  const rules = scope.file.language.opaque;
  if (!rules || !key) return null;
  const handed = scope.declaration(key)?.parent;
  const giver = handed?.kind === 'function' && handed.parent?.kind === 'call' ? handed.parent.name : '';
  const names = [key.split('.').pop()!, giver];
  return rules.find(rule => names.some(name => rule.name.test(name)))?.verdict ?? null;
}

const unknown = (node: Ir): Resolved => ({
  end: 'unknown',
  type: null,
  wrappers: [],
  verdict: null,
  known: 'unknown',
  base: node,
  key: keyOf(node),
});

/** Names already followed on the way here: `x = x.wrap()` would lead round in circles. */
type Seen = ReadonlySet<string>;

function follow(node: Ir, scope: Scope, seen: Seen): Resolved {
  if (node.kind === 'call') return followCall(node, scope, seen);
  if (node.kind === 'assign' && node.value) return follow(node.value, scope, seen);
  const choices = choicesOf(node);
  if (choices) return followChoices(choices, node, scope, seen);
  if (node.kind === 'operation' || node.kind === 'index') {
    const inner = node.kind === 'index' ? node.object : node.operands[0];
    return inner ? follow(inner, scope, seen) : unknown(node);
  }
  const key = keyOf(node);
  return key ? followKey(key, node, scope, seen) : unknown(node);
}

/** The values one of which an expression gives: `a ? b : c`, `b ?: c`, `if (a) b else c`; null for any other. */
function choicesOf(node: Ir): Ir[] | null {
  if (node.kind === 'operation' && node.operator === '?:') {
    const [first, second, third] = node.operands;
    return first && second ? [second, third ?? first] : null;
  }
  if (node.kind === 'if') return [node.consequence, node.otherwise].filter(part => part !== null);
  if (node.kind === 'block') return node.body.slice(-1);
  if (node.kind === 'try') return [node.body, ...node.handlers.map(({ body }) => body)];
  return null;
}

/** What all values of a choice agree in; a layer in any of them counts. */
function followChoices(choices: Ir[], node: Ir, scope: Scope, seen: Seen): Resolved {
  const found = choices
    .filter(choice => choice.kind !== 'literal' && choice.kind !== 'jump')
    .map(choice => follow(choice, scope, seen));
  const first = found.find(end => end.verdict) ?? found[0];
  if (!first) return unknown(node);
  const same = found.every(end => end.end === first.end);
  const type = found.every(end => end.type === first.type) ? first.type : null;
  return { ...first, end: same ? first.end : 'unknown', known: same ? first.known : 'unknown', type };
}

/** A variable's end: by the first of its assignments whose value is known, then by its written type. */
function followKey(key: string, node: Ir, scope: Scope, seen: Seen): Resolved {
  const assignments = scope.assignmentsAt(key, node);
  // `stream = stream?` names another value on its right.
  const mark = [key, ...assignments.map(assignment => assignment.start)].join(' ');
  if (seen.has(mark) || seen.size > 8) return unknown(node);
  const onward = new Set([...seen, mark]);
  const declared = scope.declaration(key);
  if (!declared && assignments.length === 0) return followMember(key, node, scope, onward);
  const typed = declared?.type ? byType(typeName(declared.type, scope), node, scope) : null;
  const origins = (assignments.length > 0 ? assignments : declared ? [declared] : [])
    .filter(assignment => assignment.operator === '=')
    .map(originOf)
    // `const zip = this.zip`: the field's value counts.
    .map(origin => (origin && keyOf(origin) === key ? (scope.file.global(key)?.value ?? origin) : origin))
    .filter(origin => origin !== null)
    .map(origin => follow(origin, scope, onward))
    .filter(found => found.end !== 'unknown' || found.verdict);
  const ends = new Set(origins.map(found => found.end));
  const first = origins.find(found => found.verdict) ?? origins[0];
  if (!first) return typed ?? unknown(node);
  if (ends.size > 1) return { ...first, end: 'unknown', known: 'unknown', type: typed?.type ?? null };
  return {
    ...first,
    type: first.type ?? typed?.type ?? null,
    verdict: first.verdict ?? typed?.verdict ?? null,
  };
}

/** What a name is given: a value, or what its for-each walks over. */
function originOf(assignment: Assign): Ir | null {
  const loop = assignment.parent;
  if (!assignment.value && loop?.kind === 'loop' && loop.element === assignment) return loop.over;
  return assignment.value;
}

const typeName = (written: string, scope: Scope): string =>
  (scope.file.language.typeName ?? bareType)(written);

/** `resp.Body`, `child.stdin`: known by the member's name alone. */
function followMember(key: string, node: Ir, scope: Scope, seen: Seen): Resolved {
  const rule = scope.file.language.members?.find(({ path }) => path.test(key));
  if (!rule) return unknown(node);
  const object = rule.through === 'receiver' && node.kind === 'member' ? node.object : null;
  const through = object ? resolveInner(object, scope, seen) : unknown(node);
  return {
    ...through,
    end: rule.end ?? through.end,
    known: rule.end ? 'typed' : through.known,
    type: rule.type ?? through.type,
    verdict: rule.verdict ?? through.verdict,
  };
}

function byType(type: string, node: Ir, scope: Scope): Resolved | null {
  const rule = scope.file.language.types.find(({ type: pattern, when }) => !when && pattern.test(type));
  if (!rule) return type ? { ...unknown(node), type } : null;
  return {
    ...unknown(node),
    end: rule.end ?? 'unknown',
    known: rule.end ? 'typed' : 'unknown',
    type,
    verdict: rule.verdict ?? null,
  };
}

function followCall(call: Call, scope: Scope, seen: Seen): Resolved {
  const type = scope.file.language.types.find(
    rule => call.creates && rule.type.test(call.name) && (!rule.when || rule.when(call, scope)),
  );
  if (type) return followConstructor(call, type, scope, seen);
  const wrapped = call.creates ? scope.file.language.wrapper?.(call, scope) : null;
  if (wrapped) {
    const inner = resolveInner(wrapped, scope, seen);
    return { ...inner, wrappers: [call.name, ...inner.wrappers] };
  }
  if (call.creates) return { ...unknown(call), type: call.name };
  // `codecs.getreader('utf-8')(f)`: the function that is called decides.
  if (call.name === '' && call.receiver?.kind === 'call') return followCall(call.receiver, scope, seen);
  const path = call.receiver ? `${keyOf(call.receiver) ?? ''}.${call.name}` : call.name;
  const maker = scope.file.language.factories.find(
    rule => rule.path.test(path) && (!rule.when || rule.when(call, scope)),
  );
  if (!maker) return followReturned(call, scope, seen);
  const inner =
    maker.through === 'receiver'
      ? call.receiver
      : maker.through === undefined
        ? null
        : call.args[maker.through];
  const through = inner ? resolveInner(inner, scope, seen) : unknown(call);
  return {
    ...through,
    end: maker.end ?? through.end,
    known: maker.end ? 'proven' : through.known,
    type: maker.type ?? through.type,
    wrappers: inner ? [call.name, ...through.wrappers] : [],
    verdict: maker.verdict ?? through.verdict,
  };
}

/** What a function of the same file returns, where all its returns agree. */
function followReturned(call: Call, scope: Scope, seen: Seen): Resolved {
  const helper = scope.helper(call);
  const mark = `${helper?.name}()`;
  if (!helper || seen.has(mark) || seen.size > 8) return unknown(call);
  const inner = helperScope(scope.file, helper);
  const onward = new Set([...seen].filter(key => key.endsWith('()'))).add(mark);
  const found = [...walk(helper)]
    .map(node => (node.kind === 'jump' && /^(return|yield)$/.test(node.word) ? firstOf(node.value) : null))
    .filter(value => value !== null && value.kind !== 'literal')
    .map(value => follow(value!, inner, onward));
  const first = found.find(end => end.verdict) ?? found[0];
  if (!first || new Set(found.map(end => end.end)).size > 1) return unknown(call);
  const types = new Set(found.map(end => end.type));
  return { ...first, type: types.size === 1 ? first.type : null, base: call };
}

/** The first of several returned values: `return f, nil`. */
const firstOf = (value: Ir | null): Ir | null =>
  value?.kind === 'operation' && value.operator === '#tuple'
    ? (value.operands[0] ?? null)
    : value?.kind === 'other' && /list|tuple/.test(value.type)
      ? (value.children[0] ?? null)
      : value;

function resolveInner(inner: Ir, scope: Scope, seen: Seen): Resolved {
  const found = follow(inner, scope, seen);
  if (found.end !== 'unknown') return found;
  const key = keyOf(inner);
  const { end, known } = apparentEnd(key, key, scope);
  const verdict = found.verdict ?? (end === 'unknown' ? namedVerdict(key, scope) : null);
  return { ...found, end, known, verdict };
}

function followConstructor(call: Call, rule: TypeRule, scope: Scope, seen: Seen): Resolved {
  const inner = rule.wraps || rule.verdict ? call.args[0] : undefined;
  const base = inner ? resolveInner(inner, scope, seen) : { ...unknown(call), type: rule.as ?? call.name };
  return {
    ...base,
    end: rule.end ?? base.end,
    known: rule.end ? 'proven' : base.known,
    wrappers: inner ? [call.name, ...base.wrappers] : base.wrappers,
    verdict: rule.verdict ?? base.verdict,
  };
}

const shownEnds = new WeakMap<Scope, Map<string, End>>();

/** An end shown by another call in the function: `setsockopt(fd, …)`, `lseek(fd, …)`. */
function evidenceFor(key: string | null, scope: Scope): End | null {
  if (!key || scope.file.language.evidence.length === 0) return null;
  let shown = shownEnds.get(scope);
  if (!shown) {
    shown = evidenceIn(scope);
    shownEnds.set(scope, shown);
  }
  return shown.get(key) ?? null;
}

/** What calls show about names, the first of each. */
function evidenceIn(scope: Scope): Map<string, End> {
  const shown = new Map<string, End>();
  for (const node of walk(scope.root)) {
    if (node.kind !== 'call') continue;
    for (const rule of scope.file.language.evidence) {
      if (!rule.call.test(node.name)) continue;
      const key = keyOf((rule.at === 'receiver' ? node.receiver : node.args[rule.at]) ?? null);
      if (key && !shown.has(key)) shown.set(key, rule.end);
    }
  }
  return shown;
}

function hintFor(key: string | null, scope: Scope): End | null {
  return (key && scope.file.language.hints.find(hint => hint.name.test(key.split('.').pop()!))?.end) || null;
}
