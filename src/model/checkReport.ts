import * as v from 'valibot';
import { type Report, reportSchema, reportSchemaName } from './report';
import { reportV1Schema, reportV1SchemaName } from './reportV1';

/** Largest report taken from a file, bytes. A report of 200 transfers of 50 runs has about 10 MB. */
export const maximumReportBytes = 64 * 2 ** 20;

/** What is wrong with something that should be a report. `where` names the first field that does not fit, and why. */
export type ReportFault =
  | { fault: 'too-large'; bytes: number }
  | { fault: 'not-json' }
  | { fault: 'not-a-report' }
  | { fault: 'other-version'; found: string }
  | { fault: 'invalid'; where: string; expected: string; received: string };

const schemas = new Map<string, v.GenericSchema<unknown, Report>>([
  [reportSchemaName, reportSchema],
  [reportV1SchemaName, reportV1Schema],
]);

/** A report, checked field by field: nothing of it is trusted before. One of schema 1 becomes one of the present schema. */
export function checkReport(data: Uint8Array): { report: Report } | ReportFault {
  if (data.byteLength > maximumReportBytes) return { fault: 'too-large', bytes: data.byteLength };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return { fault: 'not-json' };
  }
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null;
  if (typeof schema !== 'string' || !schema.startsWith('iopath-report/')) return { fault: 'not-a-report' };
  const known = schemas.get(schema);
  if (!known) return { fault: 'other-version', found: schema.slice(0, 40) };
  const result = v.safeParse(known, value);
  if (result.success) return { report: result.output };
  const issue = result.issues[0];
  const where = (v.getDotPath(issue) ?? '').slice(0, 120);
  // A check of our own expects nothing that has a name: its own words say more.
  const expected = (issue.expected ?? issue.message).slice(0, 100);
  return { fault: 'invalid', where, expected, received: issue.received.slice(0, 100) };
}
