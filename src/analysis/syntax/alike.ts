import type { Ir } from './ir';
import { partsOf } from './ir';

/** Whether two pieces of a program are written alike. */
export function isAlike(a: Ir, b: Ir): boolean {
  if (a.kind !== b.kind || wordOf(a) !== wordOf(b)) return false;
  const [parts, others] = [partsOf(a), partsOf(b)];
  return parts.length === others.length && parts.every((part, at) => isAlike(part, others[at]!));
}

/** What a node holds in addition to its parts. */
function wordOf(node: Ir): string {
  switch (node.kind) {
    case 'name':
    case 'call':
    case 'member':
      return node.name;
    case 'literal':
      return `${typeof node.value} ${node.value}`;
    case 'assign':
    case 'operation':
      return node.operator;
    case 'other':
      return node.type;
    default:
      return '';
  }
}
