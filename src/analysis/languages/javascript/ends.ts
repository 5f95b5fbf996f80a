import type { EffectRule, FactoryRule, TypeRule } from '../../source/languageTables';
import type { Call, Ir, Other } from '../../syntax/ir';
import { walk } from '../../syntax/ir';
import { modulePath } from './imports';

/** What Node's modules and types say about the ends of a path. */

/** Types an end is given here, for `advise`. `whole` ones are opened by path, from beginning to end. */
export const whole = /^(file stream|file handle|fd)$/;
/** Types of what reads and writes a file by promises. */
export const handle = /^(file handle|FileHandle)$/;
const partOfFile = 'part of a file';
const updated = 'file opened to add or update';

/** A rule for calls by their path from the module on. */
const made = (path: RegExp, rule: Omit<FactoryRule, 'path'>): FactoryRule => ({
  ...rule,
  path: /(?:)/,
  when: (call, scope) => path.test(modulePath(call, scope)) && (rule.when?.(call, scope) ?? true),
});

const isName = (node: Ir | undefined): boolean => node?.kind === 'name';
const partsIn = (node: Ir | undefined): Ir[] => (node ? [...walk(node)] : []);

/** The values that options give to these keys: `start` of `{ start: 10 }`. */
function optionsNamed(options: Ir | undefined, keys: RegExp): Ir[] {
  return partsIn(options).filter(node => {
    const key = node.parent?.kind === 'other' ? keyIn(node.parent, node) : null;
    return key !== null && keys.test(key);
  });
}

/** The key that a value stands behind in an object; null for what is no value of one. */
function keyIn({ type, children: [key, value] }: Other, node: Ir): string | null {
  if (type === 'object') return node.kind === 'name' ? node.name : null;
  return type === 'pair' && node === value && key?.kind === 'literal' ? String(key.value) : null;
}

/** A range, a descriptor in place of the path, or options that stand elsewhere. */
const takesPart = ({ args: [, options] }: Call): boolean =>
  isName(options) || options?.kind === 'member' || optionsNamed(options, /^(start|end|fd)$/).length > 0;
/** An encoding: the chunks are strings, which a write encodes anew. */
const decodes = ({ args: [, options] }: Call): boolean =>
  [...(options?.kind === 'literal' ? [options] : []), ...optionsNamed(options, /^encoding$/)].some(
    value => value.kind === 'literal' && typeof value.value === 'string',
  );
/** Flags that keep what the target holds; `fs.copyFile` replaces it. */
const keeps = ({ args: [, options] }: Call): boolean =>
  optionsNamed(options, /^(start|fd)$/).length > 0 ||
  partsIn(options).some(
    node =>
      (node.kind === 'literal' && /^(a|as|r\+|rs\+)[x+s]*$/.test(String(node.value))) ||
      ((node.kind === 'name' || node.kind === 'member') && /^(O_APPEND|O_RDWR)$/.test(node.name)),
  );
const hasOptionsElsewhere = ({ args: [, options] }: Call): boolean => isName(options);

const open = /^(fs\.promises\.open|fs\.open|fsp\.open|fsPromises\.open|\w*[pP]romises\.open)$/;

