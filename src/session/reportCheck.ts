import { checkReport, type ReportFault } from '../model/checkReport';
import type { PackedReport } from './protocol';

export type CheckedReport = { report: PackedReport } | ReportFault;

/** Checks the bytes of a report field by field, and gives them back in the present schema. */
export function checkPacked(data: Uint8Array): CheckedReport {
  const result = checkReport(data);
  if (!('report' in result)) return result;
  // Written anew where it is one of an older schema, or holds more than its schema: nothing unchecked goes on.
  return { report: new TextEncoder().encode(JSON.stringify(result.report)) };
}

/** Checks reports somewhere; the extension host of a desktop has a thread for it (reportThread.ts). */
export type ReportCheck = (data: Uint8Array) => Promise<CheckedReport>;
