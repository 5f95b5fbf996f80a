import { badChunk, defaultRequest } from '../measure/request';
import { cacheStates, orders, receiverModes, socketKinds, sweepAxes, userPasses } from '../model/job';
import { Problem } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { routes } from '../model/route';
import type { StrategyName } from '../model/strategy';
import { choiceOption, countOption } from './command';
import { sizeOf, sizeOption } from './size';

/** Options that make a request; all others of `iopath profile` say what becomes of the report. */
export const requestOptions = {
  route: { type: 'string' },
  strategy: { type: 'string' },
  chunk: { type: 'string' },
  cache: { type: 'string' },
  receiver: { type: 'string' },
  depth: { type: 'string' },
  preallocate: { type: 'boolean' },
  populate: { type: 'boolean' },
  cores: { type: 'string' },
  socket: { type: 'string' },
  order: { type: 'string' },
  offset: { type: 'string' },
  length: { type: 'string' },
  header: { type: 'string' },
  pass: { type: 'string' },
  flush: { type: 'string' },
  follow: { type: 'string' },
  pipe: { type: 'string' },
  sndbuf: { type: 'string' },
  rcvbuf: { type: 'string' },
  rcvlowat: { type: 'string' },
  runs: { type: 'string' },
  budget: { type: 'string' },
  sweep: { type: 'string' },
  scenario: { type: 'string' },
} as const;

type Options = typeof requestOptions;
type Texts = {
  [name in keyof Options as Options[name]['type'] extends 'string' ? name : never]?: string | undefined;
};
type Values = Texts & { preallocate?: boolean | undefined; populate?: boolean | undefined };

/** The request a command line asks for. Problems name the option; what only a run can tell is left to the run. */
export function requestOf(values: Values, paths: string[]): ProfileRequest {
  const size = (option: keyof Texts, otherwise: number) => {
    const text = values[option];
    return text === undefined ? otherwise : sizeOption(option, text);
  };
  const choice = <T extends string, D>(option: keyof Texts, choices: readonly T[], otherwise: D): T | D => {
    const text = values[option];
    return text === undefined ? otherwise : choiceOption(option, text, choices);
  };
  const standard = defaultRequest;
  return {
    paths,
    route: choice('route', routes, standard.route),
    strategies: strategiesOf(values.strategy),
    chunks: values.chunk === undefined ? standard.chunks : chunksOf(values.chunk),
    cache: choice('cache', cacheStates, standard.cache),
    receiver: choice('receiver', receiverModes, standard.receiver),
    depth: values.depth === undefined ? null : countOption('depth', values.depth, 1),
    preallocate: values.preallocate ?? false,
    populate: values.populate ?? false,
    cores: values.cores === undefined ? null : coresOf(values.cores),
    socket: choice('socket', socketKinds, standard.socket),
    order: choice('order', orders, standard.order),
    offset: size('offset', standard.offset),
    length: values.length === undefined ? standard.length : size('length', 0),
    headerBytes: size('header', standard.headerBytes),
    pass: choice('pass', userPasses, standard.pass),
    flushEvery: values.flush === undefined ? standard.flushEvery : countOption('flush', values.flush),
    followBytes: size('follow', 0),
    pipeBytes: size('pipe', standard.pipeBytes),
    sendBufferBytes: size('sndbuf', standard.sendBufferBytes),
    receiveBufferBytes: size('rcvbuf', standard.receiveBufferBytes),
    receiveLowWater: size('rcvlowat', standard.receiveLowWater),
    rounds: values.runs === undefined ? standard.rounds : countOption('runs', values.runs, 1),
    budgetMs: values.budget === undefined ? standard.budgetMs : budgetOf(values.budget),
    sweep: choice('sweep', sweepAxes, standard.sweep),
    scenario: values.scenario ?? standard.scenario,
  };
}

const words = (text: string) => text.split(',').map(word => word.trim());

/** Names are checked where all callers' are (checkRequest), so unknown ones pass here. */
function strategiesOf(text: string | undefined): ProfileRequest['strategies'] {
  if (text === undefined || text === 'all') return 'all';
  if (text === 'best') return 'best';
  return [...new Set(words(text))] as StrategyName[];
}

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
    what: `--cores ${text} names no two cores.`,
    why: 'It takes the number of the core for the sender, a comma, and that for the receiver.',
    remedy: 'Give --cores such as 2,3; `lscpu -e` lists the cores.',
  });
}

/** Seconds, also in parts: `0.5`, `10`, `10s`. */
function budgetOf(text: string): number {
  const seconds = /^(\d+(?:\.\d+)?)s?$/.exec(text)?.[1];
  if (seconds !== undefined && Number(seconds) > 0) return Math.round(Number(seconds) * 1000);
  throw new Problem('input', {
    what: `--budget ${text} is no time.`,
    why: 'It is the time for all strategies together, in seconds, and more than 0.',
    remedy: 'Give --budget such as 10 or 0.5.',
  });
}
