import type { Disposable, Memento, Uri } from 'vscode';
import type { Format } from '../../messages/format';
import type { Trace } from '../../model/trace';
import type { Loops } from '../loops/loops';
import type { PanelHost } from '../panel/panelHost';
import type { Jobs } from '../run/jobs';
import type { TracedRelays } from './tracedRelays';

/** The dependencies of tracing. */
export interface TracingParts {
  extensionUri: Uri;
  /** The extension's own folder for this workspace; made when it is needed. */
  storageUri: Uri;
  workspaceState: Memento;
  jobs: Jobs;
  panel: PanelHost;
  loops: Loops;
  relays: TracedRelays;
  format: Format;
}

/** Tracing of programs. If there is no tracer here, each request shows the reason and the remedy. */
export interface Tracing extends Disposable {
  /** Traces a line that a shell reads, or else what the person picks. */
  traceCommand(line?: unknown): Promise<unknown>;
  /** Traces the process of that number, or else the one the person picks. */
  traceProcess(pid?: unknown): Promise<unknown>;
  /** The last target once more: the panel then shows before and after. */
  traceAgain(): Promise<unknown>;
  /** Shows the panel with the last trace, and a relay of it. */
  showTrace(relay?: unknown): Promise<void>;
  /** The line of a relay in the editor. */
  revealRelay(relay: number): Promise<void>;
  /** Fixes the loop of a relay's line. */
  fixRelay(relay: number): Promise<unknown>;
  lastTrace(): Trace | null;
}