export const nodeMakers: FactoryRule[] = [
  made(/(^|\.)createReadStream$/, { end: 'file', verdict: 'transformed', when: decodes }),
  made(/(^|\.)createReadStream$/, { end: 'file', type: partOfFile, when: takesPart }),
  // Without a path it is another's: an upload that hands out its own stream.
  made(/(^|\.)createReadStream$/, { end: 'file', type: 'file stream', when: call => call.args.length > 0 }),
  made(/(^|\.)createWriteStream$/, { end: 'file', type: updated, when: keeps }),
  made(/(^|\.)createWriteStream$/, { end: 'file', type: updated, when: hasOptionsElsewhere }),
  made(/(^|\.)createWriteStream$/, { end: 'file', type: 'file stream' }),
  made(/(^|\.)openSync$|^Deno\.(open|create)(Sync)?$/, { end: 'file', type: updated, when: keeps }),
  made(/(^|\.)openSync$/, { end: 'file', type: 'fd' }),
  made(open, { end: 'file', type: updated, when: keeps }),
  made(open, { end: 'file', type: 'file handle' }),
  made(/^Deno\.(open|create)(Sync)?$/, { end: 'file', type: 'Deno file' }),
  made(/^Bun\.file$/, { end: 'file', type: 'Bun file' }),

  made(/^tls\.(connect|createServer|TLSSocket)$/, { end: 'socket', verdict: 'encrypted' }),
  made(/^(net\.)?(connect|createConnection)$|^Deno\.connect$/, { end: 'socket', type: 'Socket' }),
  made(/^Deno\.connectTls$/, { end: 'socket', verdict: 'encrypted' }),
  made(/^https?\.(get|request)$/, { end: 'socket', type: 'ClientRequest' }),
  made(/^(globalThis\.|window\.)?fetch$|^(undici|axios)\./, { end: 'socket', type: 'Response' }),

  made(/^zlib\.create\w+$|(^|\.)create(Gzip|Gunzip|Deflate\w*|Inflate\w*|Unzip|Brotli\w+|Zstd\w+)$/, {
    verdict: 'encrypted',
  }),
  made(/(^|\.)create(Cipher|Decipher)(iv)?$/, { verdict: 'encrypted' }),
  made(/(^|\.)create(Hash|Hmac)$/, { verdict: 'inspected' }),
  made(/^readline\.|(^|\.)createInterface$/, { type: 'lines', verdict: 'transformed' }),

  made(/(^|\.)(spawn|execFile|exec|fork|execa)$/, { end: 'pipe', type: 'ChildProcess' }),
  { path: /\.(getReader|getWriter|stream|values|iterator|setEncoding|on|once|resume)$/, through: 'receiver' },
  { path: /\.pipe$/, through: 0 },
  { path: /\.pipeThrough$/, through: 0 },
  { path: /\.(createReadStream|readableWebStream)$/, through: 'receiver', type: partOfFile },
  { path: /\.createWriteStream$/, through: 'receiver', type: updated },
  { path: /(^|\.)Readable\.from$/, end: 'memory', when: call => holdsItems(call) },
  { path: /(^|\.)(fromWeb|toWeb)$/, through: 0 },
];

/** `Readable.from([…])`: what is walked over is in memory; a call may hand out anything. */
const holdsItems = (call: Call): boolean =>
  [...walk(call)].some(node => node.kind === 'other' && node.type === 'array');

export const nodeMembers: FactoryRule[] = [
  { path: /^process\.(stdin|stdout|stderr)$/, end: 'pipe', type: 'standard stream' },
  { path: /^Deno\.(stdin|stdout|stderr)(\.|$)/, end: 'pipe', type: 'standard stream' },
  { path: /\.(stdin|stdout|stderr)$|\.stdio$/, end: 'pipe', type: 'ChildProcess' },
  { path: /\.(body|socket)$/, end: 'socket', type: 'http body' },
  { path: /\.(readable|writable)$/, through: 'receiver' },
];

export const nodeTypes: TypeRule[] = [
  { type: /^(ReadStream|WriteStream|FileHandle|FsFile)$/, end: 'file' },
  { type: /^TLSSocket$/, end: 'socket', verdict: 'encrypted' },
  {
    type: /^(Socket|TcpConn|ServerResponse|IncomingMessage|ClientRequest|Http2Server(Request|Response)|ServerHttp2Stream|ClientHttp2Stream|Request|Response|OutgoingMessage|Express\w*|FastifyReply|FastifyRequest)$/,
    end: 'socket',
  },
  { type: /^ChildProcess\w*$/, end: 'pipe' },
  {
    type: /^(Gzip|Gunzip|Deflate|Inflate|Unzip|Brotli\w+|Cipher\w*|Decipher\w*|(De)?CompressionStream)$/,
    verdict: 'encrypted',
  },
  { type: /^(Hash|Hmac)$/, verdict: 'inspected' },
  { type: /^(TextDecoderStream|TextEncoderStream|StringDecoder)$/, verdict: 'transformed' },
  { type: /^Interface$|(Parser|Tokenizer|Unpack|Extract)$/, verdict: 'transformed' },
];

export const nodeHints = [
  {
    name: /^(req|res|request|response|upstream|downstream|proxyReq|proxyRes|peer|remote|client\w*|sock(et)?\d?|conn(ection)?)$|([sS]ock(et)?|Conn(ection)?|[cC]lientRe[qs]|Response)$/,
    end: 'socket' as const,
  },
];

export const nodeEffects: EffectRule[] = [
  { call: /^#gather$/, verdict: 'inspected' },
  { call: /[cC]ipher\.|[eE]ncrypt|[dD]ecrypt|(de)?compress|(de|in)flate|g(un)?zip/i, verdict: 'encrypted' },
  { call: /^(push|unshift|concat|set|enqueue|append|copy|add|yield|postMessage)$/, verdict: 'memory-sink' },
  {
    call: /^(encode|decode|convert|transform|translate|replace(All)?|xor|mask|swap(16|32|64)|reverse|fill)\w*$|^write(U?Int|BigU?Int|Float|Double)\w*$/,
    verdict: 'transformed',
  },
];
