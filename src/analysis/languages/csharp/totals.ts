import { message } from '../../../messages/message';
import type { FixRequest, Line } from '../../fixes/plan';
import { isCaptured, isNamedInHandler } from '../../loops/observers';
import type { Total } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';

/**
 * The totals that later code of the function reads; null where it reads any other variable of the loop, or
 * where code elsewhere does. A long takes the size of a file.
 */
export function keptTotals({ summary, symbols }: FixRequest): Total[] | null {
  const needed = summary.liveOut.filter(({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key));
  const totals = needed.map(({ key, holds }) => {
    const total = summary.totals.find(one => one.key === key && one.operator === '+=');
    const counts = holds.every(({ cause, holding }) => cause !== 'end' || holding === 'total');
    const isLocal =
      !symbols.isShared(key) && !isNamedInHandler(key, summary.loop) && !isCaptured(key, summary.loop);
    return total && counts && isLocal && writtenType(key, symbols) === 'long' ? total : null;
  });
  return totals.includes(null) ? null : (totals as Total[]);
}

export const targetsOf = (totals: Total[]): Ir[] => totals.map(({ target }) => target);

/** `total += new FileInfo(path).Length;` */
export const sizeLines = (totals: Total[], path: Ir): Line[] =>
  totals.map(({ target }) => [{ node: target }, ' += new System.IO.FileInfo(', { node: path }, ').Length;']);

export const totalByPath = message('caveat.csharp.total-by-path');

/** `total += file.Position;` */
export const positionLines = (totals: Total[], file: Ir): Line[] =>
  totals.map(({ target }) => [{ node: target }, ' += ', { node: file }, '.Position;']);

/** The written type of the variable that a name stands for at the loop, else that of the field; null where none is written. */
export function writtenType(
  key: string,
  { declarationOf, typeOf }: Pick<FixRequest['symbols'], 'declarationOf' | 'typeOf'>,
): string | null {
  const declared = declarationOf(key);
  return declared ? declared.type : typeOf(key);
}
