// Lowers declarations and the objects that they construct.
import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering, Rule } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { buffer, declare, wrapped } from '../../syntax/loweringRules';
import { cDeclaration } from '../c/syntax';
import { constructed, numbers, parts } from './constructions';

/** `T x(a, b)`, `T x{a, b}`, and what reads like a function's declaration inside a function. */
export function cppDeclaration(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? '';
  // `while (size_t n = read(…))`: the declaration holds its value itself.
  const initial = node.childForFieldName('value');
  const named = node.childForFieldName('declarator');
  if (initial && named?.type === 'identifier')
    return declare(node, [to.lower(named)], to.lower(initial), type === 'auto' ? null : type);
  const declarators = node.childrenForFieldName('declarator').filter((part): part is Node => part !== null);
  const inBody = node.parent?.type !== 'translation_unit' && node.parent?.type !== 'declaration_list';
  const declared = declarators.map(part => {
    const value = part.childForFieldName('value');
    const target = part.childForFieldName('declarator');
    if (target?.type === 'structured_binding_declarator' && value) return bindings(part, target, value, to);
    if (
      part.type === 'init_declarator' &&
      target &&
      value &&
      /^(argument|initializer)_list$/.test(value.type)
    )
      return target.type === 'array_declarator' ? null : objectOf(part, target, type, to.children(value));
    if (part.type === 'function_declarator' && target && inBody) return vexed(part, target, type);
    if (part.type === 'identifier' && (isContainer(type) || isMadeInLoop(node)))
      return objectOf(part, part, type, []);
    return null;
  });
  if (declared.every(part => part === null)) return cDeclaration(node, to);
  const body = declared.filter(part => part !== null);
  return body.length === 1 ? wrapped(node, body[0]!) : at(node, { kind: 'block', body });
}

/** `auto [err, n] = read(…)`: one assignment of several targets, the error after what was asked for. */
function bindings(node: Node, target: Node, value: Node, to: Lowering): Ir {
  const isError = (name: Node): boolean => /^e\w?$|err|^ec\d*$|^e\d$/i.test(name.text);
  const names = parts(target).sort((a, b) => Number(isError(a)) - Number(isError(b)));
  return declare(
    node,
    names.map(name => to.lower(name)),
    to.lower(value),
    null,
  );
}

/** `Tick tick;` in a loop runs a constructor and a destructor in each round, if `Tick` is a class. */
function isMadeInLoop(node: Node): boolean {
  const type = node.childForFieldName('type');
  const isClass = /^(type_identifier|qualified_identifier|template_type)$/.test(type?.type ?? '');
  if (
    !type ||
    !isClass ||
    /_t$|^(u?int\d+|streamsize|std::streamsize)$/.test(type.text) ||
    numbers.test(type.text)
  )
    return false;
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent)
    if (/^(for|while|do)_statement$/.test(up.type)) return true;
  return false;
}

const isContainer = (type: string): boolean => /\barray\s*</.test(type);

function objectOf(node: Node, declarator: Node, type: string, args: Ir[]): Ir {
  const pointers = /^(pointer|reference)_declarator$/.test(declarator.type);
  const named = pointers ? (parts(declarator).pop() ?? declarator) : declarator;
  const target = at(named, { kind: 'name', name: named.text });
  const plain = type.replace(/^const\s+/, '');
  const value = pointers || plain === 'auto' ? (args[0] ?? null) : constructed(node, plain, args);
  return declare(node, [target], value, plain === 'auto' ? null : plain);
}

/** `std::ifstream in(path, std::ios::binary);` parses as a function; its "parameters" are names. */
function vexed(node: Node, target: Node, type: string): Ir | null {
  const parameters = parts(node.childForFieldName('parameters') ?? node);
  if (target.type !== 'identifier' || parameters.length === 0) return null;
  if (parameters.some(part => part.childForFieldName('declarator'))) return null;
  const args = parameters.map(part => at(part, { kind: 'name', name: part.text.split('::').pop()! }));
  return objectOf(node, target, type, args);
}

/** A field of a class, with its type. */
export const fieldDeclaration: Rule = (node, to) => {
  const type = node.childForFieldName('type')?.text ?? '';
  const declared = node
    .childrenForFieldName('declarator')
    .filter((part): part is Node => part !== null && part.type !== 'function_declarator')
    .map(part => {
      const array = part.type === 'array_declarator' ? part : null;
      const named = array ? (array.childForFieldName('declarator') ?? part) : part;
      const size = array?.childForFieldName('size');
      const inner = parts(named).pop() ?? named;
      const target = at(inner, { kind: 'name', name: inner.text });
      const value = size
        ? buffer(part, to.lower(size))
        : isContainer(type)
          ? constructed(part, type, [])
          : to.field(node, 'default_value');
      return declare(node, [target], value, type);
    });
  return declared.length === 1 ? declared[0]! : at(node, { kind: 'block', body: declared });
};
