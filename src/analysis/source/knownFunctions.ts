// Whether a call of a function of the same file surely runs that function: a fix puts other calls in its place.
import type { Node } from 'web-tree-sitter';
import { isOverridable } from '../syntax/classes';
import type { Func } from '../syntax/ir';
import type { SourceFile } from './sourceFile';
import type { SyntaxTables } from './syntaxTables';

const nameTypes = [
  ...['identifier', 'field_identifier', 'property_identifier', 'private_property_identifier'],
  ...['simple_identifier', 'type_identifier', 'shorthand_property_identifier_pattern'],
];

const known = new WeakMap<Func, boolean>();

/**
 * Whether this name stands for this function wherever the file says it. Another function of the name (overloaded,
 * overriding, or for another build), a variable, parameter, macro or import of it, a decorator, a weak symbol, and a method
 * that another class may override: with each of them a call may run something else.
 */
export function isKnownFunction(file: SourceFile<SyntaxTables>, helper: Func): boolean {
  const found = known.get(helper) ?? standsForOne(file, helper);
  known.set(helper, found);
  return found;
}

function standsForOne(file: SourceFile<SyntaxTables>, helper: Func): boolean {
  const node = functionNode(file, helper);
  if (!node || !helper.name || isDecorated(node) || isOverridable(node)) return false;
  const name = helper.name.slice(helper.name.lastIndexOf('.') + 1);
  return file
    .nodesNamed(name, nameTypes)
    .every(place => isCalled(place) || isNameOf(node, place) || isPrototype(place));
}

function functionNode(file: SourceFile<SyntaxTables>, { start, end }: Func): Node | null {
  for (let at: Node | null = file.nodeAt({ start, end }); at; at = at.parent)
    if (file.language.functions.includes(at.type)) return at;
  return null;
}

/** `@wraps` before a function of Python makes it another; a weak symbol may be another object file's. */
const isDecorated = (node: Node): boolean =>
  node.parent?.type === 'decorated_definition' ||
  node.descendantsOfType('attribute_specifier').some(attribute => /\bweak\b/.test(attribute?.text ?? ''));

const selections =
  /member|selector|navigation|scoped|qualified|^field_expression$|^attribute$|generic|template_/;

/** `f(…)`, `self.f(…)`, `space::f(…)`. */
function isCalled(place: Node): boolean {
  let called = place;
  while (called.parent && selections.test(called.parent.type) && isLast(called, called.parent))
    called = called.parent;
  const call = called.parent;
  if (!call || !/call|invocation/.test(call.type)) return false;
  const callee = call.childForFieldName('function') ?? call.childForFieldName('name') ?? call.namedChild(0);
  return callee?.id === called.id;
}

const isLast = (part: Node, whole: Node): boolean => {
  const last = whole.namedChild(whole.namedChildCount - 1);
  return last?.id === part.id || /^(template_function|generic_function)$/.test(whole.type);
};

/** The name in the head of the function itself, or of the constant that it is the value of. */
function isNameOf(node: Node, place: Node): boolean {
  const body = node.childForFieldName('body') ?? node.lastNamedChild;
  if (node.startIndex <= place.startIndex && place.endIndex <= (body?.startIndex ?? node.endIndex))
    return !/parameter/.test(place.parent?.type ?? '');
  return node.parent?.childForFieldName('value')?.id === node.id && place.parent?.id === node.parent.id;
}

/** `ssize_t f(int, void *, size_t);` */
function isPrototype({ parent }: Node): boolean {
  if (parent?.type !== 'function_declarator') return false;
  let up: Node | null = parent;
  while (up && /declarator$/.test(up.type)) up = up.parent;
  return (
    up !== null && /^(declaration|field_declaration)$/.test(up.type) && !/\b(virtual|weak)\b/.test(up.text)
  );
}
