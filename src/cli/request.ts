import { badChunk, checkField, defaultRequest } from '../measure/request';
import { message } from '../messages/message';
import type { Field, Fields } from '../model/fields';
import { requestFields } from '../model/jobFields';
import { Problem } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { countOption, sizeOf, sizeOption } from './command';

type RequestName = keyof typeof requestFields;

/** Fields that have an option, by its name. */
const byOption = new Map(
  Object.entries(requestFields as Fields).flatMap(([name, field]) =>
    field.option ? [[field.option.name, { name: name as RequestName, field }] as const] : [],
  ),
);

/** Options of the request; all others of `iopath profile` are about the report. */
export const requestOptions: Record<string, { type: 'string' | 'boolean' }> = Object.fromEntries(
  [...byOption].map(([option, { field }]) => [
    option,
    { type: field.kind === 'flag' ? 'boolean' : 'string' },
  ]),
);

/** The request of a command line. Problems name the option; conditions that only a run can check are left to the run. */
export function requestOf(values: Readonly<Record<string, unknown>>, paths: string[]): ProfileRequest {
  const requested = [...byOption].flatMap(([option, { name, field }]) => {
    const given = values[option];
    if (given === undefined) return [];
    const value = typeof given === 'string' ? parsed(name, field, given) : given;
    checkField(name, value as never);
    return [[name, value] as const];
  });
  return { ...defaultRequest, ...Object.fromEntries(requested), paths };
}

/** Parses a text; the field checks its range and words. */
function parsed(name: RequestName, { kind, option }: Field<unknown>, text: string): unknown {
  if (kind === 'bytes') return sizeOption(option!.name, text);
  if (kind === 'count') return countOption(option!.name, text);
  if (kind === 'milliseconds') return millisecondsOf(option!.name, text);
  if (name === 'strategies') return strategiesOf(text);
  if (name === 'chunks') return chunksOf(text);
  return name === 'cores' ? coresOf(text) : text;
}

const words = (text: string) => text.split(',').map(word => word.trim());

const strategiesOf = (text: string) => (text === 'all' || text === 'best' ? text : [...new Set(words(text))]);

function chunksOf(text: string): number[] {
  const chunks = words(text).map(word => {
    const bytes = sizeOf(word);
    if (bytes === null || bytes === 0) throw badChunk(word);
    return bytes;
  });
  return [...new Set(chunks)];
}

/** `2,3`: the cores of sender and receiver. Whether they may be used is known only to the run. */
function coresOf(text: string): NonNullable<ProfileRequest['cores']> {
  const found = /^(\d{1,5}),(\d{1,5})$/.exec(text.replaceAll(' ', ''));
  if (found) return { sender: Number(found[1]), receiver: Number(found[2]) };
  throw new Problem('input', {
    what: message('cli.cores', { text }),
    why: message('cli.cores.why'),
    remedy: message('cli.cores.remedy'),
  });
}

/** Seconds, also in parts: `0.5`, `10`, `10s`. */
function millisecondsOf(option: string, text: string): number {
  const seconds = /^(\d+(?:\.\d+)?)s?$/.exec(text)?.[1];
  if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  throw new Problem('input', {
    what: message('cli.time', { option, text }),
    why: message('cli.time.why'),
    remedy: message('cli.time.remedy', { option }),
  });
}
