import type { CallRule } from '../../calls/callRules';
import { row } from '../../calls/callRules';
import type { LoopModel } from '../../calls/loopModel';
import type { Call } from '../../syntax/ir';

/** `once(out, 'drain')`. */
const waitsForDrain = ({ args: [, event] }: Call): boolean =>
  event?.kind === 'literal' && event.value === 'drain';

/** What the calls of Node and of the language itself do, besides reading and writing. */
export const nodeCalls: CallRule[] = [
  row('subarray|slice|#value', 'view'),
  row('from|Uint8Array|DataView|buffer|asUint8Array', 'same', { at: 0, args: [1, 1] }),
  row('byteLength', 'length'),
  row('min', 'least'),
  row('max', 'most'),
  row(
    '#test|#done|isBuffer|isView|floor|round|ceil|Number|alloc|now|isInteger|Boolean|Promise|get|setEncoding',
    'pure',
  ),
  row('error', 'reports'),
  row('once', 'makes-room', { args: [2, 2], when: waitsForDrain }),
  row('isPaused|stat|fstatSync|writableNeedDrain|ref|unref', 'asks'),
  row(
    'end|close|closeSync|destroy|cancel|abort|releaseLock|unpipe|unlink|unlinkSync|removeAllListeners',
    'closes',
  ),
  row('fsync|fsyncSync|datasync|sync', 'flushes'),
  row('pause|resume|on|off|addListener|removeListener|cork|uncork|emit', 'positions'),
  row('once|finished|drain|ready|setTimeout|clearTimeout|setImmediate|nextTick|then|catch|finally', 'waits'),
];

/** How the language's values behave: numbers are whole where they count bytes, and all have a sign. */
export const nodeModel: LoopModel = {
  calls: nodeCalls,
  errorVariable: null,
  errorNames: {},
  constants: { undefined: null },
  wholeNumbers: /(?!)/,
  unsigned: /(?!)/,
  lengthMembers: /^(length|byteLength)$/,
  byteTypes: /(?:)/,
};
