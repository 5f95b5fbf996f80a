import type { Node } from 'web-tree-sitter';
import type { Resolved } from '../ends';
import type { Flow } from '../flow';
import type { Call, Ir } from '../ir';
import { keyOf } from '../ir';
import type { Advice, CopyCall, LanguageSpec } from '../language';
import type { Lowering, Rules } from '../lowering';
import {
  assign,
  at,
  block,
  buffer,
  conditional,
  create,
  declaration,
  declare,
  func,
  index,
  jump,
  loop,
  member,
  methodCall,
  name,
  nothing,
  number,
  operation,
  text,
  transparent,
  truth,
  update,
} from '../lowering';
import type { Scope } from '../scope';

/** One declaration per declarator; several share the written type. */
function variables(node: Node, to: Lowering): Ir {
  const type = node.childForFieldName('type')?.text ?? null;
  const declared = node
    .childrenForFieldName('declarator')
    .filter(part => part !== null)
    .map(part => {
      const value = part.childForFieldName('value');
      const target = part.childForFieldName('name')!;
      return declare(part, [to.lower(target)], value ? to.lower(value) : null, type === 'var' ? null : type);
    });
  return declared.length === 1 ? declared[0]! : at(node, { kind: 'block', body: declared });
}

function method(node: Node, to: Lowering): Ir {
  const parameters = node.childForFieldName('parameters');
  return func(
    node,
    node.childForFieldName('name')?.text ?? null,
    parameters ? to.children(parameters) : [],
    to.field(node, 'body'),
  );
}

/** `new byte[n]` holds bytes; arrays of anything else do not. */
function array(node: Node, to: Lowering): Ir {
  const isBytes = node.childForFieldName('type')?.text === 'byte';
  const size = node.childForFieldName('dimensions');
  return isBytes
    ? buffer(node, size ? (to.children(size)[0] ?? null) : null)
    : at(node, { kind: 'other', type: 'array', children: to.children(node) });
}

const nodes: Rules = {
  identifier: name,
  this: name,
  super: name,
  type_identifier: name,
  decimal_integer_literal: number,
  hex_integer_literal: number,
  octal_integer_literal: number,
  binary_integer_literal: number,
  string_literal: text,
  character_literal: text,
  true: truth(true),
  false: truth(false),
  null_literal: nothing,
  parenthesized_expression: transparent(),
  cast_expression: transparent('value'),
  expression_statement: transparent(),
  labeled_statement: transparent(),
  method_invocation: methodCall(),
  object_creation_expression: create(),
  array_creation_expression: array,
  field_access: member('object', 'field'),
  array_access: index('array', 'index'),
  assignment_expression: assign(),
  update_expression: update,
  binary_expression: operation,
  unary_expression: operation,
  ternary_expression: (node, to) =>
    at(node, { kind: 'operation', operator: '?:', operands: to.children(node) }),
  local_variable_declaration: variables,
  field_declaration: variables,
  constant_declaration: variables,
  resource: declaration('name', 'value', 'type'),
  formal_parameter: declaration('name', 'value', 'type'),
  catch_formal_parameter: declaration('name', 'value', 'type'),
  if_statement: conditional(),
  while_statement: loop({ condition: 'condition' }),
  do_statement: loop({ condition: 'condition' }),
  for_statement: loop({ setup: 'init', condition: 'condition', update: 'update' }),
  enhanced_for_statement: loop({ element: 'name', over: 'value' }),
  method_declaration: method,
  constructor_declaration: method,
  lambda_expression: (node, to) => func(node, null, [], to.field(node, 'body')),
  block,
  constructor_body: block,
  return_statement: jump('return'),
  break_statement: jump('break'),
  continue_statement: jump('continue'),
  throw_statement: jump('throw'),
};

/** Characters are decoded and encoded on their way: not bytes. */
const holdsBytes =
  (position: number) =>
  (call: Call, scope: Scope): boolean =>
    !/char/.test(scope.typeOf(keyOf(call.args[position] ?? null) ?? '') ?? '');

const sizeOfAllocation = (call: Call): Ir | null =>
  /^(allocate|allocateDirect)$/.test(call.name) ? (call.args[0] ?? null) : null;

const isFile = (end: Resolved): boolean => end.end === 'file';
/** Streams of a file whose channel is at hand, or the channel itself. */
const hasFileChannel = (end: Resolved): boolean =>
  isFile(end) && /^(FileInputStream|FileOutputStream|RandomAccessFile|FileChannel)$/.test(end.type ?? '');
const isSocketChannel = (end: Resolved): boolean => end.end === 'socket' && /Channel$/.test(end.type ?? '');

/**
 * FileChannel.transferTo reaches copy_file_range and sendfile only between file channels and to socket channels;
 * InputStream.transferTo is a loop of its own, but for file streams and channel streams in later JDKs.
 */
