// Lowers loops, conditions and exception handling.
import type { Node } from 'web-tree-sitter';
import type { Handler, Ir } from '../../syntax/ir';
import type { Lowering } from '../../syntax/lowering';
import { at } from '../../syntax/lowering';
import { attempt, declare } from '../../syntax/loweringRules';
import { declared, first, last, loopOf, nothingAt, parts, types } from './nodes';

export function whileLoop(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition');
  const body = parts(node).find(part => part.id !== condition?.id && part.type !== 'label');
  return loopOf(node, {
    testsAfter: node.type === 'do_while_statement',
    condition: condition ? to.lower(condition) : null,
    body: body ? to.lower(body) : nothingAt(node),
  });
}

export function forLoop(node: Node, to: Lowering): Ir {
  const [element, over, body] = parts(node).filter(part => !/^(label|annotation)$/.test(part.type));
  const names = element ? declared(element, null, to) : [];
  return loopOf(node, {
    element: names.length === 1 ? names[0]! : element ? at(element, { kind: 'block', body: names }) : null,
    over: over ? to.lower(over) : null,
    body: body ? to.lower(body) : nothingAt(node),
  });
}

export function conditional(node: Node, to: Lowering): Ir {
  const condition = node.childForFieldName('condition');
  const branches = parts(node).filter(part => part.id !== condition?.id);
  const otherwise = node.children.find(part => part?.type === 'else');
  const before = branches.find(part => !otherwise || part.startIndex < otherwise.startIndex);
  const after = branches.find(part => otherwise && part.startIndex > otherwise.startIndex);
  return at(node, {
    kind: 'if',
    condition: condition ? to.lower(condition) : nothingAt(node),
    consequence: before ? to.lower(before) : null,
    otherwise: after ? to.lower(after) : null,
  });
}

/** `try { … } catch (failure: Type) { … } finally { … }` */
export function tries(node: Node, to: Lowering): Ir {
  const last = first(node, /^finally_block$/);
  const body = first(node, /^block$/);
  return attempt(node, {
    body: body ? to.lower(body) : null,
    handlers: parts(node)
      .filter(part => part.type === 'catch_block')
      .map(part => handler(part, to)),
    finalizer: last ? to.lower(last) : null,
  });
}

function handler(node: Node, to: Lowering): Handler {
  const target = first(node, /^identifier$/);
  const type = first(node, types);
  const body = first(node, /^block$/);
  return {
    types: type ? [type.text] : [],
    variable: target && declare(target, [to.lower(target)], null, type?.text ?? null),
    body: body ? to.lower(body) : nothingAt(node),
  };
}

/** `when` as a chain of conditions, from the last to the first. */
export function when(node: Node, to: Lowering): Ir {
  const subject = first(node, /^when_subject$/);
  const variable = subject && first(subject, /^variable_declaration$/);
  const value = subject ? last(subject) : null;
  const target = variable && first(variable, /^identifier$/);
  const compared = target ?? value;
  let chain: Ir | null = null;
  for (const entry of parts(node)
    .filter(part => part.type === 'when_entry')
    .reverse())
    chain = entryOf(entry, compared, chain, to);
  const start =
    variable && value ? declared(variable, to.lower(value), to) : value && !target ? [to.lower(value)] : [];
  return at(node, { kind: 'block', body: [...start, ...(chain ? [chain] : [])] });
}

function entryOf(entry: Node, compared: Node | null, otherwise: Ir | null, to: Lowering): Ir {
  const conditions = entry.childrenForFieldName('condition').filter(part => part !== null);
  const body = parts(entry).find(part => !conditions.some(condition => condition.id === part.id));
  const consequence = body ? to.lower(body) : null;
  if (conditions.length === 0) return consequence ?? nothingAt(entry);
  const isPlain = compared?.type === 'identifier';
  const tests = conditions.map(condition =>
    isPlain && !/_test$/.test(condition.type)
      ? at(condition, {
          kind: 'operation',
          operator: '==',
          operands: [to.lower(compared), to.lower(condition)],
        })
      : to.lower(condition),
  );
  const condition =
    tests.length === 1 ? tests[0]! : at(entry, { kind: 'operation', operator: '||', operands: tests });
  return at(entry, { kind: 'if', condition, consequence, otherwise });
}
