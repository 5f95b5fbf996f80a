import type { Report } from '../model/report';

/** A report read, or as the UTF-8 bytes of its JSON: where it is only handed on, nobody reads it. */
export type AnyReport = Report | Uint8Array;

export function readReport(report: AnyReport): Report {
  return report instanceof Uint8Array ? (JSON.parse(new TextDecoder().decode(report)) as Report) : report;
}
