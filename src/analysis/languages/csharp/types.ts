import type { FixRequest } from '../../fixes/plan';

/** The written type of the variable that a name stands for at the loop, else that of the field; null where none is written. */
export function writtenType(
  key: string,
  { declarationOf, typeOf }: Pick<FixRequest['symbols'], 'declarationOf' | 'typeOf'>,
): string | null {
  const declared = declarationOf(key);
  return declared ? declared.type : typeOf(key);
}
