import { message } from '../messages/message';
import type { Message } from '../model/message';
import type { BlindSpot, End, TracedProcess } from '../model/trace';

/** An estimate as it is shown: with two significant digits. */
export const estimated = (value: number): number => Number(value.toPrecision(2));

/** A process by its name and number. */
export const processName = ({ pid, name }: TracedProcess): Message =>
  pid === null ? message('trace.processes', { name }) : message('trace.process', { name, pid: String(pid) });

/** An end by its name; small ones that were added up by their kind. */
export const endName = ({ kind, name }: End): string | Message => name || message(`trace.end.${kind}`);

/** What a trace could not see. */
export function blindSpot({ kind, process, detail, count: times, bytes }: BlindSpot): Message {
  const who = process ? processName(process) : message('trace.blind.program');
  switch (kind) {
    case 'io_uring':
      return message('trace.blind.io_uring', { who });
    case 'mmap':
      return message('trace.blind.mmap', {
        ...{ who, bytes, times },
        what: detail || message('trace.blind.files'),
      });
    case 'recvmmsg':
    case 'sendmmsg':
      return message('trace.blind.messages', { who, call: kind, times });
    case 'min-bytes':
      return message('trace.blind.min-bytes', { bytes });
    case 'setuid':
      return message('trace.blind.setuid', { who });
    case 'contents':
      return message('trace.blind.contents', { who, times, bytes });
    case 'between-windows':
      return message('trace.blind.between-windows');
  }
}
