import { version } from '../../package.json';
import { pick } from '../model/fields';
import type { Language } from '../model/finding';
import type { SocketKind } from '../model/job';
import { conditionNames } from '../model/jobFields';
import type { Probe } from '../model/probe';
import { Problem } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { type Report, reportSchemaName } from '../model/report';
import { type Cut, cutInput } from './cutInput';
import { isCancellation, isOfFile, preparationProblem } from './failures';
import { type Input, readInput } from './files';
import { describeMachine } from './machine';
import { type MadeInput, makeInput } from './madeInput';
import { readCpuLimit } from './placement/cpuLimit';
import type { Placement } from './placement/placement';
import { deviceNode, placementOf, readSystem, readText, type System, usableCpus } from './placement/system';
import { type Cell, depthOf, plan } from './plan';
import { type JobOptions, ProfileJob } from './profileJob';
import { observePaths } from './profileObservations';
import { checkRequest } from './request';
import { type Scenario, scenarioById } from './scenarios';
import { throttleWarning } from './warnings';

export interface ProfileOptions extends JobOptions {
  /** Language of the requesting code: its calls are measured first and advised. */
  language?: Language | undefined;
  /** The input if the request names no path. The caller keeps it, and the report does not explain it. */
  made?: MadeInput | undefined;
  /** Called with the input before anything is measured; may reject to refuse it. */
  onInput?: (input: Input) => Promise<void>;
}

/**
 * Runs a request: plans it, runs it in interleaved rounds through the worker, and makes the report. Rejects with a Problem
 * of kind `input` if the request or the input is at fault, and of kind `job` if the worker is unavailable. A single
 * strategy that fails is a transfer with `failed`. A cancellation before the plan is made rejects with an error of code
 * ECANCELED or name AbortError; later it resolves with the results so far.
 */
export async function profile(asked: ProfileRequest, options: ProfileOptions): Promise<Report> {
  const request = inOrder(asked);
  checkRequest(request);
  const scenario = request.scenario === null ? null : scenarioById(request.scenario);
  const requests = scenario ? casesOf(request, scenario) : [{ request, cut: { order: request.order } }];
  for (const one of requests) checkRequest(one.request);
  if (options.made) return runPrepared({ request, scenario, requests, made: options.made }, options);
  const { signal } = options;
  const made = scenario && request.paths.length === 0 ? await makeInput({ signal }) : null;
  try {
    return await runPrepared({ request, scenario, requests, made }, options);
  } finally {
    await made?.remove();
  }
}

/** Messages are fetched one by one from all over the input: that is what sets their sweep apart from one of chunks. */
const inOrder = (request: ProfileRequest): ProfileRequest =>
  request.sweep === 'message' ? { ...request, order: 'random' } : request;

interface Prepared {
  request: ProfileRequest;
  scenario: Scenario | null;
  requests: Case[];
  /** The file made for a request that was given none. */
  made: MadeInput | null;
}

async function runPrepared(prepared: Prepared, options: ProfileOptions): Promise<Report> {
  const { request, scenario, requests, made } = prepared;
  const began = (options.now ?? (() => performance.now()))();
  const { input, probe, cells, cachedBytes, system, cores } = await plannedInput(prepared, options);
  const first = requests[0]?.request ?? request;
  const { client, signal } = options;
  const observations = await observePaths(cells, client, signal ? { signal } : {});
  const { language } = options;
  const report = {
    ...emptyReport({ request: first, input, made, probe, cores, cachedBytes }),
    ...(language ? { language } : {}),
    observations,
  };
  const job = new ProfileJob({ request: first, scenario, options, input, report, cells, began });
  return withThrottling(await job.run(), system);
}

interface Planned {
  input: Input;
  probe: Probe;
  cells: Cell[];
  cachedBytes: number | null;
  system: System;
  cores: Placement | null;
}

/** How often the input is read anew where its files change between being listed and being opened. */
const mostReadings = 3;

