import type { LanguageForm, Lines, Mutation, Program, Recipe, Slots } from './model';
import { Random } from './random';

/** The program of a recipe; null where one of its mutations has no place in it. */
export function programOf(form: LanguageForm, recipe: Recipe, name: string): Program | null {
  const ends = form.ends.find(({ id }) => id === recipe.ends)!;
  const shape = form.shapes.find(({ id }) => id === recipe.shape)!;
  const slots: Slots = form.slots();
  Object.assign(slots.words, { ends: ends.id, shape: shape.id });
  ends.apply(slots);
  if (shape.needs?.(slots) === false) return null;
  for (const id of recipe.mutations) {
    const mutation = form.mutations.find(other => other.id === id)!;
    if (mutation.needs?.(slots) === false) return null;
    mutate(slots, mutation);
  }
  return { ...recipe, name, text: form.text(name, recipe, slots, shape.lines(slots)) };
}

function mutate(slots: Slots, { add = {}, set = {}, words = {} }: Mutation): void {
  const named = (text: string): string =>
    text.replaceAll('$in', slots.words.in ?? 'in').replaceAll('$out', slots.words.out ?? 'out');
  for (const [place, lines] of Object.entries(add)) slots[place as Lines].push(...lines.map(named));
  Object.assign(slots, set);
  Object.assign(slots.words, words);
}

/**
 * Programs of a language: every shape × ends plain and with each one mutation, then pairs of mutations until there
 * are `count` of them. No two have the same text but for their name.
 */
export function generate(form: LanguageForm, count: number, seed: number): Program[] {
  const random = new Random(seed);
  const places = form.ends.flatMap(ends => form.shapes.map(shape => ({ ends: ends.id, shape: shape.id })));
  const ids = form.mutations.map(({ id }) => id);
  const singles = places.flatMap(place => ids.map(id => ({ ...place, mutations: [id] })));
  const plain = places.map(place => ({ ...place, mutations: [] as string[] }));
  const pairs = Array.from({ length: count * 3 }, () => {
    const [one, two] = random.shuffled(ids);
    return { ...random.pick(places), mutations: [one!, two!] };
  });
  // Each mutation once per shape at least, then the rest in any order.
  const ordered = [...plain, ...random.shuffled(singles), ...pairs];
  const found = new Map<string, Program>();
  for (const recipe of ordered) {
    if (found.size >= count) break;
    const program = programOf(form, recipe, `u${found.size + 1}`);
    const structure = program?.text.replaceAll(program.name, 'u');
    if (program && !found.has(structure!)) found.set(structure!, program);
  }
  return [...found.values()];
}
