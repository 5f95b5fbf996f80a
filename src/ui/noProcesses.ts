import { Pages, showAbsence } from './pages';
import type { Proving } from './prove/proving';
import type { Measuring } from './run/measuring';
import type { Tracing } from './trace/tracing';
import { demandMeasuring, demandProving, demandTracing, measuringAbsence } from './trust';

/** Where there is no process to measure with, a browser above all: every request says why and how to get it. */
export function createNoMeasuring(): Measuring {
  const platform = 'web';
  const pages = new Pages();
  const refuse = async () => demandMeasuring(platform);
  return {
    platform,
    absence: () => measuringAbsence(platform),
    profileFile: refuse,
    profileWorkspace: refuse,
    runAgain: refuse,
    measureAll: refuse,
    measureLoop: refuse,
    runScenario: refuse,
    runAllScenarios: refuse,
    showDoctor: async () => showAbsence(measuringAbsence(platform)!, pages),
    scenarios: async () => [],
    lastReport: () => null,
    lastProblem: () => null,
    workerPid: () => null,
    dispose: () => pages.dispose(),
  };
}

/** Where there is no process to trace with, a browser above all: every request says why and how to get it. */
export function createNoTracing(): Tracing {
  const refuse = async () => demandTracing('web');
  return {
    traceCommand: refuse,
    traceProcess: refuse,
    traceAgain: refuse,
    showTrace: refuse,
    revealRelay: refuse,
    fixRelay: refuse,
    lastTrace: () => null,
    dispose: () => {},
  };
}

/** Where there is no process to prove with, a browser above all: every request says why and how to get it. */
export function createNoProving(): Proving {
  const refuse = async () => demandProving('web');
  return { proveServer: refuse, proveAgain: refuse, lastProof: () => null, dispose: () => {} };
}
