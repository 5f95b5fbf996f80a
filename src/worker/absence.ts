import { message } from '../messages/message';
import type { Absence } from '../model/availability';
import type { Probe } from '../model/probe';
import { routes } from '../model/route';
import { strategyNames } from '../model/strategy';

/** Why the native backend is missing, from the platform and the error of loading it. */
export function addonAbsence(platform: NodeJS.Platform, error: Error): Absence {
  if (platform !== 'linux')
    return {
      why: message('measuring-needs-linux.why', { platform }),
      remedy: message('measuring-needs-linux.remedy'),
    };
  const firstLine = error.message.split('\n')[0] ?? '';
  return {
    why: message('no-backend.why', { error: firstLine }),
    remedy: message('no-backend.remedy'),
  };
}

/** The probe without the native backend: every row is absent, with the reason. */
export function absentProbe(absence: Absence): Probe {
  const absent = { available: false, ...absence } as const;
  const byRoute = Object.fromEntries(routes.map(route => [route, absent])) as Probe['strategies']['sendfile'];
  return {
    strategies: Object.fromEntries(strategyNames.map(name => [name, byRoute])) as Probe['strategies'],
    evidence: Object.fromEntries(
      ['counted', 'kernel', 'sampled', 'tracepoints', 'hardware-counters'].map(name => [name, absent]),
    ),
    filesystem: { type: 'unknown', mount: 'unknown', device: null, reflink: null },
    nics: [],
  };
}
