import { l10n, Uri, window, workspace } from 'vscode';
import type { Proof } from '../../model/proof';
import type { UrlQuestion } from '../../prover/question';
import { Cancelled, SessionClient } from '../../session/client';
import { refusal, shownProblemOf } from '../problem';
import type { Job } from '../run/jobs';
import { demandProving } from '../trust';
import { addressOf, isLoopbackAddress } from './address';
import type { KnownServer } from './launchServers';
import { pickFolder } from './pickFolder';
import { pickServer } from './pickServer';
import type { ProofTarget, Proving, ProvingParts } from './proving';

const agreedKey = 'ioPath.provedServers';
const mostRecent = 8;

/** More than both queues of a connection hold, so that what a server reads ahead shows. Bytes. */
const scratchBytes = 8 << 20;

/** Proves one server at a time, through a session process, and tells the panel. */
export class ProveCommands implements Proving {
  private readonly session: SessionClient;
  private last: { target: ProofTarget; proof: Proof } | null = null;

  constructor(private readonly parts: ProvingParts) {
    this.session = new SessionClient({ path: Uri.joinPath(parts.extensionUri, 'dist', 'session.js').fsPath });
  }

  async proveServer(given?: unknown): Promise<Proof | null> {
    demandProving(process.platform);
    const target = await this.targetOf(readTarget(given));
    if (!target || !(await this.agreed(target))) return null;
    return this.prove(target);
  }

  async proveAgain(): Promise<Proof | null> {
    demandProving(process.platform);
    return this.last ? this.prove(this.last.target) : this.proveServer();
  }

  lastProof(): Proof | null {
    return this.last?.proof ?? null;
  }

  dispose(): void {
    this.session.dispose();
  }

  /** What is missing is asked for. */
  private async targetOf({ url, folder }: Partial<ProofTarget>): Promise<ProofTarget | null> {
    const places = folder ? [folder] : [];
    const known = this.recent().map(one => ({ title: one.folder, url: one.url, places: [one.folder] }));
    const server: KnownServer | null = url ? { title: '', url, places } : await pickServer(known);
    if (!server) return null;
    if (!isLoopbackAddress(server.url)) throw elsewhere(server.url);
    if (url && folder) return { url, folder };
    const before = this.recent().filter(one => one.url === server.url);
    const likely = [...before.map(one => one.folder), ...server.places, ...places];
    const served = await pickFolder(server.url, likely);
    return served === null ? null : { url: server.url, folder: served };
  }

  /** Before the first proof of a server in a folder the person says yes to what will happen. */
  private async agreed(target: ProofTarget): Promise<boolean> {
    const recent = this.recent();
    const known = recent.some(one => sameTarget(one, target));
    if (!known) {
      const prove = l10n.t('Prove');
      const message = l10n.t('Prove how {url} sends files from {folder}?', { ...target });
      const detail = l10n.t(
        'A scratch file of 8 MiB of random bytes is made in that folder and asked for. While the answer waits, the file is changed in place for some milliseconds. Then it is removed. No other file is touched.',
      );
      if ((await window.showInformationMessage(message, { modal: true, detail }, prove)) !== prove)
        return false;
    }
    const others = recent.filter(one => !sameTarget(one, target));
    await this.parts.workspaceState.update(agreedKey, [target, ...others].slice(0, mostRecent));
    return true;
  }

  private prove(target: ProofTarget): Promise<Proof | null> {
    const { jobs, panel } = this.parts;
    return jobs.run(l10n.t('Prove: {url}', { url: target.url }), async job => {
      panel.show({ preserveFocus: true });
      panel.post({ kind: 'proving', title: target.url });
      try {
        return this.kept(target, await this.run(target, job));
      } catch (error) {
        const cancelled = error instanceof Cancelled;
        panel.post({ kind: 'error', problem: shownProblemOf(cancelled ? cancelledProof() : error) });
        if (cancelled) return null;
        throw error;
      }
    });
  }

  private run({ url, folder }: ProofTarget, { signal }: Job): Promise<Proof> {
    const question: UrlQuestion = {
      kind: 'url',
      url,
      directory: folder,
      fileBytes: scratchBytes,
      repeat: 1,
      unixSocket: null,
      version: '1.1',
      headers: [],
      range: null,
      allowRemote: false,
      // Nothing but a request leaves, to this machine, and what comes back are our own random bytes.
      insecure: true,
    };
    return this.session.prove(question, { signal });
  }

  private kept(target: ProofTarget, proof: Proof): Proof {
    const before = this.last && sameTarget(this.last.target, target) ? this.last.proof : null;
    this.last = { target, proof };
    const { url, folder } = target;
    const now = { proof, url, folder: workspace.asRelativePath(folder) };
    this.parts.panel.post({ kind: 'proof', now, before });
    return proof;
  }

  private recent(): ProofTarget[] {
    const kept = this.parts.workspaceState.get<unknown>(agreedKey);
    return (Array.isArray(kept) ? kept : []).flatMap(one => {
      const { url, folder } = readTarget(one);
      return url && folder ? [{ url, folder }] : [];
    });
  }
}

/** What a command was given, as far as it makes sense. */
function readTarget(value: unknown): Partial<ProofTarget> {
  const { url, folder } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const address = typeof url === 'string' ? addressOf(url) : null;
  return {
    ...(address ? { url: address } : {}),
    ...(typeof folder === 'string' && folder.startsWith('/') ? { folder } : {}),
  };
}

const sameTarget = (one: ProofTarget, other: ProofTarget) =>
  one.url === other.url && one.folder === other.folder;

const elsewhere = (url: string) =>
  refusal({
    what: l10n.t('{url} is not on this machine.', { url }),
    why: l10n.t('The request and a scratch file’s random bytes would cross the network.'),
    remedy: l10n.t('Give a loopback address, or run iopath prove --allow-remote in a terminal.'),
  });

const cancelledProof = () =>
  refusal({
    what: l10n.t('The proof was cancelled.'),
    why: l10n.t('It was stopped before it was decided; its scratch file is removed.'),
    remedy: l10n.t('Prove again.'),
  });
