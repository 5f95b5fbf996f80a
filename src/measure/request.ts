import * as v from 'valibot';
import { message } from '../messages/message';
import { unknownWord } from '../messages/words';
import { type Fields, standardsOf, type WholeField } from '../model/fields';
import { requestFields } from '../model/jobFields';
import type { Message } from '../model/message';
import { Problem } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { strategyNames } from '../model/strategy';

/** The request without options; the caller adds the paths. */
export const defaultRequest: Omit<ProfileRequest, 'paths'> = standardsOf(requestFields);

const bad = (what: Message, why: Message, remedy: Message) => new Problem('input', { what, why, remedy });

/** Throws a Problem if no run can do the request. Callers in TypeScript still send user input. */
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
    message('request.unfit', { option, value: String(value) }),
    message('request.unfit.why'),
    message('request.unfit.remedy'),
  );
}

/** As people write a figure: sizes in bytes, times in seconds. */
const figureText: Record<WholeField<number>['kind'], (value: number) => Message> = {
  bytes: bytes => message('request.bytes', { bytes }),
  count: count => message('request.count', { count }),
  milliseconds: value => message('request.seconds', { seconds: value / 1000 }),
};

function badFigure(option: string, value: number, { kind, least, most }: WholeField<unknown>): Problem {
  const text = figureText[kind];
  const [from, to] = [text(least), text(most)];
  return bad(
    message('request.figure', { option, value: text(value) }),
    most === Number.MAX_SAFE_INTEGER
      ? message('request.least', { from })
      : message('request.range', { from, to }),
    message('request.figure.remedy', { option }),
  );
}

function badStrategies(names: readonly string[]): Problem {
  if (names.length === 0)
    return bad(
      message('request.no-strategy'),
      message('request.needed'),
      message('request.no-strategy.remedy'),
    );
  const name = names.find(one => !(strategyNames as readonly string[]).includes(one)) ?? '';
  return bad(
    message('request.strategy', { name }),
    message('request.strategy.why', { names: [...strategyNames] }),
    message('request.strategy.remedy'),
  );
}

function badChunks(chunks: readonly number[]): Problem {
  if (chunks.length === 0)
    return bad(message('request.no-chunk'), message('request.needed'), message('request.no-chunk.remedy'));
  return badChunk(String(chunks.find(chunk => !v.is(requestFields.chunks.schema, [chunk]))));
}

/** Options that a growing log excludes: it is read in its own order, from memory, without headers. */
function checkFollowing({ followBytes, order, cache, headerBytes }: ProfileRequest): void {
  const against =
    (order === 'random' && 'request.follow-order') ||
    (cache === 'cold' && 'request.follow-cold') ||
    (headerBytes > 0 && 'request.follow-header');
  if (followBytes > 0 && against)
    throw bad(message('request.follow'), message(against), message('request.follow.remedy'));
}

/** The problem of a chunk size that can't be used. */
export function badChunk(text: string): Problem {
  return bad(
    message('request.chunk', { text }),
    message('request.chunk.why'),
    message('request.chunk.remedy'),
  );
}
