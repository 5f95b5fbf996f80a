import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { buffer, parseNumber } from '../../syntax/loweringRules';
import { parts } from './patterns';

/** `[0u8; n]` is a buffer; `[1, 2]` as well, of nothing to count. */
export function array(node: Node, to: Lowering): Ir {
  const length = node.childForFieldName('length');
  const isBytes = !/^\[[^;]*(u16|u32|u64|i16|i32|i64|usize|f32|f64)\b/.test(node.text);
  if (!isBytes) return at(node, { kind: 'other', type: 'array', children: to.children(node) });
  return buffer(node, length ? to.lower(length) : null);
}

/** Macros hold tokens, not expressions: `vec![0; n]` is a buffer, the others name what they use. */
export function macro(node: Node): Ir {
  const tree = parts(node).find(part => part.type === 'token_tree');
  const called = node.childForFieldName('macro')?.text.split('::').pop() ?? '';
  if (called === 'vec') return vector(node, tree ?? null);
  return at(node, {
    kind: 'call',
    name: called,
    receiver: null,
    args: tree ? named(tree) : [],
    creates: false,
  });
}

function vector(node: Node, tree: Node | null): Ir {
  const tokens = (tree?.children ?? []).filter((part): part is Node => part !== null);
  const semicolon = tokens.findIndex(part => part.type === ';');
  const wide = /^(0|1)?(u16|u32|u64|i16|i32|i64|usize|f32|f64)|^(None|Vec|String|false|true)/.test(
    tokens[1]?.text ?? '',
  );
  if (semicolon < 0 || wide)
    return at(node, { kind: 'other', type: 'vec', children: tree ? named(tree) : [] });
  return buffer(node, sum(tokens.slice(semicolon + 1, -1), node));
}

/** `64 * BLOCK`, `1 << 20`, `Self::SIZE / 2`: names and numbers joined from left to right. */
function sum(tokens: Node[], node: Node): Ir | null {
  let value: Ir | null = null;
  let operator: string | null = null;
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place]!;
    if (/^(\*|\/|\+|-|<<)$/.test(token.type)) operator = token.type;
    else if (/^(integer_literal|identifier|self|metavariable)$/.test(token.type)) {
      if (/^(::|\.)$/.test(tokens[place + 1]?.type ?? '')) continue;
      const operand = operandOf(token);
      value =
        value && operator ? at(node, { kind: 'operation', operator, operands: [value, operand] }) : operand;
    } else if (token.type === 'token_tree') return null;
  }
  return value;
}

const operandOf = (token: Node): Ir =>
  token.type === 'integer_literal'
    ? at(token, { kind: 'literal', value: parseNumber(token.text) })
    : at(token, { kind: 'name', name: token.text });

/** The variables that a format names: `"{total} of {size:?}"`. */
const captured = (token: Node): Ir[] =>
  [...token.text.replaceAll('{{', '').matchAll(/\{([a-z_]\w*)[:}]|[:.]([a-z_]\w*)\$/g)].map(
    ([, name, width]) => at(token, { kind: 'name', name: name ?? width! }),
  );

/** The variables named in a macro's tokens, `a.b` as a member. */
function named(tree: Node): Ir[] {
  const found: Ir[] = [];
  const tokens = tree.children.filter((part): part is Node => part !== null);
  let open: Ir | null = null;
  tokens.forEach((token, place) => {
    if (token.type === 'token_tree') found.push(...named(token));
    else if (/string_literal$/.test(token.type)) found.push(...captured(token));
    else if (token.type === 'identifier' || token.type === 'self') {
      const inner: Ir = open
        ? at(token, { kind: 'member', object: open, name: token.text })
        : at(token, { kind: 'name', name: token.text });
      const goesOn = tokens[place + 1]?.type === '.' && tokens[place + 3]?.type !== 'token_tree';
      open = goesOn ? inner : null;
      if (!goesOn) found.push(inner);
    } else if (token.type !== '.') open = null;
  });
  return found;
}
