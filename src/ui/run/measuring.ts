import type { Disposable, Memento, TextDocument, Uri } from 'vscode';
import type { Format } from '../../messages/format';
import type { Absence } from '../../model/availability';
import type { Report } from '../../model/report';
import type { Log } from '../log';
import type { Loop, Loops } from '../loops/loops';
import type { PanelHost } from '../panel/panelHost';
import type { ScenarioEntry, ShownProblem } from '../panelProtocol';
import type { History } from '../reports/history';
import type { Choices } from './choices';
import type { Jobs } from './jobs';

/** The dependencies of measuring. */
export interface MeasuringParts {
  extensionUri: Uri;
  /** The extension's own folder for this workspace; made when it is needed. */
  storageUri: Uri;
  workspaceState: Memento;
  jobs: Jobs;
  panel: PanelHost;
  history: History;
  choices: Choices;
  loops: Loops;
  format: Format;
  log: Log;
}

/** Everything that needs the native backend. Where there is none, each says so and how to get it. */
export interface Measuring extends Disposable {
  /** As Node names it; `web` in a browser. */
  readonly platform: string;
  /** Why nothing can be measured here, or null where it can. */
  absence(): Absence | null;
  profileFile(resource?: Uri, selection?: Uri[]): Promise<unknown>;
  profileWorkspace(): Promise<unknown>;
  runAgain(): Promise<unknown>;
  /** The last run with time for every strategy. */
  measureAll(): Promise<unknown>;
  measureLoop(document: TextDocument, loop: Loop): Promise<unknown>;
  runScenario(id?: string): Promise<unknown>;
  runAllScenarios(): Promise<unknown>;
  showDoctor(): Promise<void>;
  scenarios(): Promise<ScenarioEntry[]>;
  /** The newest report of this window, or null. */
  lastReport(): Report | null;
  lastProblem(): ShownProblem | null;
  workerPid(): number | null;
}
