import type { LanguageTables, TypeRule } from '../source/languageTables';

/**
 * What reads and writes like a stream and is none: queues and rings between threads keep the bytes, senders of remote
 * calls make a message of each chunk, stand-ins of tests have no stream behind them.
 */
export const standInTypes: TypeRule[] = [
  { type: /(^|\.)\w*([rR]ing|[cC]ircular|Fifo|FIFO)\w*$/, end: 'memory' },
  { type: /(^|\.)(mock|fake|stub|dummy)|(Mock|Fake|Stub|Dummy)(?![a-z])/, verdict: 'inspected' },
];

/** The same by the name of a variable, where nothing else tells. */
export const standInNames: NonNullable<LanguageTables['opaque']> = [
  { name: /^_?(\w+_)?(pool|ring|queue|fifo)$|([a-z](Pool|Ring|Queue|Fifo))$/, verdict: 'memory-sink' },
  { name: /^_?(mock|fake|stub|dummy|rpc|grpc)|([a-z_](Mock|Fake|Stub|Rpc|stub|rpc))$/, verdict: 'inspected' },
];
