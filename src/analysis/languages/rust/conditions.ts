// Lowers conditions and declarations that test a pattern: match, if let, while let, let else.
import type { Node } from 'web-tree-sitter';
import type { Assign, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { callOf, declare, wrapped } from '../../syntax/loweringRules';
import type { Pattern } from './patterns';
import {
  all,
  boundIn,
  keep,
  named,
  nothing,
  operated,
  parts,
  patternOf,
  subjectAt,
  withBinds,
} from './patterns';

/** A match as the declaration of its subject and a chain of conditions. */
export function matchExpression(node: Node, to: Lowering): Ir {
  const value = node.childForFieldName('value')!;
  const subject = subjectAt(node);
  const arms = parts(node.childForFieldName('body')).filter(part => part.type === 'match_arm');
  const chain = arms.reduceRight<Ir | null>((otherwise, arm) => armOf(arm, subject, otherwise, to), null);
  return at(node, { kind: 'block', body: [keep(value, subject, to.lower(value)), chain ?? nothing(node)] });
}

/** The last arm of a match, which has no guard, is taken where no other is. */
function armOf(arm: Node, subject: string, otherwise: Ir | null, to: Lowering): Ir {
  const holder = arm.childForFieldName('pattern')!;
  const guard = holder.childForFieldName('condition');
  const written = holder.children.find(part => part && part.id !== guard?.id && part.type !== 'if');
  const { tests, binds } = patternOf(written ?? holder, subject, to);
  const value = arm.childForFieldName('value')!;
  const body = withBinds(value, binds, to.lower(value));
  const isFollowed = tests.every(test => test.kind !== 'other');
  if (!otherwise && !guard && isFollowed) return body;
  const guards = guard ? [ofSubject(to.lower(guard), binds, subject)] : [];
  return at(arm, { kind: 'if', condition: all(holder, [...tests, ...guards]), consequence: body, otherwise });
}

/** A guard with the subject in place of the names that its pattern binds. */
function ofSubject(guard: Ir, binds: Assign[], subject: string): Ir {
  const names = binds.flatMap(({ targets }) =>
    targets.map(target => (target.kind === 'name' ? target.name : '')),
  );
  for (const part of walk(guard)) if (part.kind === 'name' && names.includes(part.name)) part.name = subject;
  return guard;
}

/** `if let Err(e) = … { … } else { … }`. */
export function ifExpression(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition');
  const consequence = node.childForFieldName('consequence');
  const otherwise = to.field(node, 'alternative');
  const taken = consequence ? to.lower(consequence) : null;
  if (condition?.type !== 'let_condition' || !consequence)
    return at(node, {
      kind: 'if',
      condition: condition ? to.lower(condition) : nothing(node),
      consequence: taken,
      otherwise,
    });
  const { value, subject, tests, binds } = letOf(condition, to);
  const body = withBinds(consequence, binds, taken!);
  const branch = at(condition, {
    kind: 'if',
    condition: all(condition, tests),
    consequence: body,
    otherwise,
  });
  return at(node, { kind: 'block', body: [keep(value, subject, to.lower(value)), branch] });
}

function letOf(condition: Node, to: Lowering): Pattern & { value: Node; subject: string } {
  const value = condition.childForFieldName('value')!;
  const subject = subjectAt(condition);
  return { value, subject, ...patternOf(condition.childForFieldName('pattern')!, subject, to) };
}

/** `while let Ok(n) = …` keeps its subject in the condition. */
export function whileExpression(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition')!;
  const body = node.childForFieldName('body')!;
  const loop = { kind: 'loop', setup: [], update: [], element: null, over: null } as const;
  if (condition.type !== 'let_condition')
    return at(node, { ...loop, setup: [], update: [], condition: to.lower(condition), body: to.lower(body) });
  const { value, subject, tests, binds } = letOf(condition, to);
  const kept = keep(value, subject, to.lower(value));
  return at(node, {
    ...loop,
    setup: [],
    update: [],
    condition: operated(condition, ',', kept, all(condition, tests)),
    body: at(body, { kind: 'block', body: [...binds, to.lower(body)] }),
  });
}

/** One of several conditions: what it binds is not kept apart. */
export function letCondition(node: Node, to: Lowering): Ir {
  const targets = boundIn(node.childForFieldName('pattern'));
  const value = to.field(node, 'value');
  return at(node, {
    kind: 'other',
    type: node.type,
    children: targets.length > 0 ? [declare(node, targets, value, null)] : value ? [value] : [],
  });
}

export function letDeclaration(node: Node, to: Lowering): Ir {
  const pattern = node.childForFieldName('pattern');
  const value = node.childForFieldName('value');
  const type = node.childForFieldName('type')?.text ?? null;
  const mutable = parts(node).find(part => part.type === 'mutable_specifier') ?? null;
  const targets = boundIn(pattern, mutable);
  const otherwise = node.childForFieldName('alternative');
  if (otherwise && pattern && value) return letElse(node, { pattern, value, otherwise }, to);
  if (pattern?.type === 'tuple_pattern' && value?.type === 'tuple_expression')
    return tuples(node, targets, to.children(value));
  // `let _ = …` keeps nothing.
  if (targets.length === 0 && value) return wrapped(node, to.lower(value));
  return declare(node, targets, value ? made(value, to) : null, type);
}

/** `Guard` in `let _guard = Guard;` is a struct without fields: it is made here, and its `drop` runs at the block's end. */
const isUnitStruct = ({ type, text }: Node) =>
  type === 'identifier' && text !== 'None' && /^[A-Z]\w*[a-z]/.test(text);

const made = (value: Node, to: Lowering): Ir =>
  isUnitStruct(value) ? callOf(value, to.lower(value), []) : to.lower(value);

/** `let Ok(n) = … else { break };`: the value that fits, or a way out. */
function letElse(node: Node, found: { pattern: Node; value: Node; otherwise: Node }, to: Lowering): Ir {
  const { pattern, value, otherwise } = found;
  const subject = subjectAt(node);
  const { tests, binds } = patternOf(pattern, subject, to);
  const chosen = at(pattern, {
    kind: 'if',
    condition: all(pattern, tests),
    consequence: named(pattern, subject),
    otherwise: to.lower(otherwise),
  });
  const whole = at(value, { kind: 'block', body: [keep(value, subject, to.lower(value)), chosen] });
  return declare(
    node,
    binds.flatMap(({ targets }) => targets),
    whole,
    null,
  );
}

const tuples = (node: Node, targets: Ir[], values: Ir[]): Ir =>
  at(node, {
    kind: 'block',
    body: targets.map((target, place) => declare(node, [target], values[place] ?? null, null)),
  });
