import * as v from 'valibot';
import { readRegularFile, Unreadable } from '../../lint/regularFile';
import { message } from '../../messages/message';
import type { Message } from '../../model/message';
import { Problem } from '../../model/problem';

/** Bytes; 100,000 findings take about 100 MB. */
const largest = 512 * 1024 * 1024;

const schema = v.object({
  schema: v.literal('iopath-lint/1'),
  findings: v.array(v.object({ fingerprint: v.string() })),
});

/** The fingerprints of an earlier `iopath lint --json`. Throws a Problem if the file is not one. */
export function readBaseline(path: string): ReadonlySet<string> {
  const parsed = v.safeParse(schema, jsonOf(path));
  if (!parsed.success) throw noBaseline(path, message('lint.baseline.other'));
  return new Set(parsed.output.findings.map(({ fingerprint }) => fingerprint));
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readRegularFile(path, largest).toString());
  } catch (error) {
    if (error instanceof Unreadable) throw noBaseline(path, message('unread.sentence', { why: error.why }));
    throw noBaseline(path, message('lint.baseline.cut'));
  }
}

const noBaseline = (path: string, why: Message) =>
  new Problem('input', {
    what: message('lint.baseline', { path }),
    why,
    remedy: message('lint.baseline.remedy'),
  });
