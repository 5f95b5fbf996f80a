import { l10n } from 'vscode';
import { maximumReportBytes, type ReportFault } from '../../model/checkReport';
import { reportSchemaName } from '../../model/report';
import type { PackedReport } from '../../session/protocol';
import type { ReportCheck } from '../../session/reportCheck';
import { refusal } from '../problem';

/** The report in `data`, checked; throws what is wrong with it as a person reads it. `name` is the file's. */
export async function checkedReport(
  data: Uint8Array,
  name: string,
  check: ReportCheck,
): Promise<PackedReport> {
  const result = await check(data);
  if ('report' in result) return result.report;
  throw refusal({
    what: l10n.t('{name} could not be opened as a report.', { name }),
    why: whyOf(result),
    remedy: remedyOf(result),
  });
}

function whyOf(fault: ReportFault): string {
  switch (fault.fault) {
    case 'too-large':
      return l10n.t('It has {bytes} bytes, and reports are read up to {limit}.', {
        bytes: fault.bytes,
        limit: maximumReportBytes,
      });
    case 'not-json':
      return l10n.t('It is not JSON, or it was cut off.');
    case 'not-a-report':
      return l10n.t('It is JSON, but no report of I/O Path.');
    case 'other-version':
      return l10n.t('It follows {found}; this version reads {known}.', {
        found: fault.found,
        known: reportSchemaName,
      });
    case 'invalid':
      return l10n.t(
        'The field {where} does not fit: {expected} is expected there, and {received} was found.',
        {
          where: fault.where,
          expected: fault.expected,
          received: fault.received,
        },
      );
  }
}

function remedyOf({ fault }: ReportFault): string {
  if (fault === 'other-version') return l10n.t('Open it with the version that wrote it, or measure again.');
  return l10n.t('Choose a file made by Export Report… as JSON, or by `iopath profile --json`.');
}
