import type { Node } from 'web-tree-sitter';
import type { Ir, Wrap } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import {
  argumentsOf,
  buffer,
  callOf,
  func,
  jump,
  loop,
  name,
  nothing,
  operation,
  sliceOf,
  transparent,
} from '../../syntax/loweringRules';
import { cDeclaration, cNodes, globalScope } from '../c/syntax';
import { constructed, made, numbers, spans } from './constructions';
import { cppDeclaration, fieldDeclaration } from './declarations';

/** Casts, and conversions of numbers written as calls. */
const casts = /^(static|reinterpret|const|dynamic|bit)_cast$|^(narrow_cast|implicit_cast|checked_cast)$/;
const handsOn = /^(move|forward|as_const|as_writable_bytes|as_bytes|to_address|make_span|launder)$/;

/** `read` of `::read` and `std::read`; what other namespaces and classes hold has them as its receiver. */
function qualified(node: Node, to: Lowering): Ir {
  const scope = node.childForFieldName('scope')?.text ?? '';
  const last = node.childForFieldName('name')!;
  if (scope === '' || scope === 'std') return to.lower(last);
  if (last.type === 'qualified_identifier') return qualifiedTail(node, last, to);
  return at(node, { kind: 'name', name: nameIn(last) });
}

/** `std::ios::binary` → `binary`: constants are known by their last part. */
const qualifiedTail = (_node: Node, last: Node, to: Lowering): Ir => to.lower(last);

const nameIn = (node: Node): string =>
  node.type === 'template_function' || node.type === 'template_type' || node.type === 'template_method'
    ? (node.childForFieldName('name')?.text ?? node.text)
    : node.text;

/** What a call names: the plain name, or a member of an object, namespace or class. */
function calleeOf(node: Node, to: Lowering): Ir {
  if (node.type === 'template_function') return at(node, { kind: 'name', name: nameIn(node) });
  if (node.type === 'field_expression') {
    const object = to.field(node, 'argument');
    const field = node.childForFieldName('field');
    return object && field ? at(node, { kind: 'member', object, name: nameIn(field) }) : to.lower(node);
  }
  if (node.type !== 'qualified_identifier') return to.lower(node);
  const scope = node.childForFieldName('scope');
  const last = node.childForFieldName('name')!;
  if (!scope || scope.text === 'std') return calleeOf(last, to);
  const names = node.text.replace(/<[\s\S]*>/g, '').split('::');
  const object = at(scope, {
    kind: 'name',
    name: names
      .slice(0, -1)
      .filter(part => part)
      .join('::'),
  });
  return at(node, { kind: 'member', object, name: names[names.length - 1]!.trim() });
}

function cppCall(node: Node, to: Lowering): Ir {
  const callee = node.childForFieldName('function')!;
  const args = argumentsOf(node, to);
  const target = calleeOf(callee, to);
  const called = target.kind === 'name' || target.kind === 'member' ? target.name : '';
  const byName =
    target.kind === 'name' || (target.kind === 'member' && callee.type === 'qualified_identifier');
  if (args.length === 1 && byName && (casts.test(called) || numbers.test(called) || handsOn.test(called)))
    return args[0]!;
  if (args.length === 1 && byName && /^(ref|cref|addressof)$/.test(called))
    return at(node, { kind: 'operation', operator: '&', operands: args });
  if (callee.type === 'primitive_type' && args.length === 1) return args[0]!;
  if (byName && spans.test(called) && args.length === 1) return args[0]!;
  if (
    byName &&
    spans.test(called) &&
    args.length === 2 &&
    (args[1]!.kind !== 'literal' || /buffer/.test(called))
  )
    return sliceOf(node, args[0]!, null, args[1]!);
  // `in.gcount()`, or wxWidgets' `in.LastRead()`, is what the last read brought.
  if (target.kind === 'member' && /^(gcount|LastRead)$/.test(called))
    return at(node, { kind: 'member', object: target.object, name: 'gcount' });
  const call = made(node, callee, args) ?? callOf(node, target, args);
  return isGlobal(callee) ? { ...call, wraps: [globalWrap(node)] } : call;
}

const isGlobal = (callee: Node): boolean =>
  callee.type === 'qualified_identifier' && !callee.childForFieldName('scope');

const globalWrap = ({ startIndex: start, endIndex: end }: Node): Wrap => ({
  type: globalScope,
  cast: null,
  start,
  end,
});

/** `new char[n]`, or an object. */
function creation(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? '';
  const length = node.childForFieldName('declarator')?.childForFieldName('length');
  if (length) return buffer(node, to.lower(length));
  return constructed(node, type, argumentsOf(node, to));
}

/** `if (init; test)`, `while (T n = read(…))`. */
const condition: Rule = (node, to) => {
  const all = to.children(node);
  return all.length === 1 ? all[0]! : at(node, { kind: 'operation', operator: ',', operands: all });
};

/** `stream << a << b;` prints; elsewhere `<<` shifts. */
function shiftOrPrint(node: Node, to: Lowering): Ir {
  const operator = node.childForFieldName('operator')?.text ?? node.children[1]?.type;
  if (!/^(<<|>>)$/.test(operator ?? '') || !isStatement(node)) return operation(node, to);
  const args: Ir[] = [];
  let left: Node = node;
  while (
    left.type === 'binary_expression' &&
    /^(<<|>>)$/.test(left.childForFieldName('operator')?.text ?? '')
  ) {
    const right = left.childForFieldName('right');
    if (right) args.unshift(to.lower(right));
    left = left.childForFieldName('left')!;
  }
  return at(node, {
    kind: 'call',
    name: operator === '<<' ? 'print' : 'extract',
    receiver: to.lower(left),
    args,
    creates: false,
  });
}

const isStatement = (node: Node): boolean => node.parent?.type === 'expression_statement';

/** `{data, n}` handed to a function: a view of so many bytes. */
const listed: Rule = (node, to) => {
  const all = to.children(node);
  if (all.length === 2 && node.parent?.type === 'argument_list') return sliceOf(node, all[0]!, null, all[1]!);
  return at(node, { kind: 'other', type: node.type, children: all });
};

const lambda: Rule = (node, to) => {
  const list = node.childForFieldName('declarator')?.childForFieldName('parameters');
  return func(node, null, list ? to.children(list) : [], to.field(node, 'body'));
};

const freed: Rule = (node, to) =>
  at(node, { kind: 'call', name: 'free', receiver: null, args: to.children(node), creates: false });

export const cppNodes: Rules = {
  ...cNodes,
  this: name,
  nullptr: nothing,
  namespace_identifier: name,
  qualified_identifier: qualified,
  template_function: (node, to) => to.field(node, 'name') ?? at(node, { kind: 'name', name: node.text }),
  call_expression: cppCall,
  new_expression: creation,
  delete_expression: freed,
  declaration: cppDeclaration,
  field_declaration: fieldDeclaration,
  optional_parameter_declaration: cDeclaration,
  condition_clause: condition,
  init_statement: transparent(),
  binary_expression: shiftOrPrint,
  initializer_list: listed,
  lambda_expression: lambda,
  for_range_loop: loop({ element: 'declarator', over: 'right' }),
  throw_statement: jump('throw'),
  co_await_expression: transparent(),
  subscript_expression: (node, to) => {
    const indices = node.childForFieldName('indices');
    return at(node, {
      kind: 'index',
      object: to.field(node, 'argument') ?? at(node, { kind: 'block', body: [] }),
      indices: indices ? to.children(indices) : [],
      slice: false,
    });
  },
};
