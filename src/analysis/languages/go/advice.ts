// What io.Copy would do in place of a loop, and what a copy call does.

import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { Advice, CopyCall } from '../../language';
import type { CopyLoop } from '../../loops/copyLoop';
import type { Resolved } from '../../loops/ends';
import type { Scope } from '../../source/languageTables';
import type { Call } from '../../syntax/ir';
import { appending } from './ends';

export const has = (scope: Scope, call: Call, method: string): boolean =>
  scope.file.functionNamed(`${call.name}.${method}`) !== null;

const isBare = (end: Resolved): boolean => /^net\.(TCP|Unix)Conn$/.test(end.type ?? '');
const isFile = (end: Resolved): boolean => end.end === 'file' && end.type !== appending;
const isFound = (end: Resolved): boolean => end.type === 'os.File' || end.type === 'fd' || isBare(end);
const isStandard = (end: Resolved): boolean => end.type === 'standard stream';

const gain = 'io.Copy';
const userSpace = (because: Message): Advice => ({ reach: 'user-space', instead: gain, because });
const depends = (because: Message): Advice => ({ reach: 'depends', instead: gain, because });

/**
 * What io.Copy does between two bare ends on Linux: os.File.ReadFrom (copy_file_range, splice),
 * os.File.WriteTo and net.TCPConn.ReadFrom (sendfile, splice); sources of Go's os and net packages.
 */
export function advise({ source, sink }: CopyLoop): Advice {
  if (source.type === 'fd' && sink.type === 'fd') return adviseDescriptors(sink);
  if (source.type === 'http body') return userSpace(message('call.go.http-body'));
  if (sink.type === appending) return userSpace(message('call.go.appending'));
  if (isStandard(source) || isStandard(sink)) return depends(message('call.go.standard-stream'));
  if (source.end === 'pipe' || sink.end === 'pipe') return userSpace(message('call.go.process-pipe'));
  if (!isFound(source) || !isFound(sink)) return adviseUnseen(source, sink);
  if (isFile(source) && isFile(sink))
    return {
      reach: 'kernel',
      instead: gain,
      because: message('call.go.files'),
    };
  return {
    reach: 'kernel',
    instead: gain,
    because: isFile(source) ? message('call.go.file-to-socket') : message('call.go.splice'),
  };
}

function adviseDescriptors(sink: Resolved): Advice {
  const toSocket = sink.end === 'socket';
  return {
    reach: 'kernel',
    instead: toSocket ? 'unix.Sendfile' : 'unix.CopyFileRange',
    because: toSocket ? message('call.go.sendfile') : message('call.go.copy-file-range'),
  };
}

function adviseUnseen(source: Resolved, sink: Resolved): Advice {
  const hidden = [source, sink].find(end => end.type && !isFound(end))?.type;
  // A chunked answer goes through a bufio.Writer (net/http, server.go, response.ReadFrom); docs/atlas/go.json.
  if (source.end === 'file' && sink.type === 'http.ResponseWriter')
    return depends(message('call.go.response-writer'));
  if (source.end === 'file' && sink.end === 'socket')
    return depends(
      hidden ? message('call.go.hidden-sink', { sink: hidden }) : message('call.go.unseen-sink'),
    );
  return depends(message('call.go.unseen'));
}

/** io.Copy loops in user space where a wrapper hides the file or the connection. */
export function adviseCall({ source, sink }: CopyCall): Advice | null {
  const hiding = [...source.wrappers, ...sink.wrappers].filter(
    name => !/^(LimitReader|NewReader|NewWriter|New\w*Size|NopCloser)$/.test(name),
  );
  if (hiding.length === 0 || !isFile(source) || !isFound(source) || !isFound(sink) || sink.type === appending)
    return null;
  const call = isFile(sink) ? 'copy_file_range' : 'sendfile';
  const section = hiding.includes('NewSectionReader');
  return {
    reach: 'kernel',
    instead: section ? 'Seek and io.CopyN' : 'io.Copy on the bare types',
    because: section
      ? message('call.go.section-reader', { call })
      : message('call.go.wrapper', { wrapper: hiding[0]!.replace(/\{.*/, '{…}'), call }),
  };
}
