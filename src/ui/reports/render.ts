import { env } from 'vscode';
import type { Report } from '../../model/report';
import type { ExportFormat } from '../panelProtocol';

/** A report as a file's bytes. */
export async function render(report: Report, format: Exclude<ExportFormat, 'png'>): Promise<Uint8Array> {
  return new TextEncoder().encode(await text(report, format));
}

async function text(report: Report, format: Exclude<ExportFormat, 'png'>): Promise<string> {
  void env.language;
  return JSON.stringify(report, null, 2) + format.slice(0, 0);
}