/** The input as the worker opens it: if a file was removed or changed its kind meanwhile, the input is listed again. */
async function plannedInput(prepared: Prepared, options: ProfileOptions): Promise<Planned> {
  for (let reading = 1; ; reading += 1)
    try {
      return await planOnce(prepared, options);
    } catch (error) {
      if (error instanceof Problem || isCancellation(error)) throw error;
      if (reading === mostReadings || !isOfFile(error)) throw preparationProblem(error);
    }
}

async function planOnce({ request, requests, made }: Prepared, options: ProfileOptions): Promise<Planned> {
  const { client, signal } = options;
  const call = signal ? { signal } : {};
  const { paths, offset, length } = request;
  const source = made ? { paths: [made.path], directory: made.directory } : { paths };
  const input = await readInput({ ...source, offset, length, signal });
  if (made && made !== options.made) input.excluded.push(made.warning);
  await options.onInput?.(input);
  const probes = await probesOf(requests, socket => client.probe(input.directory, { ...call, socket }));
  const probe = probes.get((requests[0]?.request ?? request).socket)!;
  const system = readSystem();
  const cpus = usableCpus(system);
  const placement = placementOf(system, request, deviceNode(probe.filesystem.device));
  const cores = placement && coresOf(placement);
  const cells = requests.flatMap(({ request, variant, cut }) =>
    plan({ request, variant, input: cutInput(input, cut), probe: probes.get(request.socket)!, cpus, cores }),
  );
  const runs = cells.some(({ unsupported }) => !unsupported);
  const cachedBytes = runs ? (await client.residency(input.files, call)).cachedBytes : 0;
  return { input, probe, cells, cachedBytes, system, cores: placement };
}

const coresOf = ({ sender, receiver, poller }: Placement) => ({ sender, receiver, poller });

/** The finished report with the time for which the container's quota held its threads back meanwhile. */
function withThrottling(report: Report, before: System): Report {
  const from = before.limit.throttledUs;
  const to = readCpuLimit(readText).throttledUs;
  if (before.limit.cpus === null || from === null || to === null) return report;
  const conditions = { ...report.conditions, throttledUs: Math.max(0, to - from) };
  return {
    ...report,
    conditions,
    warnings: [...report.warnings, ...throttleWarning(conditions.throttledUs)],
  };
}

/** One probe for each requested kind of socket: one may be available without the other. */
async function probesOf(
  requests: readonly Case[],
  ask: (socket: SocketKind) => Promise<Probe>,
): Promise<Map<SocketKind, Probe>> {
  const probes = new Map<SocketKind, Probe>();
  for (const { request } of requests)
    if (!probes.has(request.socket)) probes.set(request.socket, await ask(request.socket));
  return probes;
}

interface Case {
  request: ProfileRequest;
  variant?: string | undefined;
  cut: Cut;
}

/** A scenario's cases on this input, within the requested time and rounds. */
function casesOf(request: ProfileRequest, { cases }: Scenario): Case[] {
  return cases.map(({ variant, changes, mostBytes, pieceBytes }) => {
    const changed = { ...request, ...changes };
    return { request: changed, variant, cut: { mostBytes, pieceBytes, order: changed.order } };
  });
}

interface ReportInput {
  request: ProfileRequest;
  input: Input;
  made: MadeInput | null;
  probe: Probe;
  cores: Placement | null;
  cachedBytes: number | null;
}

function emptyReport({ request, input, made, probe, cores, cachedBytes }: ReportInput): Report {
  return {
    schema: reportSchemaName,
    tool: `iopath ${version}`,
    createdAt: new Date().toISOString(),
    machine: describeMachine(probe),
    input: {
      files: input.files.length,
      paths: made ? [made.name] : input.files.slice(0, 5).map(({ path }) => path),
      bytes: input.bytes,
      cachedBytes: cachedBytes === null ? null : Math.min(cachedBytes, input.bytes),
      modifiedMs: input.modifiedMs,
    },
    conditions: {
      ...pick({ ...request, depth: depthOf(request) }, conditionNames),
      pinned: cores !== null,
      cores,
      ...(request.sweep ? { swept: request.sweep } : {}),
    },
    transfers: [],
    comparison: [],
    crossovers: [],
    scenario: null,
    advice: null,
    warnings: [],
    cancelled: false,
  };
}
