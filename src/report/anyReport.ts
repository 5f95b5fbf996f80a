import type { Report } from '../model/report';

/** A parsed report, or the UTF-8 bytes of its JSON, which code that only forwards it need not parse. */
export type AnyReport = Report | Uint8Array;

export function readReport(report: AnyReport): Report {
  return report instanceof Uint8Array ? (JSON.parse(new TextDecoder().decode(report)) as Report) : report;
}
