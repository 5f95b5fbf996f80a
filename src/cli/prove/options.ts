import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import { leastScratch, mostScratch, type Question } from '../../prover/question';
import { choiceOption, countOption, sizeOption } from '../command';

/** Options of the question; the others of `iopath prove` are about the output. */
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

/** More than both queues of a connection hold, so that a server's read-ahead shows. */
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
    what: message('prove.size', { text }),
    why: message('prove.size.why'),
    remedy: message('prove.size.remedy'),
  });
}

function urlOf(values: ProveValues, words: string[]) {
  const [url, second] = words;
  if (url === undefined || second !== undefined)
    throw new Problem('input', {
      what: url === undefined ? message('prove.server') : message('cli.word', { word: second! }),
      why: message('prove.server.why'),
      remedy: message('prove.server.remedy'),
    });
  if (values.directory === undefined)
    throw new Problem('input', {
      what: message('prove.directory'),
      why: message('prove.directory.why'),
      remedy: message('prove.directory.remedy', { url }),
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
    what: message('prove.header', { text }),
    why: message('prove.header.why'),
    remedy: message('prove.header.remedy'),
  });
}

function rangeOf(text: string): { first: number; last: number } {
  const found = /^(\d{1,12})-(\d{1,12})$/.exec(text);
  const [first, last] = [Number(found?.[1]), Number(found?.[2])];
  // Sixteen bytes are needed to recognise content among the head.
  if (found && last - first >= 15) return { first, last };
  throw new Problem('input', {
    what: message('prove.range', { text }),
    why: message('prove.range.why'),
    remedy: message('prove.range.remedy'),
  });
}

function placeOf({ file, content, size }: ProveValues) {
  if (content !== undefined && size !== undefined)
    throw new Problem('input', {
      what: message('prove.content'),
      why: message('prove.content.why'),
      remedy: message('cli.leave-one'),
    });
  if (file !== undefined && file !== '') return { file, content: content ?? null };
  throw new Problem('input', {
    what: message('prove.file'),
    why: message('prove.file.why'),
    remedy: message('prove.file.remedy'),
  });
}

function relayOf(values: ProveValues, words: string[]) {
  if (words.length > 0)
    throw new Problem('input', {
      what: message('cli.word', { word: words[0]! }),
      why: message('prove.relay-word.why'),
      remedy: message('prove.relay-word.remedy'),
    });
  const found = /^(\d{1,5}):(?:(\[[^\]]+\]|[^:[\]]+):)?(\d{1,5})$/.exec(values.relay ?? '');
  const [listen, connect] = [Number(found?.[1]), Number(found?.[3])];
  if (!found || listen > 65535 || connect > 65535 || connect === 0)
    throw new Problem('input', {
      what: message('prove.relay', { text: values.relay ?? '' }),
      why: message('prove.relay.why'),
      remedy: message('prove.relay.remedy'),
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
      what: command.length === 0 ? message('prove.command') : message('prove.before', { word: words[0]! }),
      why: message('prove.command.why'),
      remedy: message('prove.command.remedy', { example: 'iopath prove --file ./scratch.bin -- cat {file}' }),
    });
  return { command, ...placeOf(values) };
}
