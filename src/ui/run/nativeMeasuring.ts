import { Uri } from 'vscode';
import { SessionClient } from '../../session/client';
import { DataFile } from '../files/dataFile';
import { Pages } from '../pages';
import { measuringAbsence } from '../trust';
import { showDoctor } from './doctor';
import type { Measuring, MeasuringParts } from './measuring';
import { ProfileCommands } from './profileCommands';
import { Profiler } from './profiler';
import { ScenarioCommands } from './scenarios';

/** Measuring through the session process, its worker and the native backend. */
export function createNativeMeasuring(parts: MeasuringParts): Measuring {
  const session = new SessionClient({ path: Uri.joinPath(parts.extensionUri, 'dist', 'session.js').fsPath });
  const profiler = new Profiler({ ...parts, session });
  const dataFile = new DataFile({
    memory: parts.workspaceState,
    format: parts.format,
    folder: parts.storageUri.fsPath,
  });
  const profile = new ProfileCommands({ ...parts, profiler, dataFile });
  const pages = new Pages();
  const scenarios = new ScenarioCommands({ ...parts, profiler, dataFile, pages });
  return {
    platform: process.platform,
    absence: () => measuringAbsence(process.platform),
    profileFile: (resource, selection) => profile.file(resource, selection),
    profileWorkspace: () => profile.workspace(),
    runAgain: () => profile.again(),
    measureAll: () => profile.again({ times: 6 }),
    measureLoop: (document, loop) => profile.loop(document, loop),
    runScenario: id => scenarios.run(id),
    runAllScenarios: () => scenarios.runAll(),
    showDoctor: () => showDoctor(session, parts.extensionUri, pages),
    scenarios: () => scenarios.entries(),
    lastReport: () => profiler.lastOutcome?.report ?? null,
    lastProblem: () => profiler.lastProblem,
    workerPid: () => session.workerPid,
    dispose() {
      session.dispose();
      pages.dispose();
    },
  };
}
