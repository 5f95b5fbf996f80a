import * as v from 'valibot';
import { messageSchema } from '../../model/messageSchema';
import { count } from '../../model/sample';
import type { RunSummary } from '../../session/summary';
import type { HistoryEntry } from '../panelProtocol';

/** Ids become file names: nothing else may pass for one. */
const idPattern = /^[0-9A-Za-z-]{1,80}$/;

const indexSchema = v.array(
  v.object({
    id: v.pipe(v.string(), v.regex(idPattern)),
    title: v.string(),
    createdAt: v.string(),
    route: v.string(),
    bytes: count,
    transfers: count,
    summary: v.nullable(v.union([v.string(), messageSchema])),
    cancelled: v.boolean(),
  }),
);

export const parseIndex = (data: Uint8Array): HistoryEntry[] =>
  v.parse(indexSchema, JSON.parse(new TextDecoder().decode(data)));

/** The id itself, if it can be one; ids come back from the panel. */
export function safeId(id: string): string {
  if (!idPattern.test(id)) throw new Error('Not the id of a report');
  return id;
}

/** An id that sorts by time and is not met twice. */
export function newId(createdAt: string): string {
  const moment = createdAt.replace(/[^0-9]/g, '').slice(0, 17);
  return `${moment}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The list's line on a report. */
export function entryOf(summary: RunSummary, { id, title }: { id: string; title: string }): HistoryEntry {
  const { createdAt, route, bytes, transfers, advice, cancelled } = summary;
  return { id, title, createdAt, route, bytes, transfers, summary: advice, cancelled };
}

/** Ids of the report files among a folder's names, newest first: an id begins with its moment. */
export const reportIds = (names: readonly string[]): string[] =>
  names
    .filter(name => /^\d{17}-[0-9a-f]{8}\.json$/.test(name))
    .map(name => name.slice(0, -'.json'.length))
    .sort()
    .reverse();

/** The title of a report whose own title is lost. */
export const titleOf = ({ input, scenario }: RunSummary): string => scenario?.id ?? input;

/** Splits a list, newest first, into the reports to keep and those to remove. */
export function trim(entries: HistoryEntry[], limit: number) {
  const bound = Math.max(1, Math.floor(limit));
  return { kept: entries.slice(0, bound), dropped: entries.slice(bound) };
}
