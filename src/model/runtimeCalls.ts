import { type Language, languageTable } from './languages';
import type { Route } from './route';
import { type StrategyName, strategyNames } from './strategy';

/** A call of a language's runtime, and the strategies it comes down to in the kernel. */
export interface RuntimeCall {
  /** As a programmer writes it: `socket.sendfile`. */
  name: string;
  strategies: readonly StrategyName[];
}

type Runtime = Exclude<Language, 'c' | 'cpp'>;
type Calls = Partial<Record<Runtime, RuntimeCall>>;

const call = (name: string, ...strategies: StrategyName[]): RuntimeCall => ({ name, strategies });

/**
 * Calls that leave the bytes in the kernel. Go 1.22, net/sendfile_linux.go and os/zero_copy_linux.go; JDK 21,
 * FileDispatcherImpl; CPython 3.12, Lib/socket.py and Lib/shutil.py; os.splice since 3.10; libuv 1.48, uv_fs_copyfile;
 * .NET 8, SafeSocketHandle.Unix and SystemNative_CopyFile; rust-lang/rust PR 108283 (io::copy to a socket copies).
 */
const callsByRoute: Record<Route, Calls> = {
  'file-to-socket': {
    java: call('transferTo', 'sendfile'),
    kotlin: call('transferTo', 'sendfile'),
    go: call('io.Copy', 'sendfile'),
    rust: call('rustix::fs::sendfile', 'sendfile'),
    python: call('socket.sendfile', 'sendfile'),
    csharp: call('SendFileAsync', 'sendfile'),
  },
  'file-to-file': {
    java: call('transferTo', 'copy-file-range', 'sendfile'),
    kotlin: call('transferTo', 'copy-file-range', 'sendfile'),
    go: call('io.Copy', 'copy-file-range'),
    rust: call('fs::copy', 'copy-file-range'),
    python: call('shutil.copyfile', 'copy-file-range', 'sendfile'),
    javascript: call('fs.copyFile', 'copy-file-range', 'reflink', 'sendfile'),
    typescript: call('fs.copyFile', 'copy-file-range', 'reflink', 'sendfile'),
    csharp: call('File.Copy', 'copy-file-range', 'reflink', 'sendfile'),
  },
  'socket-to-file': { go: call('io.Copy', 'splice') },
  'file-to-pipe': { rust: call('rustix::pipe::splice', 'splice'), python: call('os.splice', 'splice') },
};

/** System calls are C's own calls: every strategy can be written there. */
export const isNative = (language: Language): language is 'c' | 'cpp' =>
  language === 'c' || language === 'cpp';

/** The runtime's call that leaves the bytes in the kernel; null where there is none, and for C and C++, which have all. */
export function runtimeCallOf(language: Language, route: Route): RuntimeCall | null {
  return isNative(language) ? null : (callsByRoute[route][language] ?? null);
}

/** Whether code in `language` can move bytes by `strategy`; without a language, everything is open. */
export function hasCall(language: Language | undefined, route: Route, strategy: StrategyName): boolean {
  if (strategy === 'read-write' || language === undefined || isNative(language)) return true;
  return runtimeCallOf(language, route)?.strategies.includes(strategy) ?? false;
}

/** Whether any call of the language leaves the bytes in the kernel on this route. */
export function hasZeroCopyCall(language: Language | undefined, route: Route): boolean {
  return language === undefined || isNative(language) || runtimeCallOf(language, route) !== null;
}

const systemCalls: Partial<Record<StrategyName, string>> = {
  'read-write': 'read/write',
  'mmap-write': 'mmap + write',
  'mmap-mmap': 'mmap + memcpy',
  'direct-io': 'O_DIRECT',
  'msg-zerocopy': 'MSG_ZEROCOPY',
};

/** What a programmer of `language` would look up for a strategy; a system call where the runtime has no name for it. */
export function callNameOf(strategy: StrategyName, route: Route, language?: Language): string {
  const own = language ? runtimeCallOf(language, route) : null;
  if (own?.strategies.includes(strategy)) return own.name;
  return systemCalls[strategy] ?? strategy.replaceAll('-', '_');
}

/** The runtime's name: TypeScript runs on Node. */
export const runtimeNameOf = (language: Language): string => languageTable[language].runtime;

/** Ordered from the call with the fewest lines and conditions; calls that are not listed need the most. */
const simplicity: readonly StrategyName[] = [
  'read-write',
  'copy-file-range',
  'sendfile',
  'reflink',
  'mmap-write',
  'splice',
  'mmap-mmap',
  'vmsplice',
  'direct-io',
  'msg-zerocopy',
];

/** Place of a strategy from the simplest on; ties of cost go to the lower one. */
export function complexityOf(strategy: StrategyName): number {
  const place = simplicity.indexOf(strategy);
  return place >= 0 ? place : simplicity.length + strategyNames.indexOf(strategy);
}
