import type { SentFigure } from '../../agents/sentFigures';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';

/** Line of the help. */
export const otlpHelp =
  '--otlp URL      sends the figures to an OpenTelemetry collector (OTLP over HTTP), with their evidence; no content or path';

/** The collector's address; null without the option. A URL without a path gets that of metrics (OTLP specification 1.3). */
export function otlpAddress(text: string | undefined): URL | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Problem('input', {
      what: message('cli.otlp', { text }),
      why: message('cli.otlp.why'),
      remedy: message('cli.otlp.remedy'),
    });
  if (url.pathname === '/') url.pathname = '/v1/metrics';
  return url;
}

/** Sends figures if an address was given. Throws a Problem if the collector did not accept them. */
export async function sendFigures(address: URL | null, figures: () => readonly SentFigure[]): Promise<void> {
  if (!address) return;
  const { exported } = await import('./export');
  const failure = await exported(address, figures());
  if (failure === null) return;
  throw new Problem('job', {
    what: message('cli.unsent', { origin: address.origin }),
    why: message('input.other', { error: failure }),
    remedy: message('cli.unsent.remedy'),
  });
}
