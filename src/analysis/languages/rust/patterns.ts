import type { Node } from 'web-tree-sitter';
import type { Assign, Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { declare } from '../../syntax/loweringRules';

/**
 * Patterns as tests and declarations. What is matched is kept in a variable of its own (the subject), so that a name
 * that an arm binds is one of that arm alone. `#Ok`, `#Err`, `#Some` and `#None` ask which variant the subject is of;
 * what the variant holds is known by the subject as well, a failure as `#failure` of it.
 */

export const parts = (node: Node | null): Node[] =>
  (node?.namedChildren ?? []).filter((part): part is Node => part !== null && !part.isExtra);

export interface Pattern {
  /** All must hold; none where the pattern fits every value. */
  tests: Ir[];
  binds: Assign[];
}

const anything: Pattern = { tests: [], binds: [] };
const isBinding = ({ type, text }: Node): boolean => type === 'identifier' && !/^[A-Z]/.test(text);

/** Marks a name where it is declared as `mut`, and only there. */
function marked(name: Ir, mutable: Node | null): Ir {
  if (mutable) name.wraps = [{ type: mutable.type, cast: null, start: mutable.startIndex, end: name.end }];
  else delete name.wraps;
  return name;
}

/** The `mut` of a pattern; a name bound by `ref mut` holds a reference, and is not mutable itself. */
const specifierOf = (pattern: Node): Node | null =>
  (pattern.type === 'mut_pattern' && parts(pattern).find(part => part.type === 'mutable_specifier')) || null;

/** The names that a pattern binds; `_` for those places of a tuple that bind none. */
export function boundIn(pattern: Node | null, mutable: Node | null = null): Ir[] {
  if (!pattern) return [];
  if (pattern.type === 'identifier')
    return isBinding(pattern) ? [marked(named(pattern, pattern.text), mutable)] : [];
  const own = specifierOf(pattern) ?? mutable;
  const type = pattern.childForFieldName('type')?.id;
  const inner = parts(pattern).filter(part => part.id !== type && part.type !== 'mutable_specifier');
  if (pattern.type === 'ref_pattern')
    return inner.flatMap(part => boundIn(part)).map(name => marked(name, null));
  if (pattern.type !== 'tuple_pattern') return inner.flatMap(part => boundIn(part, own));
  return inner.map(part => boundIn(part, own)[0] ?? at(part, { kind: 'name', name: '_' }));
}

export const subjectAt = (node: Node): string => `match@${node.startIndex}`;
export const named = (node: Node, name: string): Ir => at(node, { kind: 'name', name });
export const operated = (node: Node, operator: string, ...operands: Ir[]): Ir =>
  at(node, { kind: 'operation', operator, operands });
export const nothing = (node: Node): Ir => at(node, { kind: 'block', body: [] });

/** All of some tests; true where there are none. */
export function all(node: Node, tests: Ir[]): Ir {
  if (tests.length === 1) return tests[0]!;
  return tests.length === 0 ? at(node, { kind: 'literal', value: true }) : operated(node, '&&', ...tests);
}

export function patternOf(node: Node, subject: string, to: Lowering): Pattern {
  const inner = parts(node).filter(part => part.type !== 'mutable_specifier');
  const compared = (value: Node, operator = '=='): Ir =>
    operated(node, operator, named(node, subject), to.lower(value));
  switch (node.type) {
    case '_':
    case 'remaining_field_pattern':
      return anything;
    case 'identifier':
      return identifierOf(node, subject, compared);
    case 'mut_pattern':
    case 'ref_pattern':
    case 'reference_pattern':
      return inner[0] ? rebound(node, patternOf(inner[0], subject, to)) : notFollowed(node, subject);
    case 'captured_pattern': {
      const [name, rest] = inner.map(part => patternOf(part, subject, to));
      return { tests: [...name!.tests, ...rest!.tests], binds: [...name!.binds, ...rest!.binds] };
    }
    case 'integer_literal':
    case 'negative_literal':
    case 'char_literal':
    case 'string_literal':
    case 'boolean_literal':
    case 'scoped_identifier':
      return { tests: [compared(node)], binds: [] };
    case 'range_pattern':
      return { tests: rangeTests(node, compared), binds: [] };
    case 'tuple_struct_pattern':
      return variantOf(node, subject, to);
    case 'or_pattern':
      return eitherOf(node, inner, subject, to);
    default:
      return notFollowed(node, subject);
  }
}

/** A pattern's names in the way that `mut` or `ref` binds them. */
function rebound(node: Node, pattern: Pattern): Pattern {
  const mutable = specifierOf(node);
  for (const target of pattern.binds.flatMap(({ targets }) => targets)) marked(target, mutable);
  return pattern;
}

function identifierOf(node: Node, subject: string, compared: (value: Node) => Ir): Pattern {
  if (isBinding(node))
    return { tests: [], binds: [declare(node, [named(node, node.text)], named(node, subject), null)] };
  if (node.text === 'None') return { tests: [operated(node, '#None', named(node, subject))], binds: [] };
  return { tests: [compared(node)], binds: [] };
}

/** `1..`, `1..=4`, `..8`. */
function rangeTests(node: Node, compared: (value: Node, operator: string) => Ir): Ir[] {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  const upTo = node.children.some(part => part?.type === '..') ? '<' : '<=';
  return [...(left ? [compared(left, '>=')] : []), ...(right ? [compared(right, upTo)] : [])];
}

/** `Ok(n)`, `Err(e)`, `Some(chunk)`. */
function variantOf(node: Node, subject: string, to: Lowering): Pattern {
  const type = node.childForFieldName('type');
  const variant = type?.text.split('::').pop() ?? '';
  const [held, ...others] = parts(node).filter(part => part.id !== type?.id);
  if (!/^(Ok|Err|Some)$/.test(variant) || others.length > 0) return notFollowed(node, subject);
  const { tests, binds } = held ? patternOf(held, subject, to) : anything;
  if (variant === 'Err')
    for (const bind of binds) bind.value = operated(node, '#failure', bind.value ?? named(node, subject));
  return { tests: [operated(node, `#${variant}`, named(node, subject)), ...tests], binds };
}

function eitherOf(node: Node, inner: Node[], subject: string, to: Lowering): Pattern {
  const found = inner.map(part => patternOf(part, subject, to));
  if (found.some(({ binds }) => binds.length > 0)) return notFollowed(node, subject);
  const isAny =
    node.children.some(part => part?.type === '_') || found.some(({ tests }) => tests.length === 0);
  return isAny
    ? anything
    : { tests: [operated(node, '||', ...found.map(({ tests }) => all(node, tests)))], binds: [] };
}

/** A pattern that nobody can decide; its names stand for the subject. */
const notFollowed = (node: Node, subject: string): Pattern => ({
  tests: [at(node, { kind: 'other', type: node.type, children: [] })],
  binds: boundIn(node).map(name => declare(node, [name], named(node, subject), null)),
});

/** Declarations and what comes after them, in a block at the place of the latter. */
export const withBinds = (node: Node, binds: Ir[], body: Ir): Ir =>
  binds.length === 0 ? body : at(node, { kind: 'block', body: [...binds, body] });

export const keep = (node: Node, subject: string, value: Ir): Ir =>
  declare(node, [named(node, subject)], value, null);
