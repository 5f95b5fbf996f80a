import { homedir } from 'node:os';
import { l10n, Position, Range, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Trace } from '../../model/trace';
import { relayAdvice } from '../../report/relayAdvice';
import type { RelayNote, ShownTrace } from '../panelProtocol';
import { refusal, shownProblemOf } from '../problem';
import type { Job } from '../run/jobs';
import { demandTracing } from '../trust';
import { type StartedCommand, typedCommand } from './launchCommand';
import { pickCommand, pickProcess } from './pickTarget';
import { placeText } from './relayText';
import { resultOf } from './traceResult';
import { runInTerminal, runUnseen } from './tracerRun';
import type { Tracing, TracingParts } from './tracing';

/** What is traced: a program that is started, or a process that runs. */
type Target = StartedCommand | { title: string; pid: number };

const recentKey = 'ioPath.tracedCommands';
const mostRecent = 8;

/** Traces one target at a time and updates the panel, the lenses and the tree. */
export class TraceCommands implements Tracing {
  private last: { target: Target; trace: Trace } | null = null;

  constructor(private readonly parts: TracingParts) {}

  async traceCommand(line?: unknown): Promise<Trace | null> {
    demandTracing(process.platform);
    const given = typeof line === 'string' && line.trim() !== '' ? typedCommand(line.trim()) : null;
    const started = given ?? (await pickCommand(this.recent()));
    if (!started) return null;
    const [shell, flag, typed] = started.command;
    if (shell === '/bin/sh' && flag === '-c' && typed === started.title) await this.remember(typed);
    return this.trace({ ...started, cwd: started.cwd ?? usualFolder() });
  }

  async traceProcess(pid?: unknown): Promise<Trace | null> {
    demandTracing(process.platform);
    const given = typeof pid === 'number' ? { pid, command: l10n.t('process {pid}', { pid }) } : null;
    const picked = given ?? (await pickProcess(this.parts.format));
    return picked && this.trace({ pid: picked.pid, title: picked.command });
  }

  async traceAgain(): Promise<Trace | null> {
    demandTracing(process.platform);
    if (!this.last) return this.traceCommand();
    // A program reads its sources from the disk.
    await workspace.saveAll(false);
    return this.trace(this.last.target);
  }

  async showTrace(relay?: unknown): Promise<void> {
    this.parts.panel.show();
    if (typeof relay === 'number') this.parts.panel.post({ kind: 'selectRelay', relay });
  }

  async revealRelay(relay: number): Promise<void> {
    const place = this.parts.relays.placeOf(relay);
    if (!place) throw noLine();
    const at = new Position(place.line - 1, 0);
    // A visible editor stands in another column than the panel, which hides those of its own.
    const viewColumn = window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.Beside;
    await window.showTextDocument(place.uri, { viewColumn, selection: new Range(at, at) });
  }

  async fixRelay(relay: number): Promise<unknown> {
    await this.revealRelay(relay);
    const place = this.parts.relays.placeOf(relay);
    if (!place) throw noLine();
    const { applyFix } = await import('../loops/applyFix');
    return applyFix(await workspace.openTextDocument(place.uri), place.line, this.parts.loops);
  }

  lastTrace(): Trace | null {
    return this.last?.trace ?? null;
  }

  dispose(): void {}

  private trace(target: Target): Promise<Trace | null> {
    const { jobs, panel } = this.parts;
    return jobs.run(l10n.t('Trace: {title}', { title: target.title }), async job => {
      panel.show({ preserveFocus: true });
      panel.post({ kind: 'tracing', title: target.title });
      try {
        return await this.kept(target, await this.run(target, job));
      } catch (error) {
        panel.post({ kind: 'error', problem: shownProblemOf(error) });
        throw error;
      }
    });
  }

  private run(target: Target, { signal }: Job): Promise<Trace> {
    const cli = Uri.joinPath(this.parts.extensionUri, 'dist', 'cli.js').fsPath;
    const words = 'pid' in target ? ['--pid', String(target.pid)] : ['--', ...target.command];
    return resultOf(this.parts.storageUri.fsPath, path => {
      const args = [cli, 'trace', '--json', '--output', path, ...words];
      const call = { title: target.title, args, signal, cwd: null, env: {} };
      return 'pid' in target ? runUnseen(call) : runInTerminal({ ...call, cwd: target.cwd, env: target.env });
    });
  }

  private async kept(target: Target, trace: Trace): Promise<Trace> {
    const before = this.last && sameTarget(this.last.target, target) ? this.last.trace : null;
    this.last = { target, trace };
    await this.parts.relays.show(trace);
    this.parts.panel.post({ kind: 'trace', now: await this.shown(target.title, trace), before });
    return trace;
  }

  private async shown(title: string, trace: Trace): Promise<ShownTrace> {
    return {
      trace,
      title,
      notes: await Promise.all(trace.relays.map((_, relay) => this.noteOf(trace, relay))),
    };
  }

  private async noteOf({ relays }: Trace, at: number): Promise<RelayNote> {
    const relay = relays[at]!;
    const place = this.parts.relays.placeOf(at);
    if (!place) return { place: null, advice: relayAdvice(relay), fixable: false };
    const document = await workspace.openTextDocument(place.uri);
    const loop = await this.parts.loops.at(document, place.line);
    return { place: placeText(relay), advice: relayAdvice(relay), fixable: Boolean(loop?.finding.fix) };
  }

  private recent(): string[] {
    const kept = this.parts.workspaceState.get<unknown>(recentKey);
    return Array.isArray(kept) ? kept.filter(line => typeof line === 'string') : [];
  }

  private async remember(line: string): Promise<void> {
    const others = this.recent().filter(one => one !== line);
    await this.parts.workspaceState.update(recentKey, [line, ...others].slice(0, mostRecent));
  }
}

/** Where a typed command starts, as in a new terminal. */
const usualFolder = () => workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();

const sameTarget = (one: Target, other: Target) => JSON.stringify(one) === JSON.stringify(other);

const noLine = () =>
  refusal({
    what: l10n.t('The line of this relay is not known.'),
    why: l10n.t('The trace found none, or the line was edited since.'),
    remedy: l10n.t('Trace again.'),
  });
