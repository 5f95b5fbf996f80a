import * as v from 'valibot';
import { type Fields, standardsOf, type WholeField } from '../model/fields';
import { requestFields } from '../model/jobFields';
import { Problem, unknownWord } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { strategyNames } from '../model/strategy';
import { createFormat } from '../report/format';

/** What is asked for when nothing else is said; paths are the caller's. */
export const defaultRequest: Omit<ProfileRequest, 'paths'> = standardsOf(requestFields);

const bad = (what: string, why: string, remedy: string) => new Problem('input', { what, why, remedy });

/** Throws a Problem where a request asks for what no run can do. Callers in TypeScript still send user input. */
export function checkRequest(request: ProfileRequest): void {
  for (const name of Object.keys(requestFields) as (keyof typeof requestFields)[])
    checkField(name, request[name]);
  checkFollowing(request);
}

/** Throws a Problem where the field can't have that value, whatever the others are. */
export function checkField<N extends keyof typeof requestFields>(name: N, value: ProfileRequest[N]): void {
  const field = (requestFields as Fields)[name]!;
  if (v.is(field.schema, value)) return;
  if (name === 'strategies') throw badStrategies(value as readonly string[]);
  if (name === 'chunks') throw badChunks(value as readonly number[]);
  const option = `--${field.option?.name ?? name}`;
  if (field.kind === 'choice') throw unknownWord(option, String(value), field.choices);
  if ('least' in field) throw badFigure(option, Number(value), field);
  throw bad(
    `${option} ${String(value)} can't be used.`,
    'It has another form.',
    'See `iopath profile --help`.',
  );
}

/** As people write a figure: sizes in bytes, times in seconds. */
const figureText: Record<WholeField<number>['kind'], (value: number) => string> = {
  bytes: createFormat('en').bytes,
  count: String,
  milliseconds: value => `${value / 1000} s`,
};

function badFigure(option: string, value: number, { kind, least, most }: WholeField<unknown>): Problem {
  const text = figureText[kind];
  return bad(
    `${option} can't be ${text(value)}.`,
    most === Number.MAX_SAFE_INTEGER
      ? `It must be at least ${text(least)}.`
      : `It can be from ${text(least)} to ${text(most)}.`,
    `Give ${option} another value, or leave it out.`,
  );
}

function badStrategies(names: readonly string[]): Problem {
  if (names.length === 0) return bad('No strategy was named.', 'A run needs one.', 'Name one, or say all.');
  const unknown = names.find(name => !(strategyNames as readonly string[]).includes(name));
  return bad(
    `There is no strategy '${unknown}'.`,
    `The strategies are: ${strategyNames.join(', ')}.`,
    'Name some of them with commas between, or say all or best.',
  );
}

function badChunks(chunks: readonly number[]): Problem {
  if (chunks.length === 0) return bad('No chunk size was given.', 'A run needs one.', 'Give 64KiB.');
  return badChunk(String(chunks.find(chunk => !v.is(requestFields.chunks.schema, [chunk]))));
}

/** What cannot be asked of a log that grows: it is read in its own order, from memory, without headers. */
function checkFollowing({ followBytes, order, cache, headerBytes }: ProfileRequest): void {
  const against =
    (order === 'random' && 'a log is followed in its own order') ||
    (cache === 'cold' && 'what was just appended is in the page cache') ||
    (headerBytes > 0 && 'a log that is followed has no header');
  if (followBytes > 0 && against)
    throw bad(
      "This can't be asked of a log that grows.",
      `It makes no sense: ${against}.`,
      'Leave one of the two out.',
    );
}

/** What to say of a chunk size nobody can use. */
export function badChunk(text: string): Problem {
  return bad(
    `A chunk of '${text}' can't be used.`,
    'A chunk is the bytes asked for per call: a whole number from 1 B to 1 GiB.',
    'Give a size such as 512, 4k, 64KiB or 1MiB.',
  );
}
