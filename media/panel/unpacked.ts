import { readReport } from '../../src/report/anyReport';
import type { HostMessage, PostedMessage } from '../../src/ui/panelProtocol';

/** A message of the host with its report read. */
export function unpacked(message: PostedMessage): HostMessage {
  if (message.kind === 'report') return { ...message, report: readReport(message.report) };
  if (message.kind !== 'event') return message;
  const { event } = message;
  if (event.kind !== 'started' && event.kind !== 'report') return { kind: 'event', event };
  return { kind: 'event', event: { ...event, report: readReport(event.report) } };
}
