// What one call would do in C++ in place of a loop or of a copy call.
import { message } from '../../../messages/message';
import type { Advice, CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import { keyOf, walk } from '../../syntax/ir';
import { adviseDescriptors } from '../c/c';
import { appending } from '../c/fix';

/** Streams opened here by their path, from the beginning. */
const byPath = /^[io]?fstream$/;

/** `std::ios::app` among what a stream was opened with. */
const appends = ({ type, base }: Resolved): boolean =>
  type === appending ||
  (base.kind === 'call' && base.args.some(arg => [...walk(arg)].some(node => keyOf(node) === 'app')));

/** What std::filesystem::copy_file and the descriptors' calls do for these two ends. */
export function advise(flow: CopyLoop): Advice {
  const { source, sink } = flow;
  const streams = isStream(source) || isStream(sink);
  if (appends(sink)) return adviseDescriptors({ ...flow, sink: { ...sink, type: appending } });
  if (streams && source.end === 'file' && sink.end === 'file')
    return {
      reach: 'kernel',
      instead: 'std::filesystem::copy_file',
      because: message('call.cpp.files'),
    };
  if (streams && source.end === 'file' && sink.end === 'socket')
    return {
      reach: 'kernel',
      instead: 'sendfile',
      because: message('call.cpp.stream-to-socket'),
    };
  return adviseDescriptors(flow);
}

const isStream = (end: Resolved): boolean => /stream$/.test(end.type ?? '');

/** `out << in.rdbuf()` is a loop over the stream's buffer. */
export function adviseCall({ source, sink }: CopyCall): Advice | null {
  if (!byPath.test(source.type ?? '') || !byPath.test(sink.type ?? '')) return null;
  return {
    reach: 'kernel',
    instead: 'std::filesystem::copy_file',
    because: message('call.cpp.stream-buffer'),
  };
}
