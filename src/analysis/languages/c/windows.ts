import { message } from '../../../messages/message';
import type { Advice } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { EvidenceRule, FactoryRule, TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import { walk } from '../../syntax/ir';

/** The calls of Windows on handles (fileapi.h), their ends, and what moves bytes between those. */

/** Without OVERLAPPED the call waits, and goes on where the handle stands. */
const waits = ({ args }: Call): boolean => {
  const overlapped = args[4];
  return overlapped?.kind === 'literal' || (overlapped?.kind === 'name' && overlapped.name === 'NULL');
};

const moved = { receiver: false, args: 5, end: 0, buffer: 1, length: 2, when: waits } as const;

export const windowsTransfers: TransferShape[] = [
  { effect: 'read', name: 'ReadFile', ...moved, count: 3 },
  { effect: 'write', name: 'WriteFile', ...moved },
];

/** A path of the device namespace: pipes, consoles, disks. */
const namesDevice = ({ args: [path] }: Call): boolean =>
  path !== undefined &&
  [...walk(path)].some(
    node => node.kind === 'literal' && typeof node.value === 'string' && node.value.startsWith('\\\\'),
  );

const takesMessages = ({ args }: Call): boolean =>
  args.some(arg => [...walk(arg)].some(node => node.kind === 'name' && node.name === 'PIPE_TYPE_MESSAGE'));

export const windowsMakers: FactoryRule[] = [
  { path: /^CreateFile(2|A|W)?$/, end: 'file', when: call => !namesDevice(call) },
  // Each write is a message of its own.
  { path: /^CreateNamedPipe[AW]?$/, end: 'pipe', verdict: 'inspected', when: takesMessages },
  { path: /^CreateNamedPipe[AW]?$/, end: 'pipe' },
  { path: /^GetStdHandle$/, end: 'pipe' },
];

export const windowsEvidence: EvidenceRule[] = [
  { call: /^CreatePipe$/, at: 0, end: 'pipe' },
  { call: /^CreatePipe$/, at: 1, end: 'pipe' },
  { call: /^(ConnectNamedPipe|PeekNamedPipe|SetNamedPipeHandleState)$/, at: 0, end: 'pipe' },
  { call: /^(SetFilePointer(Ex)?|GetFileSize(Ex)?|SetEndOfFile)$/, at: 0, end: 'file' },
];

const isOfWindows = (node: Ir): boolean => node.kind === 'call' && /^(Read|Write)File$/.test(node.name);

/**
 * What Windows has for two handles: TransmitFile (mswsock.h) and CopyFileEx (winbase.h), which shares blocks on ReFS from
 * Windows 11 24H2 and Windows Server 2025 on (Microsoft, "Block cloning on ReFS"). Null for a loop over descriptors.
 */
export function adviseHandles({ source, sink, read, write }: CopyLoop): Advice | null {
  if (!isOfWindows(read.at) && !isOfWindows(write.at)) return null;
  if (source.end === 'file' && sink.end === 'socket')
    return {
      reach: 'kernel',
      instead: 'TransmitFile',
      because: message('call.c.transmit-file'),
    };
  if (source.end === 'file' && sink.end === 'file')
    return {
      reach: 'depends',
      instead: 'CopyFileEx',
      because: message('call.c.copy-file-ex'),
    };
  return {
    reach: 'user-space',
    instead: null,
    because: message('call.c.windows-handles'),
  };
}
