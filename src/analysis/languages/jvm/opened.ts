import type { Symbols } from '../../fixes/plan';
import type { EndUses } from '../../fixes/privateEnds';
import { isReceiverOf } from '../../fixes/privateEnds';
import type { EndState } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** What code of the JVM does with an end beside copying (java.io, java.nio.channels). */

const classes = /^(FileInputStream|FileOutputStream|RandomAccessFile)$/;
const openers: Record<string, RegExp> = {
  FileChannel: /^open$/,
  SocketChannel: /^open$/,
  Files: /^new(ByteChannel|InputStream|OutputStream)$/,
};
/** Kotlin's extensions of java.io.File. */
const extensions = /^(inputStream|outputStream)$/;
const wrappers = /^Buffered(Input|Output)Stream$/;

function madeOf(value: Ir): 'opened' | Ir | null {
  // `stream.channel` is Kotlin's `getChannel()`.
  if (value.kind === 'member') return value.name === 'channel' ? value.object : null;
  if (value.kind !== 'call') return null;
  const { name, receiver, args } = value;
  if (receiver === null && classes.test(name)) return isSynced(args) ? null : 'opened';
  if (receiver === null && wrappers.test(name)) return args[0] ?? null;
  if (openers[keyOf(receiver)?.split('.').at(-1) ?? '']?.test(name))
    return args.slice(1).every(isPlainOption) ? 'opened' : null;
  if (extensions.test(name)) return 'opened';
  return name === 'getChannel' ? receiver : null;
}

/** Whether an end is opened by options that all stand there, and none of which lets it be written. */
export function isReadOnly({ node }: EndState, { assignments }: Symbols): boolean {
  return assignments(keyOf(node) ?? '').some(({ value }) => {
    if (value?.kind !== 'call' || !/^(open|newByteChannel)$/.test(value.name)) return false;
    const options = value.args.slice(1);
    return options.every(isPlainOption) && !options.some(option => /WRITE$/.test(keyOf(option) ?? ''));
  });
}

/** Options of java.nio.file that leave what each write does as it is. */
const isPlainOption = (option: Ir): boolean =>
  /(^|\.)(READ|WRITE|CREATE|CREATE_NEW|TRUNCATE_EXISTING|DELETE_ON_CLOSE|SPARSE)$/.test(keyOf(option) ?? '');

/** `new RandomAccessFile(path, "rwd")`: each write waits for the disk. */
const isSynced = ([, mode]: Ir[]): boolean =>
  mode !== undefined && !(mode.kind === 'literal' && /^(r|rw|false)$/.test(String(mode.value)));

/** `new FileOutputStream(path)`, `Files.newOutputStream(path)`, `FileChannel.open(path, WRITE, TRUNCATE_EXISTING)`. */
function empties(opening: Ir): boolean {
  if (opening.kind !== 'call') return false;
  const { name, args } = opening;
  const [, option] = args;
  if (name === 'FileOutputStream')
    return !option || (option.kind === 'literal' && String(option.value) === 'false');
  if (args.some(part => /(^|\.)(TRUNCATE_EXISTING|CREATE_NEW)$/.test(keyOf(part) ?? ''))) return true;
  return /^(newOutputStream|outputStream)$/.test(name) && option === undefined;
}

export const jvmEndUses: EndUses = {
  madeOf,
  empties,
  isHarmless: isReceiverOf(/^(close|force|isOpen|use|flush)$/),
  isBrief: isReceiverOf(/^(position|size|read\w*|skip\w*|write\w*|truncate|lock|tryLock|available)$/),
};
