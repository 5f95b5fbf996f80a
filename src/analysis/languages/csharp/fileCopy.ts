import { message } from '../../../messages/message';
import type { FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { Total } from '../../loops/summary';
import { caveatsOfFailure, testedOn } from './caveats';
import { isOwn } from './names';
import type { Opened } from './opened';
import { openedFor } from './opened';
import { replaceOpened } from './place';
import { sizeLines, targetsOf, totalByPath } from './totals';
import type { Waiting } from './waiting';

/** `File.Copy(from, to, true)` in place of two openings and the loop; File.Copy has no asynchronous form. */
export function planFileCopy(request: FixRequest, waiting: Waiting, totals: Total[]): FixPlan | null {
  const { summary, source, sink } = request;
  const from = openedFor(summary.source.node, request, 'read');
  const to = openedFor(summary.sink.node, request, 'write');
  if (!from || !to || source.wrappers.length + sink.wrappers.length > 0) return null;
  // A source that is missing leaves the target alone.
  if (to.declared.start < from.declared.start) return null;
  const kept = [from.path, to.path, ...targetsOf(totals), ...(waiting.token ? [waiting.token] : [])];
  const lines = [lineOf(copyCall(from, to), request, waiting), ...sizeLines(totals, to.path)];
  const place = replaceOpened(request, [from, to], lines, kept);
  if (!place) return null;
  return {
    title: message('fix.replace-loop', { call: 'File.Copy' }),
    changes: place.changes,
    caveats: [
      message('caveat.csharp.mode-and-times'),
      message('caveat.csharp.copy-of-pipe'),
      message('caveat.csharp.copy-onto-itself'),
      ...from.caveats,
      ...to.caveats,
      ...(waiting.isAsync ? [message('caveat.csharp.pool-thread')] : []),
      ...(waiting.token ? [message('caveat.csharp.cancellation')] : []),
      ...place.caveats,
      ...(totals.length > 0 ? [totalByPath] : []),
      ...caveatsOfFailure('written'),
      testedOn,
    ],
    compared: true,
  };
}

function copyCall(from: Opened, to: Opened): Piece[] {
  const named = from.via ?? to.via;
  const file: Piece = named ? { node: named } : 'System.IO.File';
  return [file, '.Copy(', { node: from.path }, ', ', { node: to.path }, `, ${!to.isNew})`];
}

function lineOf(copy: Piece[], { symbols }: FixRequest, { isAsync, token, configured }: Waiting): Line {
  if (!isAsync) return [...copy, ';'];
  const isImported = symbols.imports.includes('System.Threading.Tasks') && !isOwn('Task', symbols);
  const task = isImported ? 'Task' : 'System.Threading.Tasks.Task';
  const cancels: Piece[] = token ? [', ', { node: token }] : [];
  return [`await ${task}.Run(() => `, ...copy, ...cancels, `)${configured};`];
}
