// Lowers conditions, choices and loops.
import type { Node } from 'web-tree-sitter';
import type { Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { declare } from '../../syntax/loweringRules';
import { listed } from './declarations';

/** Puts an initializer (`if n, err := r.Read(b); n > 0`) before its statement. */
function after(node: Node, to: Lowering, statement: Ir): Ir {
  const first = to.field(node, 'initializer');
  return first ? at(node, { kind: 'block', body: [first, statement] }) : statement;
}

export function conditional(node: Node, to: Lowering): Ir {
  const statement = at(node, {
    kind: 'if',
    condition: to.field(node, 'condition') ?? at(node, { kind: 'literal', value: true }),
    consequence: to.field(node, 'consequence'),
    otherwise: to.field(node, 'alternative'),
  });
  return after(node, to, statement);
}

/** A switch as a chain of conditions, its default last. */
export function choice(node: Node, to: Lowering): Ir {
  const value = node.childForFieldName('value');
  const cases = (node.namedChildren ?? []).filter(
    part => part !== null && /_case$/.test(part.type),
  ) as Node[];
  const rest = cases.find(part => part.type === 'default_case');
  let chain: Ir | null = rest ? caseBody(rest, to) : null;
  for (const part of cases.filter(one => one !== rest).reverse()) {
    const tests = listed(part.childForFieldName('value'), to);
    const compared = tests.map(test =>
      value
        ? at(part, { kind: 'operation', operator: '==', operands: [to.field(node, 'value')!, test] })
        : test,
    );
    const condition =
      compared.length === 1
        ? compared[0]!
        : at(part, { kind: 'operation', operator: '||', operands: compared });
    chain = at(part, { kind: 'if', condition, consequence: caseBody(part, to), otherwise: chain });
  }
  const body = chain ? [chain] : [];
  return after(node, to, at(node, { kind: 'block', body }));
}

function caseBody(node: Node, to: Lowering): Ir {
  const value = node.childForFieldName('value')?.id;
  const type = node.childForFieldName('type')?.id;
  const parts = node.namedChildren.filter(
    part => part && part.id !== value && part.id !== type && !part.isExtra,
  );
  return at(node, { kind: 'block', body: parts.map(part => to.lower(part!)) });
}

export function forStatement(node: Node, to: Lowering): Ir {
  const body = node.childForFieldName('body');
  const head = node.namedChildren.find(part => part && part.id !== body?.id && !part.isExtra) ?? null;
  const shape = {
    kind: 'loop',
    setup: [] as Ir[],
    condition: null as Ir | null,
    update: [] as Ir[],
    body: body ? to.lower(body) : at(node, { kind: 'block', body: [] }),
    element: null as Ir | null,
    over: null as Ir | null,
  } as const;
  if (!head) return at(node, shape);
  if (head.type === 'for_clause')
    return at(node, {
      ...shape,
      setup: to.fields(head, 'initializer'),
      condition: to.field(head, 'condition'),
      update: to.fields(head, 'update'),
    });
  if (head.type !== 'range_clause') return at(node, { ...shape, condition: to.lower(head) });
  const names = listed(head.childForFieldName('left'), to);
  return at(node, {
    ...shape,
    element: names.length > 0 ? declare(head, names, null, null) : null,
    over: to.field(head, 'right'),
  });
}
