import type { Disposable, Memento, Uri } from 'vscode';
import type { Proof } from '../../model/proof';
import type { PanelHost } from '../panel/panelHost';
import type { Jobs } from '../run/jobs';

/** The dependencies of proving. */
export interface ProvingParts {
  extensionUri: Uri;
  workspaceState: Memento;
  jobs: Jobs;
  panel: PanelHost;
}

/** A server and the folder that it serves. */
export interface ProofTarget {
  url: string;
  /** Absolute path. */
  folder: string;
}

/** Proofs of servers. If none can be made here, each request shows the reason and the remedy. */
export interface Proving extends Disposable {
  /** Proves the server that is given, in whole or in part, and asks for the rest. */
  proveServer(target?: unknown): Promise<unknown>;
  /** The last server once more: the panel then shows before and after. */
  proveAgain(): Promise<unknown>;
  lastProof(): Proof | null;
}
