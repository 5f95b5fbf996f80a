// The first lines of a report: the input, the route and its conditions, the machine.
import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { Message } from '../model/message';
import type { Report, Transfer } from '../model/report';

/** Labels and texts. */
export function factsOf(report: Report, { say }: Texts): [label: string, text: string][] {
  const { input, machine, conditions, transfers } = report;
  const first = transfers[0];
  const facts: [Message, Message][] = [
    [message('report.input'), inputText(input)],
    [message('report.route'), first ? routeText(first, conditions) : message('report.none')],
    [message('report.machine'), machineText(machine)],
    [message('report.made'), madeText(report)],
  ];
  return facts.map(([label, text]) => [say(label), say(text)]);
}

function inputText(input: Report['input']): Message {
  const { files, paths, bytes } = input;
  const first = paths[0] ?? '';
  const name = files === 1 ? first : message('report.files', { files, first });
  return message('report.input.text', { name, bytes, cached: cachedText(input) });
}

function cachedText({ bytes, cachedBytes }: Report['input']): Message {
  if (cachedBytes === null) return message('report.cached-unknown');
  return message('report.cached', { part: bytes > 0 ? cachedBytes / bytes : 0 });
}

function madeText({ createdAt: moment, tool, cancelled }: Report): Message {
  return message(cancelled ? 'report.made.cancelled' : 'report.made.text', { moment, tool });
}

/** With the settings that the kernel tells: `a virtual machine (KVM), governor performance, turbo on`. */
function machineText(machine: Report['machine']): Message {
  const { kernel, architecture, cpus, cpuModel: model, filesystem } = machine;
  const where = { filesystem: filesystem.type, mount: filesystem.mount };
  const text = message('report.machine.text', { kernel, architecture, cpus, model, ...where });
  return message('report.parts', { parts: [text, ...settings(machine)] });
}

function settings({ settings: known, cpuQuota }: Report['machine']): Message[] {
  if (!known) return [];
  const { virtualisation, governor, turbo } = known;
  return [
    ...(virtualisation ? [virtualText(virtualisation)] : []),
    ...(governor ? [message('report.governor', { name: governor })] : []),
    ...(turbo === null ? [] : [message('report.turbo', { state: turbo ? 'on' : 'off' })]),
    ...(cpuQuota ? [message('report.quota', { cpus: cpuQuota })] : []),
  ];
}

const virtualText = (name: string) =>
  name === 'unknown' ? message('report.virtual') : message('report.virtual-named', { name });

function routeText(first: Transfer, conditions: Report['conditions']): Message {
  const { order, pass, headerBytes, flushEvery, followBytes, offset, length, pinned, depth } = conditions;
  const when = (holds: boolean, part: Message) => (holds ? [part] : []);
  const parts = [
    routeName(first, conditions),
    message(`cache.${first.cache}`),
    ...when(first.route !== 'file-to-file', receiverText(first.receiver, pinned)),
    threadsText(first, conditions),
    ...when(order === 'random', message('conditions.random')),
    ...when(pass !== 'none', message('conditions.pass', { pass })),
    ...when(headerBytes > 0, message('conditions.header', { bytes: headerBytes })),
    ...when(followBytes > 0, message('conditions.follow', { bytes: followBytes })),
    ...when(conditions.preallocate, message('conditions.preallocate')),
    ...when(conditions.populate, message('conditions.populate')),
    ...when(depth > 1, message('conditions.depth', { depth })),
    ...when(flushEvery > 0, message('conditions.flush', { chunks: flushEvery })),
    ...when(offset > 0 || length !== null, message('conditions.offset', { offset })),
  ];
  return message('report.parts', { parts });
}

function routeName({ route }: Transfer, { socket }: Report['conditions']): Message | string {
  if (!route.includes('socket')) return route;
  return message(socket === 'tcp' ? 'route.tcp' : 'route.unix', { route });
}

function threadsText({ route, receiver }: Transfer, { pinned, cores }: Report['conditions']): Message {
  if (!pinned) return message('conditions.unpinned');
  if (!cores) return message('conditions.pinned');
  const sender = String(cores.sender);
  if (route === 'file-to-file' || receiver === 'same-core') return message('conditions.core', { sender });
  return message('conditions.cores', { sender, receiver: String(cores.receiver) });
}

/** Without cores to pin to, a poller has no core of its own. */
function receiverText(receiver: Transfer['receiver'], pinned: boolean): Message {
  return message(receiver === 'poll' && !pinned ? 'conditions.poll-shared' : `conditions.${receiver}`);
}
