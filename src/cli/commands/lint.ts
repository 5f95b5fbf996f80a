import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { rules } from '../../analysis/rules';
import { message } from '../../messages/message';
import type { Texts } from '../../messages/texts';
import { type Applicability, type Finding, isShown, type ReportedFinding } from '../../model/finding';
import { type Message, outline } from '../../model/message';
import { type LintLog, lintGithub, lintJson } from '../../report/lintLog';
import { lintText } from '../../report/lintText';
import { sarifOf } from '../../report/sarif';
import { visible } from '../../report/visible';
import type { Command, ExitCode, Surroundings } from '../command';
import { readBaseline } from '../lint/baseline';
import { type FixFilesOptions, type FixResult, fixFiles, unifiedDiff } from '../lint/fixFiles';
import { type LintRequest, lintHelp, lintRequest } from '../lint/options';
import { lintPaths, type Outcome } from '../lint/outcome';
import { ProjectFiles } from '../lint/projectFiles';
import { Selection } from '../lint/selection';
import { fixBytes, lintBytes, readStdin } from '../lint/stdin';

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const request = lintRequest(args);
  const projects = new ProjectFiles();
  const job: Job = {
    request,
    projects,
    around,
    selection: new Selection(projects, request),
    known: request.baseline === null ? new Set() : readBaseline(request.baseline),
  };
  const code = request.stdinName === null ? await lintFiles(job) : await lintStdin(job, request.stdinName);
  return around.signal.aborted ? 3 : code;
}

interface Job {
  request: LintRequest;
  projects: ProjectFiles;
  around: Surroundings;
  selection: Selection;
  /** Fingerprints of the baseline. */
  known: ReadonlySet<string>;
}

async function lintFiles(job: Job): Promise<ExitCode> {
  const { request, projects, around } = job;
  const options = { signal: around.signal, cache: request.cache };
  const outcome = await lintPaths(request.paths, projects, options);
  if (!request.fix && !request.diff) return show(job, outcome);
  const log = logOf(job, outcome);
  const fixable = new Set(log.findings.filter(({ fix }) => fix).map(({ file }) => file));
  const { changes, fixed, failed } = await fixFiles([...fixable], fixOptions(job, log));
  report({ changes, fixed, failed }, job);
  reportHeldBack(log, job);
  if (request.diff) {
    reportInvalid(log, job);
    around.out(changes.map(change => unifiedDiff({ ...change, path: shortPath(change.path) })).join(''));
    return exitCode(log);
  }
  return show(job, fixed.length > 0 ? await lintPaths(request.paths, projects, options) : outcome);
}

async function lintStdin(job: Job, name: string): Promise<ExitCode> {
  const { request, around } = job;
  const bytes = await readStdin(name);
  const outcome = await lintBytes(name, bytes);
  if (!request.fix && !request.diff) return show(job, outcome);
  const log = logOf(job, outcome);
  reportInvalid(log, job);
  const after = await fixBytes(name, bytes, fixOptions(job, log));
  if (request.fix) {
    around.out(after);
    return exitCode(logOf(job, await lintBytes(name, Buffer.from(after))));
  }
  const before = bytes.toString();
  if (after !== before) around.out(unifiedDiff({ path: shortPath(resolve(name)), before, after }));
  return exitCode(log);
}

/** Only reported findings are fixed, and none of a baseline. */
function fixOptions({ request, selection, known }: Job, log: LintLog): FixFilesOptions {
  const applies: Applicability[] = request.unsafe ? ['safe', 'unsafe'] : ['safe'];
  const reported = new Set(log.findings.map(placeOf));
  return {
    applies,
    writes: request.fix,
    // A baseline identifies findings by the text of their lines, which a fix above them does not change.
    reports: finding =>
      selection.levelOf(finding) !== null && (known.size === 0 || reported.has(placeOf(finding))),
  };
}

const placeOf = ({ file, rule, message: text, route }: Finding) =>
  [file, rule, route, outline(text)].join('\n');

function report({ fixed, failed }: FixResult, { around, request }: Job): void {
  const tell = (text: Message) => around.err(`${visible(around.texts.say(text))}\n`);
  if (request.fix)
    for (const { file, startLine, fix } of fixed)
      tell(message('lint.fixed', { place: `${shortPath(file)}:${startLine}`, title: fix?.title ?? '' }));
  for (const { file, why } of failed)
    tell(message(request.fix ? 'lint.not-rewritten' : 'lint.not-in-diff', { place: shortPath(file), why }));
}

/** The text format reports these itself, with the reasons. */
function reportHeldBack({ findings }: LintLog, { around, request }: Job): void {
  const held = findings.filter(({ fix }) => fix?.applicability === 'unsafe').length;
  if (request.unsafe || held === 0 || (request.fix && request.format === 'text')) return;
  around.err(`${around.texts.say(message('lint.held-back', { fixes: held }))}\n`);
}

/** Wrong suppression comments: whatever is printed, the exit code is theirs. */
function reportInvalid({ notes }: LintLog, { around }: Job): void {
  for (const { file, line, kind, message: text } of notes)
    if (kind === 'invalid')
      around.err(`${visible(shortPath(file))}:${line}: ${visible(around.texts.say(text))}\n`);
}

function show(job: Job, outcome: Outcome): ExitCode {
  const log = logOf(job, outcome);
  reportInvalid(log, job);
  job.around.out(render(log, job.request, job.around.texts));
  return exitCode(log);
}

/** The reported ones among all findings. */
function logOf({ request, selection, known }: Job, outcome: Outcome): LintLog {
  const findings = outcome.findings.flatMap((finding): ReportedFinding[] => {
    if (!request.all && !isShown(finding)) return [];
    const level = known.has(finding.fingerprint) ? null : selection.levelOf(finding);
    return level ? [{ ...finding, level }] : [];
  });
  const notes = outcome.notes.filter(({ kind }) => kind === 'invalid' || request.reportUnused);
  const suppressed = outcome.suppressed.filter(({ finding }) => isShown(finding));
  return { ...outcome, findings, notes, suppressed };
}

/** Bad suppression comments are bad input, whose exit code has precedence over that of findings. */
function exitCode({ findings, notes }: LintLog): ExitCode {
  if (notes.some(({ kind }) => kind === 'invalid')) return 2;
  const counts = findings.some(finding => isShown(finding) && finding.level !== 'info');
  return counts || notes.length > 0 ? 1 : 0;
}

function render(log: LintLog, { format, fix }: LintRequest, texts: Texts): string {
  if (format === 'text') return lintText({ ...log, pathOf: shortPath, fixing: fix }, texts);
  if (format === 'github') return lintGithub({ ...log, pathOf: shortPath }, texts);
  const json = format === 'json' ? lintJson(log) : sarifOf({ ...log, rules, version, uriOf }, texts);
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Relative to where the command was called, where that is shorter. */
function shortPath(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}

function uriOf(file: string): string {
  const short = shortPath(file);
  return short === file ? pathToFileURL(file).href : encodeURI(short);
}

export const lintCommand: Command = {
  name: 'lint',
  summary: 'code that copies bytes though one call could move them',
  help: lintHelp,
  run,
};
