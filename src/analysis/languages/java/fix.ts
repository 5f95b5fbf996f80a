import type { Piece } from '../../fixes/plan';
import type { Dialect, Parts } from '../jvm/channels';

/** A loop over transferTo; its first test reads the size, since a pipe has no position. */
function lines({ from, to, moved, left, adds }: Parts): Piece[][] {
  const guard: Piece[] = left ? [' && ', { node: left.node }, ' > 0'] : [];
  const head: Piece[] = [
    `for (long ${moved} = `,
    ...[...from, `.size(); ${moved} > 0`, ...guard, '; '],
    ...[...from, '.position(', ...from, `.position() + ${moved}))`],
  ];
  const most: Piece[] = left?.count ?? ['Long.MAX_VALUE'];
  const move: Piece[] = [
    `\t${moved} = `,
    ...[...from, '.transferTo(', ...from, '.position(), ', ...most, ', ', ...to, ');'],
  ];
  if (adds.length === 0) return [head, move];
  return [[...head, ' {'], move, ...adds.map((add): Piece[] => ['\t', ...add, ';']), ['}']];
}

const counts = /^(int|long)$/;

/** Compound assignments of Java narrow by themselves. */
export const dialect: Dialect = {
  channel: (stream, type) =>
    type === null
      ? [{ node: stream }, '.getChannel()']
      : [`((java.io.${type}) `, { node: stream }, ').getChannel()'],
  asLong: (node, type) => (counts.test(type ?? '') ? [{ node }] : null),
  fromLong: (name, type) => (type === null || counts.test(type) ? name : null),
  lines,
};
