import { type Disposable, type ExtensionContext, Uri, workspace } from 'vscode';
import type { Format } from '../messages/format';
import type { ReportCheck } from '../session/reportCheck';
import type { Log } from './log';
import type { Loops } from './loops/loops';
import { PanelHost } from './panel/panelHost';
import { PanelService } from './panel/serve';
import type { Proving, ProvingParts } from './prove/proving';
import { History } from './reports/history';
import { ReportEditors } from './reports/reportEditor';
import { Choices } from './run/choices';
import { Jobs } from './run/jobs';
import type { Measuring, MeasuringParts } from './run/measuring';
import { historyLimit, measureSettings } from './settings';
import type { TracedRelays } from './trace/tracedRelays';
import type { Tracing, TracingParts } from './trace/tracing';

/** The services behind the commands: the panel, its reports and measuring. */
export interface Workbench extends Disposable {
  jobs: Jobs;
  panel: PanelHost;
  measuring: Measuring;
  tracing: Tracing;
  proving: Proving;
  service: PanelService;
  reportEditors: ReportEditors;
}

export interface WorkbenchParts {
  createMeasuring(parts: MeasuringParts): Promise<Measuring>;
  createTracing(parts: TracingParts): Promise<Tracing>;
  createProving(parts: ProvingParts): Promise<Proving>;
  check: ReportCheck;
  loops: Loops;
  format: Format;
  relays: TracedRelays;
  log: Log;
}

/** Builds and connects it. Nothing is read or started yet. */
export async function createWorkbench(
  context: ExtensionContext,
  { createMeasuring, createTracing, createProving, check, loops, format, relays, log }: WorkbenchParts,
): Promise<Workbench> {
  const { extensionUri, workspaceState } = context;
  const jobs = new Jobs();
  const panel = new PanelHost(extensionUri);
  const storageUri = storageOf(context);
  const folder = Uri.joinPath(storageUri, 'reports');
  const history = new History({ folder, fs: workspace.fs, check, limit: historyLimit });
  const choices = new Choices(workspaceState, defaultChoices);
  const parts = {
    extensionUri,
    storageUri,
    workspaceState,
    jobs,
    panel,
    history,
    check,
    choices,
    loops,
    format,
    relays,
    log,
  };
  const measuring = await createMeasuring(parts);
  const tracing = await createTracing(parts);
  const proving = await createProving(parts);
  const service = new PanelService({ ...parts, measuring, tracing, proving });
  const reportEditors = new ReportEditors({ ...parts, measuring, tracing, proving, main: service });
  const owned: Disposable[] = [jobs, panel, measuring, tracing, proving, service];
  return {
    jobs,
    panel,
    measuring,
    tracing,
    proving,
    service,
    reportEditors,
    dispose: () => owned.forEach(part => void part.dispose()),
  };
}

/** Where no folder is open there is no storage of a workspace: such runs share one history. */
const storageOf = ({ storageUri, globalStorageUri }: ExtensionContext) => storageUri ?? globalStorageUri;

const defaultChoices = () =>
  ({
    route: 'file-to-socket',
    cache: 'warm',
    receiver: measureSettings().receiver,
    chunkBytes: 64 * 1024,
    sweep: null,
  }) as const;
