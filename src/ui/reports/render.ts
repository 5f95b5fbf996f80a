import type { Texts } from '../../messages/texts';
import type { Report } from '../../model/report';
import type { ExportFormat } from '../panelProtocol';
import { texts } from '../texts';

type TextFormat = Exclude<ExportFormat, 'png'>;

/** What makes a file of a report; each is read only when it is asked for. */
const renderers: Record<TextFormat, () => Promise<(report: Report, texts: Texts) => string>> = {
  json: async () => report => `${JSON.stringify(report, null, 2)}\n`,
  markdown: async () => (await import('../../report/markdown')).markdownOf,
  html: async () => (await import('../../report/html')).htmlOf,
  csv: async () => (await import('../../report/csv')).csvOf,
};

/** A report as a file's bytes. */
export async function render(report: Report, format: TextFormat): Promise<Uint8Array> {
  const text = await renderers[format]();
  return new TextEncoder().encode(text(report, await texts()));
}
