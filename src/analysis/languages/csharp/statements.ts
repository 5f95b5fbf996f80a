import type { Node } from 'web-tree-sitter';
import type { Handler, Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { attempt, block, declare, jump, loop, wrapped } from '../../syntax/loweringRules';
import { first, marked, parts } from './nodes';

/** How declarations and statements of C# become ir. */

/** One declaration per declarator; a cast at the end of the value is its type where `var` is written. */
export function variables(node: Node, to: Lowering): Ir {
  const declarators = parts(node).filter(part => part.type === 'variable_declarator');
  // Several stand where the whole does: they hold beyond it.
  const place = declarators.length === 1 ? declarators[0]! : node;
  const type = node.childForFieldName('type');
  const declared = declarators.map(part => declarator(part, { place, type }, to));
  return declared.length === 1 ? declared[0]! : at(node, { kind: 'block', body: declared });
}

function declarator(
  node: Node,
  { place, type: written }: { place: Node; type: Node | null },
  to: Lowering,
): Ir {
  const pattern = first(node, 'tuple_pattern');
  const target = pattern ?? node.childForFieldName('name') ?? node;
  const value = parts(node).find(inner => inner.id !== target.id && inner.type !== 'bracketed_argument_list');
  const isInferred = written === null || written.type === 'implicit_type';
  const type = isInferred ? inferred(value) : written.text;
  const targets = pattern ? to.children(pattern) : [at(target, { kind: 'name', name: target.text })];
  return declare(place, targets, value ? to.lower(value) : null, type);
}

/** The type that a value itself has: a cast's, that of `0L`. */
function inferred(value: Node | undefined): string | null {
  switch (value?.type) {
    case 'cast_expression':
      return value.childForFieldName('type')?.text ?? null;
    case 'as_expression':
      return value.childForFieldName('right')?.text ?? null;
    case 'integer_literal':
      return /^[\d_]+[lL]$/.test(value.text) ? 'long' : null;
    default:
      return null;
  }
}

/** `T x = value;`; what `using` declares is marked: it is closed at the end of the block. */
export function localDeclaration(node: Node, to: Lowering): Ir {
  const inner = first(node, 'variable_declaration');
  if (!inner) return block(node, to);
  const made = wrapped(node, to.lower(inner));
  const isUsing = node.children.some(part => part?.type === 'using');
  return isUsing ? marked(node, made, 'using_declaration') : made;
}

/** `using (T x = value) …` opens before its body, and closes on every way out. */
export function using(node: Node, to: Lowering): Ir {
  const body = node.childForFieldName('body');
  const resources = parts(node).filter(part => part.id !== body?.id);
  return attempt(node, {
    resources: resources.map(part => to.lower(part)),
    body: body && to.lower(body),
  });
}

export function tries(node: Node, to: Lowering): Ir {
  const last = first(node, 'finally_clause');
  const finalizer = last && first(last, 'block');
  return attempt(node, {
    body: to.field(node, 'body'),
    handlers: parts(node)
      .filter(part => part.type === 'catch_clause')
      .map(part => handler(part, to)),
    finalizer: finalizer && to.lower(finalizer),
  });
}

/** `catch (T failure) when (test) { … }`: one with a test takes some failures, whatever their type. */
function handler(node: Node, to: Lowering): Handler {
  const declaration = first(node, 'catch_declaration');
  const filter = first(node, 'catch_filter_clause');
  const type = declaration?.childForFieldName('type')?.text ?? null;
  const name = declaration?.childForFieldName('name');
  const body = to.field(node, 'body') ?? block(node, to);
  return {
    types: filter ? ['when'] : type === null ? [] : [type],
    variable: name ? declare(name, [to.lower(name)], null, type) : null,
    body: filter ? at(node, { kind: 'block', body: [...to.children(filter), body] }) : body,
  };
}

const plainForEach = loop({ element: 'left', over: 'right' });

/** `foreach (T x in xs)`: the type of a step is written there. */
export function forEach(node: Node, to: Lowering): Ir {
  const made = plainForEach(node, to);
  const type = node.childForFieldName('type')?.text ?? null;
  if (made.kind !== 'loop' || made.element?.kind !== 'name' || type === null || type === 'var') return made;
  return { ...made, element: declare(node.childForFieldName('left')!, [made.element], null, type) };
}

/** `yield return x` hands out a value; `yield break` ends the function. */
export function yields(node: Node, to: Lowering): Ir {
  const isReturn = node.children.some(part => part?.type === 'break');
  return jump(isReturn ? 'return' : 'yield')(node, to);
}
