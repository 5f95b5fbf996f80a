import * as v from 'valibot';

/** The command line's name of a field; a field without one is set only by scenarios. */
export interface OptionText {
  /** Without its dashes. */
  name: string;
  /** What stands for the value in the help; flags have none. */
  operand?: string;
  /** One line of the help. A choice's words and its default are put before it. */
  help: string;
}

interface Described<T> {
  /** The default; null leaves the choice to the run. */
  standard: T;
  schema: v.GenericSchema<unknown, T>;
  option?: OptionText;
  /** The setting below `ioPath.measure` that gives it, in the unit of the command line. */
  setting?: string;
}

export interface ChoiceField<T> extends Described<T> {
  kind: 'choice';
  choices: readonly string[];
}

/** A whole number of `bytes`, things (`count`) or milliseconds, which people write as seconds. */
export interface WholeField<T> extends Described<T> {
  kind: 'bytes' | 'count' | 'milliseconds';
  least: number;
  most: number;
}

export interface FlagField<T> extends Described<T> {
  kind: 'flag';
}

/** A field with a special shape; its parser knows it by name. */
export interface OwnField<T> extends Described<T> {
  kind: 'own';
}

export type Field<T> = ChoiceField<T> | WholeField<T> | FlagField<T> | OwnField<T>;

// biome-ignore lint/suspicious/noExplicitAny: a table holds fields of every type
export type Fields = Readonly<Record<string, Field<any>>>;

/** What a table of fields describes. */
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K]['standard'] };

type Telling = Pick<Described<unknown>, 'option' | 'setting'>;
type Schema<T> = v.GenericSchema<unknown, T>;

export function choice<const C extends string, S extends C | null>(
  choices: readonly C[],
  standard: S,
  telling: Telling = {},
): ChoiceField<C | Extract<S, null>> {
  const word = v.picklist(choices);
  const schema = (standard === null ? v.nullable(word) : word) as Schema<C | Extract<S, null>>;
  return { kind: 'choice', choices, standard: standard as C | Extract<S, null>, schema, ...telling };
}

type Limits = { least?: number; most?: number };

export function whole<S extends number | null>(
  kind: WholeField<number>['kind'],
  standard: S,
  { least = 0, most = Number.MAX_SAFE_INTEGER }: Limits = {},
  telling: Telling = {},
): WholeField<number | Extract<S, null>> {
  const figure = v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
  const schema = (standard === null ? v.nullable(figure) : figure) as Schema<number | Extract<S, null>>;
  return { kind, least, most, standard: standard as number | Extract<S, null>, schema, ...telling };
}

export const flag = (telling: Telling = {}): FlagField<boolean> => ({
  kind: 'flag',
  standard: false,
  schema: v.boolean(),
  ...telling,
});

export const own = <T>(standard: T, schema: Schema<T>, telling: Telling = {}): OwnField<T> => ({
  kind: 'own',
  standard,
  schema,
  ...telling,
});

/** The fields of these names. */
export function pick<T extends object, const N extends keyof T>(table: T, names: readonly N[]): Pick<T, N> {
  return Object.fromEntries(names.map(name => [name, table[name]])) as Pick<T, N>;
}

export function standardsOf<F extends Fields>(fields: F): ValuesOf<F> {
  const entries = Object.entries(fields).map(([name, { standard }]) => [name, standard]);
  return Object.fromEntries(entries) as ValuesOf<F>;
}

/** The entries of a valibot object of these fields. */
export function entriesOf<F extends Fields>(fields: F): { [K in keyof F]: F[K]['schema'] } {
  return Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])) as {
    [K in keyof F]: F[K]['schema'];
  };
}

/** The same where a field may be missing, as in data of an older version: it then has its default. */
export function lenientEntriesOf<F extends Fields>(fields: F) {
  const entries = Object.entries(fields).map(([name, { schema, standard }]) => [
    name,
    v.optional(schema, standard),
  ]);
  return Object.fromEntries(entries) as {
    [K in keyof F]: v.OptionalSchema<F[K]['schema'], F[K]['standard']>;
  };
}
