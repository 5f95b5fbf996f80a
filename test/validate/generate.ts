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
 * Programs of a language: every shape × ends plain, every shape with every mutation, then the other ends with one
 * mutation, and pairs of mutations, until there are `count` of them. No two have the same text but for their name.
 */
export function generate(form: LanguageForm, count: number, seed: number): Program[] {
  const random = new Random(seed);
  const found = new Map<string, Program>();
  for (const recipe of recipesOf(form, count, random)) {
    if (found.size >= count) break;
    const program = programOf(form, recipe, `u${found.size + 1}`);
    const structure = program?.text.replaceAll(program.name, 'u');
    if (program && !found.has(structure!)) found.set(structure!, program);
  }
  return [...found.values()];
}

function recipesOf(form: LanguageForm, count: number, random: Random): Recipe[] {
  const [ends, shapes, ids] = [form.ends, form.shapes, form.mutations].map(list =>
    list.map(({ id }) => id),
  ) as [string[], string[], string[]];
  const places = ends.flatMap(end => shapes.map(shape => ({ ends: end, shape })));
  const plain = places.map(place => ({ ...place, mutations: [] }));
  const covering = shapes.flatMap(shape =>
    ids.flatMap(id => {
      const recipes = random.shuffled(ends).map(end => ({ ends: end, shape, mutations: [id] }));
      return recipes.find(recipe => programOf(form, recipe, 'u') !== null) ?? [];
    }),
  );
  const singles = places.flatMap(place => ids.map(id => ({ ...place, mutations: [id] })));
  const pairs = Array.from({ length: count * 3 }, () => ({
    ...random.pick(places),
    mutations: random.shuffled(ids).slice(0, 2),
  }));
  return [...plain, ...covering, ...random.shuffled(singles), ...pairs];
}
