import type { Piece } from '../../fixes/plan';
import type { Dialect, Parts } from '../jvm/channels';

/** As in Java; the copy loop stays the last statement, so that a lambda gives what it gave. */
function lines({ from, to, moved, left, adds }: Parts): Piece[][] {
  const guard: Piece[] = left ? [' && ', { node: left.node }, ' > 0'] : [];
  const most: Piece[] = left?.count ?? ['Long.MAX_VALUE'];
  return [
    [`var ${moved} = `, ...from, '.size()'],
    [`while (${moved} > 0`, ...guard, ') {'],
    [`\t${moved} = `, ...from, '.transferTo(', ...from, '.position(), ', ...most, ', ', ...to, ')'],
    ['\t', ...from, '.position(', ...from, `.position() + ${moved})`],
    ...adds.map((add): Piece[] => ['\t', ...add]),
    ['}'],
  ];
}

/** Kotlin converts no number by itself: a variable's type must be seen. */
export const dialect: Dialect = {
  channel: (stream, type) =>
    type === null ? [{ node: stream }, '.channel'] : ['(', { node: stream }, ` as java.io.${type}).channel`],
  asLong: (node, type) => (type === 'Long' ? [{ node }] : type === 'Int' ? [{ node }, '.toLong()'] : null),
  fromLong: (name, type) => (type === 'Long' ? name : type === 'Int' ? `${name}.toInt()` : null),
  lines,
};