function advise({ source, sink }: Flow): Advice {
  if (isFile(source) && isSocketChannel(sink))
    return {
      reach: 'kernel',
      instead: 'FileChannel.transferTo',
      because:
        'FileChannel.transferTo to the SocketChannel sends from the page cache by sendfile, without either copy',
    };
  if (isFile(source) && isFile(sink) && !(source.type === 'InputStream' || sink.type === 'OutputStream'))
    return {
      reach: 'kernel',
      instead: 'FileChannel.transferTo',
      because:
        'FileChannel.transferTo between the two file channels copies once, inside the kernel (copy_file_range or sendfile)',
    };
  if (isFile(source) && isFile(sink))
    return {
      reach: 'depends',
      instead: 'FileChannel.transferTo',
      because:
        'FileChannel.transferTo copies once, inside the kernel, if both streams have a file channel; InputStream.transferTo does so only in newer JDKs',
    };
  if (isFile(source) && sink.end === 'socket')
    return {
      reach: 'user-space',
      instead: 'InputStream.transferTo',
      because:
        'InputStream.transferTo is tidier but copies as much, since a socket stream hides the socket; FileChannel.transferTo to a SocketChannel would take 0 CPU copies',
    };
  if (source.end === 'socket' || sink.end === 'socket' || source.end === 'pipe' || sink.end === 'pipe')
    return {
      reach: 'user-space',
      instead: 'InputStream.transferTo',
      because:
        'InputStream.transferTo is tidier but copies as much: Java has no call that moves these ends inside the kernel',
    };
  return {
    reach: 'depends',
    instead: 'InputStream.transferTo',
    because:
      'where both ends turn out to be file channels, or a file and a SocketChannel, FileChannel.transferTo moves the bytes inside the kernel; otherwise InputStream.transferTo is tidier and copies as much',
  };
}

/** `in.transferTo(out)` copies in user space wherever a plain stream of a socket is one of its ends. */
function adviseCall({ call, source, sink }: CopyCall): Advice | null {
  if (call.name !== 'transferTo' && call.name !== 'copy' && call.name !== 'copyLarge') return null;
  if (isFile(source) && sink.end === 'socket' && !isSocketChannel(sink))
    return {
      reach: 'kernel',
      instead: 'FileChannel.transferTo',
      because: `${call.name} to a socket's stream is a loop over a buffer; FileChannel.transferTo to a SocketChannel reaches sendfile`,
    };
  if (hasFileChannel(source) && hasFileChannel(sink) && call.name !== 'transferTo')
    return {
      reach: 'kernel',
      instead: 'FileChannel.transferTo',
      because: `${call.name} is a loop over a buffer; FileChannel.transferTo copies once, inside the kernel`,
    };
  return null;
}

