/** What is known of a call that moves bytes by its name and the number of its arguments. */
export interface NamedShape {
  effect: 'read' | 'write';
  name: string | RegExp;
  /** Number of arguments, or least and most. */
  args: number | [number, number];
}

const known = new WeakMap<readonly NamedShape[], Map<string, readonly NamedShape[]>>();
/** Names that are kept; code calls the same few over and over. */
const most = 20_000;

/** The rows of a table that a call of this name can be. */
export function shapesNamed<Shape extends NamedShape>(
  called: string,
  table: readonly Shape[],
): readonly Shape[] {
  const names = (known.get(table) ?? new Map()) as Map<string, readonly Shape[]>;
  if (names.size > most) names.clear();
  known.set(table, names);
  const shapes =
    names.get(called) ??
    table.filter(({ name }) => (typeof name === 'string' ? name === called : name.test(called)));
  names.set(called, shapes);
  return shapes;
}
