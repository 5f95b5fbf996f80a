import type { Case, Fault } from './model';
import type { Divergence } from './validating';

const faultIs =
  (...kinds: Fault['kind'][]) =>
  ({ fault }: Case): boolean =>
    kinds.includes(fault.kind);
const isFailure = ({ fault, source }: Case): boolean =>
  !/^(none|short|drip)$/.test(fault.kind) || source === 'missing';
const ofSink = ({ fault }: Case): boolean => fault.end === 'sink';

/** In which cases a program may differ by what a caveat says, by words of the caveat. */
const excuses: [RegExp, (one: Case) => boolean][] = [
  [/only happens once/, faultIs('EINTR', 'EAGAIN')],
  [/broken pipe|SIGPIPE/, faultIs('ECONNRESET', 'EPIPE')],
  [/cut short/, ofSink],
  [/after a failure|^a failure (is|throws)|failed write|failure of the target|one end fails/, isFailure],
  [/a failed read is handed on/, ({ fault, source }) => fault.end === 'source' || source === 'missing'],
  [/the (mode|permissions) of the source/, ({ source, sink }) => source === 'file' && /file|old/.test(sink)],
  [/by the size of the source/, ({ source }) => /fifo|proc/.test(source)],
  [/a named pipe/, ({ source, sink }) => source === 'fifo' || sink === 'fifo'],
  [/a file of \/proc/, ({ source }) => source === 'proc'],
  [
    /made only where the source can be opened/,
    ({ source, fault }) => source === 'missing' || fault.end === 'source',
  ],
  [/full after fewer bytes/, ({ sink }) => sink === 'fifo'],
];

/** Whether a caveat of the fix says that it may differ in such a case. */
export const isNamed = ({ fixed, case: one }: Divergence): boolean =>
  one !== null &&
  fixed.caveats.some(caveat => excuses.some(([words, covers]) => words.test(caveat) && covers(one)));
