import { Problem } from '../../model/problem';
import { leastScratch, mostScratch, type Question } from '../../prover/question';
import { choiceOption, countOption } from '../command';
import { sizeOption } from '../size';

/** Options that make a question; the others of `iopath prove` say what becomes of the answer. */
export const proveOptions = {
  directory: { type: 'string' },
  unix: { type: 'string' },
  http: { type: 'string' },
  header: { type: 'string', multiple: true },
  range: { type: 'string' },
  insecure: { type: 'boolean' },
  'allow-remote': { type: 'boolean' },
  relay: { type: 'string' },
  file: { type: 'string' },
  content: { type: 'string' },
  size: { type: 'string' },
  repeat: { type: 'string' },
} as const;

export interface ProveValues {
  directory?: string | undefined;
  unix?: string | undefined;
  http?: string | undefined;
  header?: string[] | undefined;
  range?: string | undefined;
  insecure?: boolean | undefined;
  'allow-remote'?: boolean | undefined;
  relay?: string | undefined;
  file?: string | undefined;
  content?: string | undefined;
  size?: string | undefined;
  repeat?: string | undefined;
}

/** More than both queues of a connection hold, so that what a server reads ahead shows. */
const standardSize = 8 << 20;

/** The question a command line asks. Problems name the option. `command` is what stands after `--`; null without it. */
export function questionOf(values: ProveValues, words: string[], command: string[] | null): Question {
  const common = {
    fileBytes: sizeOf(values.size),
    repeat: values.repeat === undefined ? 1 : countOption('repeat', values.repeat, 1),
  };
  if (command !== null) return { kind: 'command', ...common, ...commandOf(values, words, command) };
  if (values.relay !== undefined) return { kind: 'relay', ...common, ...relayOf(values, words) };
  return { kind: 'url', ...common, ...urlOf(values, words) };
}

function sizeOf(text: string | undefined): number {
  if (text === undefined) return standardSize;
  const bytes = sizeOption('size', text);
  if (bytes >= leastScratch && bytes <= mostScratch) return bytes;
  throw new Problem('input', {
    what: `--size ${text} is no size for a scratch file.`,
    why: 'It holds between 64 bytes and 256 MiB.',
    remedy: 'Give --size such as 64KiB or 8MiB.',
  });
}

function urlOf(values: ProveValues, words: string[]) {
  const [url, second] = words;
  if (url === undefined || second !== undefined)
    throw new Problem('input', {
      what: url === undefined ? 'No server is named.' : `'${second}' is one word too many.`,
      why: 'A proof takes one address, a relay or a command.',
      remedy: 'Give the address under which the folder is served; see `iopath prove --help`.',
    });
  if (values.directory === undefined)
    throw new Problem('input', {
      what: '--directory is missing.',
      why: 'The scratch file has to be in the folder that the server serves.',
      remedy: `Add --directory with that folder: iopath prove ${url} --directory ./public`,
    });
  return {
    url,
    directory: values.directory,
    unixSocket: values.unix ?? null,
    version: choiceOption('http', values.http ?? '1.1', ['1.0', '1.1'] as const),
    headers: (values.header ?? []).map(headerOf),
    range: values.range === undefined ? null : rangeOf(values.range),
    allowRemote: values['allow-remote'] ?? false,
    insecure: values.insecure ?? false,
  };
}

/** A line break in it would end the header and begin another request. */
function headerOf(text: string): string {
  if (/^[!#$%&'*+.^_`|~\w-]+:[^\r\n\0]*$/.test(text)) return text;
  throw new Problem('input', {
    what: `--header ${text} is no header line.`,
    why: 'It is a name, a colon and a value on one line.',
    remedy: "Give --header such as 'Authorization: Bearer abc'.",
  });
}

function rangeOf(text: string): { first: number; last: number } {
  const found = /^(\d{1,12})-(\d{1,12})$/.exec(text);
  const [first, last] = [Number(found?.[1]), Number(found?.[2])];
  // Sixteen bytes are needed to recognise content among the head.
  if (found && last - first >= 15) return { first, last };
  throw new Problem('input', {
    what: `--range ${text} is no range.`,
    why: 'It is the first byte, a hyphen and the last byte, at least 16 bytes in all.',
    remedy: 'Give --range such as 4096-69631.',
  });
}

function placeOf({ file, content, size }: ProveValues) {
  if (content !== undefined && size !== undefined)
    throw new Problem('input', {
      what: '--content and --size exclude each other.',
      why: 'The scratch file is as large as the content that it gets.',
      remedy: 'Leave one of them out.',
    });
  if (file !== undefined && file !== '') return { file, content: content ?? null };
  throw new Problem('input', {
    what: '--file is missing.',
    why: 'A relay or a command needs a scratch file at a place that the sender can reach.',
    remedy: 'Add --file with a path where nothing is yet; the file is made there and removed afterwards.',
  });
}

function relayOf(values: ProveValues, words: string[]) {
  if (words.length > 0)
    throw new Problem('input', {
      what: `'${words[0]}' is one word too many.`,
      why: 'A relay passes on what any client fetches, so it takes no address besides.',
      remedy: 'Leave it out; see `iopath prove --help`.',
    });
  const found = /^(\d{1,5}):(?:(\[[^\]]+\]|[^:[\]]+):)?(\d{1,5})$/.exec(values.relay ?? '');
  const [listen, connect] = [Number(found?.[1]), Number(found?.[3])];
  if (!found || listen > 65535 || connect > 65535 || connect === 0)
    throw new Problem('input', {
      what: `--relay ${values.relay} names no two ports.`,
      why: 'It is the port to listen on, a colon, and the port or HOST:PORT to connect to.',
      remedy: 'Give --relay such as 8445:445 or 8445:127.0.0.1:445.',
    });
  return {
    listen: { address: '127.0.0.1', port: listen },
    connect: { host: found[2] ?? '127.0.0.1', port: connect },
    ...placeOf(values),
    allowRemote: values['allow-remote'] ?? false,
  };
}

function commandOf(values: ProveValues, words: string[], command: string[]) {
  if (command.length === 0 || words.length > 0)
    throw new Problem('input', {
      what: command.length === 0 ? 'No command follows --.' : `'${words[0]}' stands before --.`,
      why: 'The command is all that stands after --.',
      remedy: 'Give one such as: iopath prove --file ./scratch.bin -- cat {file}',
    });
  return { command, ...placeOf(values) };
}
