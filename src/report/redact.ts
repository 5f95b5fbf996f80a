// A report to hand on: figures and reasons as they are, but no path, and no name of a file, host, user or device of its own.
import { isList, type Message, type MessageArg } from '../model/message';
import type { Machine, Report, Transfer } from '../model/report';

/** What stands in place of a name. */
const gap = '…';

/**
 * The report without paths and names: those of the input and the machine, and those inside messages. `names` are others
 * that must not be seen, such as the host's and the user's.
 */
export function redacted(report: Report, names: readonly string[] = []): Report {
  const scrub = scrubberOf(report, names);
  const worded = deeply(report, scrub);
  const { input, machine, observations } = worded;
  return {
    ...worded,
    tool: scrub(worded.tool),
    input: { ...input, paths: input.paths.map((_, place) => `file-${place + 1}`), modifiedMs: 0 },
    machine: machineOf(machine, scrub),
    transfers: worded.transfers.map(transferOf(scrub)),
    ...(observations && {
      observations: observations.map(one => ({
        ...one,
        failure: one.failure && { ...one.failure, path: one.failure.path === null ? null : gap },
      })),
    }),
  };
}

type Scrub = (text: string) => string;

const transferOf =
  (scrub: Scrub) =>
  (transfer: Transfer): Transfer =>
    transfer.variant === undefined ? transfer : { ...transfer, variant: scrub(transfer.variant) };

/** Cards and volumes are named by people; a kernel's release may end in the name of who built it. */
function machineOf(machine: Machine, scrub: Scrub): Machine {
  const { filesystem, nics, kernel, cpuModel } = machine;
  const { mount, device } = filesystem;
  return {
    ...machine,
    kernel: /^\w+ \d+(\.\d+)*/.exec(kernel)?.[0] ?? gap,
    cpuModel: scrub(cpuModel),
    filesystem: {
      ...filesystem,
      mount: mount === '/' ? mount : gap,
      device: device === null || isPlainDevice(device) ? device : gap,
    },
    nics: nics.map((nic, place) => ({ ...nic, name: `card-${place + 1}` })),
  };
}

const isPlainDevice = (device: string) =>
  /^\/dev\/(sd|vd|hd|xvd|nvme|mmcblk|md|dm-|loop)[a-z0-9]*$/.test(device);

/** Every message and every reason below a value, with scrubbed values. */
function deeply<T>(value: T, scrub: Scrub): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => deeply(item, scrub)) as T;
  if (isMessage(value)) return messageOf(value, scrub) as T;
  if (isReason(value)) return { ...value, values: valuesOf(value.values, scrub) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, deeply(part, scrub)])) as T;
}

const isMessage = (value: object): value is Message =>
  'id' in value && 'args' in value && typeof value.args === 'object' && value.args !== null;

const isReason = (value: object): value is { code: string; values: Record<string, string> } =>
  'code' in value && 'values' in value && typeof value.values === 'object' && value.values !== null;

const valuesOf = (values: Record<string, string>, scrub: Scrub) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, argOf(name, value, scrub) as string]),
  );

function messageOf({ id, args }: Message, scrub: Scrub): Message {
  const entries = Object.entries(args).map(([name, value]) => [name, argOf(name, value, scrub)]);
  return { id, args: Object.fromEntries(entries) };
}

/** Values that name a file, a folder, a card or a scenario's file, whatever they look like. */
const nameArgs: ReadonlySet<string> = new Set(['path', 'folder', 'cards', 'file', 'mount', 'device']);

function argOf(name: string, value: MessageArg, scrub: Scrub): MessageArg {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return nameArgs.has(name) ? gap : scrub(value);
  return isList(value) ? value.map(item => argOf(name, item, scrub)) : messageOf(value, scrub);
}

/** A quoted text with a slash, an address of a file, or a path from a root, a home or a drive. */
const pathLike =
  /'[^'\n]*[/\\][^'\n]*'|"[^"\n]*[/\\][^"\n]*"|\bfile:\S+|(?<![\w.)\]…])(?:~|\.{1,2}|[A-Za-z]:)?[/\\][^\s'"`()<>,;]+/g;

/** Files of the kernel's that messages name: they are the same everywhere. */
const ofKernel = /^['"]?\/(proc|sys)\/(self|sys|kernel|kallsyms|devices|mounts|net)\b/;

function scrubberOf(report: Report, names: readonly string[]): Scrub {
  const secrets = secretsOf(report, names);
  return text => {
    const whole = secrets.reduce((rest, secret) => replaced(rest, secret), text);
    return whole.replace(pathLike, path => (ofKernel.test(path) ? path : gap));
  };
}

/** What of a path may follow a folder of it. */
const pathTail = '[^\\s\'"`()<>,;]*';

/** As a word of its own, whatever its case: `data` is not taken out of `database`. */
function replaced(text: string, secret: string): string {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const end = /[/\\]/.test(secret) ? pathTail : '(?![\\p{L}\\p{N}])';
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal}${end}`, 'giu'), gap);
}

/** Words that are in messages too, and tell nothing of anybody. */
const common = new Set(
  'root localhost home mnt tmp var usr opt srv etc dev data file files test user users localdomain lib bin src'.split(
    ' ',
  ),
);

/** The names of a report and the parts of its paths, longest first. */
function secretsOf({ input, machine }: Report, names: readonly string[]): string[] {
  const { mount, device } = machine.filesystem;
  const whole = [...input.paths, mount, device ?? '', ...machine.nics.map(({ name }) => name), ...names];
  const parts = whole.flatMap(name => name.split(/[/\\:@]/));
  const found = [...whole, ...parts].map(name => name.trim());
  const telling = found.filter(name => name.length > 2 && !common.has(name.toLowerCase()));
  return [...new Set(telling)].sort((a, b) => b.length - a.length);
}
