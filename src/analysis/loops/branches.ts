import type { Ir } from '../syntax/ir';
import { ancestors, isWithin } from '../syntax/ir';

/** Whether two nodes stand in different branches of one condition. */
export function areExclusive(a: Ir, b: Ir): boolean {
  for (const up of ancestors(a)) {
    if (!isWithin(b, up)) continue;
    if (up.kind === 'operation' && up.operator === '?:' && up.operands.length === 3) {
      const [left, right] = [a, b].map(node => up.operands.findIndex(part => isWithin(node, part)));
      return left !== right && left! > 0 && right! > 0;
    }
    if (up.kind !== 'if') return up.kind === 'other' && /switch|match|when/.test(up.type);
    const side = (node: Ir): string =>
      up.consequence && isWithin(node, up.consequence)
        ? 'then'
        : up.otherwise && isWithin(node, up.otherwise)
          ? 'else'
          : '';
    return side(a) !== side(b) && side(a) !== '' && side(b) !== '';
  }
  return false;
}
