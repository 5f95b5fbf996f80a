import type { LanguageSpec, TransferShape } from '../language';

const known = new WeakMap<LanguageSpec, Map<string, TransferShape[]>>();
/** Names that are kept; code calls the same few over and over. */
const most = 20_000;

/** The transfers of a language that a call of this name can be. */
export function shapesNamed(called: string, language: LanguageSpec): TransferShape[] {
  const names = known.get(language) ?? new Map<string, TransferShape[]>();
  if (names.size > most) names.clear();
  known.set(language, names);
  const shapes =
    names.get(called) ??
    language.transfers.filter(({ name }) => (typeof name === 'string' ? name === called : name.test(called)));
  names.set(called, shapes);
  return shapes;
}
