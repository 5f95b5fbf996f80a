import type { Node } from 'web-tree-sitter';
import type { Ir, Wrap } from '../../syntax/ir';
import type { Lowering, Rule, Rules } from '../../syntax/lowering';
import {
  argumentsOf,
  at,
  bareType,
  buffer,
  callOf,
  declare,
  func,
  jump,
  loop,
  name,
  nothing,
  operation,
  sliceOf,
  transparent,
  wrapped,
} from '../../syntax/lowering';
import { cDeclaration, cNodes, globalScope } from '../c/syntax';

/** What C++ adds to the rules of C: constructors, casts, references to containers' bytes, streams' operators. */

const parts = (node: Node): Node[] =>
  node.namedChildren.filter((part): part is Node => part !== null && !part.isExtra);

/** Casts, and conversions of numbers written as calls. */
const casts = /^(static|reinterpret|const|dynamic|bit)_cast$|^(narrow_cast|implicit_cast|checked_cast)$/;
const numbers =
  /^(u?int(8|16|32|64|max|ptr)?(_t)?|s?size_t|off_t|loff_t|unsigned|long|short|char|streamsize|streamoff|qint64|DWORD)$/;
/** Views of some bytes by pointer and length. */
const spans =
  /^(string_view|span|string|Slice|StringPiece|ByteRange|Bytes|as_bytes|buffer|(const|mutable)_buffers?(_1)?)$/;
const handsOn = /^(move|forward|as_const|as_writable_bytes|as_bytes|to_address|make_span|launder)$/;
const byteArrays =
  /^(char|signed char|unsigned char|u?int8_t|std::u?int8_t|std::byte|byte|BYTE|Byte|uchar|Bytef)$/;

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

/** `make_unique<char[]>(n)` and `make_shared<T>(…)` make what stands in the angle brackets. */
function made(node: Node, callee: Node, args: Ir[]): Ir | null {
  const found = /\b(?:make_unique|make_shared|make_unique_for_overwrite|allocate_shared)\s*<([\s\S]*)>$/.exec(
    callee.text,
  );
  if (!found) return null;
  const type = found[1]!.trim();
  if (/\[\]$/.test(type)) return buffer(node, args[0] ?? null);
  return constructed(node, type, args);
}

/** A value of a type made of arguments: a buffer, a number, or an object. */
function constructed(node: Node, type: string, args: Ir[]): Ir {
  const array = /\barray\s*<\s*([^,<>]+),\s*(.+)>$/.exec(type);
  if (array && byteArrays.test(array[1]!.trim())) return buffer(node, sizeText(node, array[2]!));
  if (/\b(vector|basic_string)\s*<[^<>]*>$|^(std::)?(w?string|vector)$|\bQByteArray$/.test(type.trim()))
    return buffer(node, args[0] ?? null);
  const bare = bareType(type);
  if ((numbers.test(bare) || /\*\s*$/.test(type)) && args.length <= 1)
    return args[0] ?? at(node, { kind: 'literal', value: 0 });
  if (/^unique_ptr$|^shared_ptr$/.test(bare) && isBuffer(args[0])) return args[0]!;
  return at(node, { kind: 'call', name: bare, receiver: null, args, creates: true });
}

const isBuffer = (node: Ir | undefined): boolean => node?.kind === 'call' && node.name === '#buffer';

/** The size in `std::array<char, 4 * 1024>`: products and shifts of numbers, or a name. */
function sizeText(node: Node, text: string): Ir | null {
  const plain = text.trim();
  const factors = plain.split('*').map(part => Number(part.trim().replace(/[uUlL']+/g, '')));
  if (factors.every(factor => Number.isFinite(factor)))
    return at(node, { kind: 'literal', value: factors.reduce((a, b) => a * b, 1) });
  const shift = /^(\d+)\s*<<\s*(\d+)$/.exec(plain.replace(/[()]/g, ''));
  if (shift) return at(node, { kind: 'literal', value: Number(shift[1]) * 2 ** Number(shift[2]) });
  return /^[\w:]+$/.test(plain) ? at(node, { kind: 'name', name: plain.split('::').pop()! }) : null;
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

/** `T x(a, b)`, `T x{a, b}`, and what reads like a function's declaration inside a function. */
function cppDeclaration(node: Node, to: Lowering): Ir {
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
const fieldDeclaration: Rule = (node, to) => {
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