export const java: LanguageSpec = {
  id: 'java',
  grammar: () => 'tree-sitter-java',
  extensions: ['.java'],
  quick: {
    read: /\bread(?:Fully|NBytes)?\s*\(/,
    write: /\bwrite\s*\(/,
    copyCall: /\b(?:transferTo|copy|copyLarge)\s*\(/,
  },
  nodes,
  loops: ['while_statement', 'do_statement', 'for_statement'],
  functions: ['method_declaration', 'constructor_declaration', 'lambda_expression'],
  globals: ['field_declaration', 'constant_declaration'],
  calls: ['method_invocation'],

  transfers: [
    {
      effect: 'read',
      name: 'read',
      receiver: true,
      args: 0,
      end: 'receiver',
      buffer: 'result',
      single: true,
    },
    {
      effect: 'read',
      name: 'read',
      receiver: true,
      args: 1,
      end: 'receiver',
      buffer: 0,
      when: holdsBytes(0),
    },
    {
      effect: 'read',
      name: /^(read|readNBytes)$/,
      receiver: true,
      args: 3,
      end: 'receiver',
      buffer: 0,
      offset: 1,
      length: 2,
      when: holdsBytes(0),
    },
    {
      effect: 'read',
      name: 'readNBytes',
      receiver: true,
      args: 1,
      end: 'receiver',
      buffer: 'result',
      length: 0,
    },
    { effect: 'read', name: 'readFully', receiver: true, args: 1, end: 'receiver', buffer: 0 },
    {
      effect: 'read',
      name: 'readFully',
      receiver: true,
      args: 3,
      end: 'receiver',
      buffer: 0,
      offset: 1,
      length: 2,
    },
    { effect: 'read', name: 'read', receiver: true, args: 2, end: 'receiver', buffer: 0 },
    {
      effect: 'write',
      name: 'write',
      receiver: true,
      args: 1,
      end: 'receiver',
      buffer: 0,
      when: holdsBytes(0),
    },
    {
      effect: 'write',
      name: 'write',
      receiver: true,
      args: 3,
      end: 'receiver',
      buffer: 0,
      offset: 1,
      length: 2,
      when: holdsBytes(0),
    },
    { effect: 'write', name: 'write', receiver: true, args: 2, end: 'receiver', buffer: 0 },
  ],
  allocation: sizeOfAllocation,
  iteration: null,
  constants: {},

  types: [
    {
      type: /^(FileInputStream|FileOutputStream|RandomAccessFile|FileChannel|AsynchronousFileChannel)$/,
      end: 'file',
    },
    { type: /^SSL(Server)?Socket$/, end: 'socket', verdict: 'encrypted' },
    {
      type: /^(Server)?Socket(Channel)?$|^Servlet(Input|Output)Stream$|^Http\w*(Request|Response|Connection|Exchange)$|^URL(Connection)?$/,
      end: 'socket',
    },
    { type: /^Process(Builder)?$|^Pipe$|^(Source|Sink)Channel$/, end: 'pipe' },
    {
      type: /^(ByteArray(Input|Output)Stream|Piped(Input|Output)Stream|StringWriter|ByteBuffer|FastByteArrayOutputStream|UnsynchronizedByteArrayOutputStream)$/,
      end: 'memory',
    },
    { type: /^(Buffered|Data|Pushback|Object|Sequence)(Input|Output)Stream$|^PrintStream$/, wraps: true },
    {
      type: /(GZIP|Zip|Jar|Inflater|Deflater|Cipher|Compressor|Bzip2|BZip2|XZ|Zstd|LZ4|Snappy|Brotli|Tar\w*)\w*(Input|Output)Stream$/i,
      verdict: 'encrypted',
    },
    { type: /^(Digest|Checked|Counting|Hashing|Tee|Progress\w*)(Input|Output)Stream$/, verdict: 'observed' },
    { type: /Base64|LineNumber|Hex\w*Stream/, verdict: 'transformed' },
    { type: /(Reader|Writer)$/, verdict: 'transformed' },
  ],
  makers: [
    { path: /^Files\.newByteChannel$|^FileChannel\.open$/, end: 'file', type: 'FileChannel' },
    { path: /^Files\.newInputStream$/, end: 'file', type: 'InputStream' },
    { path: /^Files\.newOutputStream$/, end: 'file', type: 'OutputStream' },
    { path: /\.(openFileInput)$/, end: 'file', type: 'FileInputStream' },
    { path: /\.(openFileOutput)$/, end: 'file', type: 'FileOutputStream' },
    { path: /^SocketChannel\.open$/, end: 'socket', type: 'SocketChannel' },
    { path: /\.accept$/, through: 'receiver' },
    { path: /\.openStream$/, end: 'socket', type: 'InputStream' },
    { path: /\.openConnection$/, end: 'socket', type: 'URLConnection' },
    { path: /^(zip\w*|jar\w*)\.getInputStream$/i, verdict: 'encrypted' },
    {
      path: /\.(getOutputStream|getInputStream|getErrorStream|getResponseBody|getRequestBody|body|source|sink)$/,
      through: 'receiver',
      type: 'InputStream',
    },
    { path: /\.(getChannel)$/, through: 'receiver', type: 'FileChannel' },
    { path: /^Channels\.new(Input|Output)Stream$|^Channels\.newChannel$/, through: 0 },
    { path: /^Base64\.|\.(wrap)$/, verdict: 'transformed' },
    { path: /\.createSocket$/, end: 'socket', verdict: 'encrypted' },
    { path: /\.start$|\.exec$/, end: 'pipe', type: 'Process' },
  ],
  hints: [
    { name: /^(file|f)(In|Out|is|os|Input|Output|Channel|Stream)/, end: 'file' },
    { name: /^(client|sock|socket|conn|peer)/i, end: 'socket' },
    { name: /^(baos|bos|byteArray\w*|bytesOut)$/, end: 'unknown' },
  ],
  evidence: [],

  views: /^(wrap|slice|duplicate|asReadOnlyBuffer|array)$/,
  neutral:
    /^(flip|clear|compact|rewind|remaining|hasRemaining|position|limit|capacity|fill|min|max|toIntExact|println|printStackTrace)$/,
  upkeep:
    /^(flush|close|available|isOpen|isClosed|isConnected|force|sync|getFD|size|shutdownOutput|isInputShutdown|markSupported|isReady|isFinished|setWriteListener|select|register|configureBlocking|closeQuietly)$/,
  effects: [
    {
      call: /^(Cipher|Signature)\.|[cC]ipher\w*\.|doFinal|[eE]ncrypt|[dD]ecrypt|(?:de|in)flater?\.|setInput/,
      verdict: 'encrypted',
    },
    {
      call: /^(arraycopy|put|append|add|addAll|copyOf|copyOfRange|clone|of|send|offer|String)$/,
      verdict: 'memory-sink',
    },
    { call: /(encode|decode|convert|transform|translate|replace|xor|mask)\w*$/i, verdict: 'transformed' },
  ],
  selves: /^(this|super)$/,

  advise,
  copyCalls: {
    shapes: [
      { name: 'transferTo', receiver: true, args: 1, source: 'receiver', sink: 0 },
      {
        name: /^(copy|copyLarge)$/,
        on: /^(IOUtils|ByteStreams|StreamUtils|FileCopyUtils)$/,
        args: [2, 3],
        source: 0,
        sink: 1,
      },
    ],
    advise: adviseCall,
    fix: () => null,
  },
  fix: () => null,
};
