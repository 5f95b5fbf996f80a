import { Pages } from '../pages';
import { demandMeasuring, measuringAbsence } from '../trust';
import { showAbsence } from './absencePage';
import type { Measuring } from './measuring';

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
