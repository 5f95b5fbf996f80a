import { readFileSync } from 'node:fs';

/** The children of a process, by the kernel's list; none where it has ended. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** The words of a process's command, each followed by a space; empty where it has ended, collected or not. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The state letter of a process (proc(5)); empty where it is gone. */
function stateOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.charAt(0);
  } catch {
    return '';
  }
}

/**
 * Whether a process has ended. One that nobody waited for counts: its memory and files are gone, and an init of a
 * container may take the rest of a second, or for ever, to notice.
 */
export const hasEnded = (pid: number): boolean => ['', 'Z', 'X'].includes(stateOf(pid));
