import { namesThat } from '../../calls/callRules';
import type { LanguageSpec } from '../../language';
import type { FactoryRule } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import { c, posixEffects, posixEvidence, posixHints, posixMakers, posixTransfers } from '../c/c';
import { housekeepingEffects, posixModel, pureEffects } from '../c/calls';
import { standInTypes } from '../standIns';
import { advise, adviseCall } from './advice';
import { cppCalls, fileStream } from './calls';
import { basesOf } from './classes';
import { planLoop } from './fix';
import { cppNodes } from './syntax';
import { streamTransfers } from './transfers';

/** A handle's class that takes the descriptor: `Fd file(open(…))`, `unique_ptr<FILE> in(fopen(…))`. */
function wrapper(call: Call): Ir | null {
  const [first] = call.args;
  const opens = first?.kind === 'call' && posixMakers.some(rule => rule.path.test(first.name));
  const handle = /fd|File|Handle|Descriptor|[sS]ocket|_ptr$/.test(call.name);
  return first && (opens || (handle && keyOf(first) !== null)) ? first : null;
}

const factories: FactoryRule[] = [
  ...posixMakers,
  {
    path: /\.(get|fd|handle|native_handle|release|getFd|getHandle|Get|fileno|descriptor|rdbuf|value|next_layer|lowest_layer)$/,
    through: 'receiver',
  },
  { path: /\.accept$/, end: 'socket' },
];

const printsBuffer = (call: Call): boolean => {
  const [only] = call.args;
  return only?.kind === 'call' && only.name === 'rdbuf';
};

export const cpp: LanguageSpec = {
  ...c,
  id: 'cpp',
  runtime: 'C++',
  editorIds: ['cpp'],
  grammar: () => 'tree-sitter-cpp',
  extensions: ['.cpp', '.cc', '.cxx', '.c++', '.hpp', '.hh', '.hxx', '.h++', '.ipp', '.inl', '.tpp', '.h'],
  quick: {
    loop: /\b(?:for|while)\s*[(/]/,
    // `pointer.get()` stands everywhere; a stream's gives a byte that is kept.
    read: /(?:[rR]ead|recv|[rR]eceive|getc|Recv|sgetn|sbumpc)\w{0,80}\s*\(|(?<![\w.>*&] ?)\b\w{1,80}\s*=\s*\w{1,80}\s*(?:\.|->)get\s*\(|(?:\.|->)get\s*\((?!\s*\))/,
    write: /(?:[wW]rite|[sS]end|putc|sputn)\w{0,80}\s*\(|(?:\.|->)(?:put|Append)\s*\(/,
    copyCall: /\brdbuf\s*\(/,
    exact: true,
  },
  nodes: cppNodes,
  functions: ['function_definition', 'lambda_expression'],
  globals: [
    'preproc_def',
    'enumerator',
    'field_declaration',
    { type: 'declaration', when: node => node.parent?.type !== 'compound_statement' },
  ],

  transfers: [...streamTransfers, ...posixTransfers],
  typeName: written => (bareType(written) === 'auto' ? '' : bareType(written)),
  types: [
    ...standInTypes,
    { type: /^FILE$|^(basic_)?[io]?fstream$|^QFile$|^QSaveFile$|^QTemporaryFile$|^filebuf$/, end: 'file' },
    { type: /^([io]?stringstream|strstream|[io]?spanstream|stringbuf|QBuffer)$/, end: 'memory' },
    { type: /^(QTcpSocket|QLocalSocket|socket|tcp_stream|StreamSocket)$/, end: 'socket' },
    { type: /^QProcess$|^[io]?pstream$/, end: 'pipe' },
    {
      type: /^(QSslSocket|ssl_stream|filtering_[io]?stream\w*|\w*(Deflating|Inflating|Crypto|Gzip|Zlib|Zip)\w*Stream)$/,
      verdict: 'encrypted',
    },
    { type: /^(\w*(Digest|Counting|Checksum|Tee)\w*Stream)$/, verdict: 'inspected' },
    {
      type: /^(\w*(Base64|HexBinary|Encoder|Decoder|LineEnding)\w*|QTextStream|QDataStream)$/,
      verdict: 'transformed',
    },
  ],
  factories,
  hints: posixHints,
  evidence: posixEvidence,
  wrapper,

  views: namesThat(cppCalls, ['view']),
  pureCalls: namesThat(cppCalls, pureEffects),
  housekeepingCalls: namesThat(cppCalls, housekeepingEffects),
  model: { ...posixModel, calls: cppCalls, streams: fileStream },
  effects: posixEffects,
  selfReceivers: /^(this|[A-Z]\w*)$/,
  basesOf,

  advise,
  copyCalls: {
    shapes: [{ name: 'print', receiver: true, args: 1, source: 0, sink: 'receiver', when: printsBuffer }],
    advise: adviseCall,
  },
  plan: planLoop,
};
