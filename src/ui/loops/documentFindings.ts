import {
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from 'vscode';
import type { Finding } from '../../model/finding';
import type { TextAnalysis } from '../analysis/textAnalysis';
import { languageOf } from '../settings';
import { changeOf, type Lines, shift } from './shift';

/** A finding and the lines it stands on now. */
export interface PlacedFinding extends Lines {
  finding: Finding;
  /** The document's version the finding was made from: the offsets of its fix hold for that one alone. */
  version: number;
}

/** Quiet time after the last keystroke before a document is looked at again, milliseconds. */
const settleMs = 250;

/** Schedules an action; the result cancels it. */
export type Timer = (milliseconds: number, run: () => void) => () => void;

const realTimer: Timer = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

interface State {
  placed: PlacedFinding[];
  /** Version of the document that `placed` was found in; -1 before the first look. */
  version: number;
  /** Cancels the analysis that waits for a pause in typing. */
  cancelLook: (() => void) | null;
  pending: Promise<PlacedFinding[]> | null;
}

/**
 * The copy loops of open documents. While someone types, the last findings stay and move with the text; once the
 * typing rests the document is looked at again, and only a different result is announced.
 */
export class DocumentFindings implements Disposable {
  private readonly states = new Map<string, State>();
  private readonly changed = new EventEmitter<TextDocument>();
  private readonly subscriptions: Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly analysis: TextAnalysis,
    private readonly later: Timer = realTimer,
  ) {
    this.subscriptions = [
      workspace.onDidChangeTextDocument(event => this.edited(event)),
      workspace.onDidCloseTextDocument(document => this.forget(document)),
    ];
  }

  /** The present findings, moved with the text's lines; null before the first analysis. */
  known(document: TextDocument): PlacedFinding[] | null {
    const state = this.states.get(document.uri.toString());
    return state && state.version >= 0 ? state.placed : null;
  }

  /** The findings for lenses: the present ones, or else the result of the first analysis. */
  async shown(document: TextDocument): Promise<PlacedFinding[]> {
    return this.known(document) ?? this.look(document);
  }

  /** Findings of the exact present text, from which fixes are made. */
  async exact(document: TextDocument): Promise<PlacedFinding[]> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const state = this.states.get(document.uri.toString());
      if (state?.version === document.version) return state.placed;
      await this.look(document);
    }
    return [];
  }

  dispose(): void {
    for (const state of this.states.values()) state.cancelLook?.();
    this.states.clear();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private stateOf(document: TextDocument): State {
    const key = document.uri.toString();
    const state = this.states.get(key) ?? { placed: [], version: -1, cancelLook: null, pending: null };
    this.states.set(key, state);
    return state;
  }

  private edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const state = this.states.get(document.uri.toString());
    if (!state || contentChanges.length === 0) return;
    for (const change of contentChanges) {
      const lines = changeOf(change);
      state.placed = state.placed.map(placed => ({ ...placed, ...shift(placed, lines) }));
    }
    state.cancelLook?.();
    state.cancelLook = this.later(settleMs, () => {
      state.cancelLook = null;
      void this.look(document);
    });
  }

  private look(document: TextDocument): Promise<PlacedFinding[]> {
    const state = this.stateOf(document);
    state.pending ??= this.analyseOnce(document, state).finally(() => {
      state.pending = null;
    });
    return state.pending;
  }

  private async analyseOnce(document: TextDocument, state: State): Promise<PlacedFinding[]> {
    const version = document.version;
    const before = snapshot(state.placed);
    const findings = await this.findingsOf(document);
    // Not looked at: the version stays open, so that whoever asks next asks the analysis again.
    if (findings === null) return state.placed;
    // Typed on meanwhile: these lines are old. The timer looks again, unless it ran out while this look was on.
    if (document.version !== version)
      return state.cancelLook ? state.placed : this.analyseOnce(document, state);
    state.placed = findings.map(finding => ({
      finding,
      version,
      startLine: finding.startLine,
      endLine: finding.endLine,
    }));
    state.version = version;
    // Of the first look too: an editor that asked while its window was still being arranged may not ask again.
    if (!document.isClosed && snapshot(state.placed) !== before) this.changed.fire(document);
    return state.placed;
  }

  private async findingsOf(document: TextDocument): Promise<Finding[] | null> {
    const language = languageOf(document);
    return language ? this.analysis.analyse(document.uri.path, document.getText(), language) : [];
  }

  private forget(document: TextDocument): void {
    const key = document.uri.toString();
    this.states.get(key)?.cancelLook?.();
    if (this.states.delete(key)) this.analysis.close(document.uri.path);
  }
}

/** The visible part of the findings: offsets of edits change with every keystroke and need no update. */
function snapshot(placed: PlacedFinding[]): string {
  return JSON.stringify(
    placed.map(({ finding, startLine, endLine }) => [
      startLine,
      endLine,
      finding.route,
      finding.chunkBytes,
      finding.verdict,
      finding.reach,
      finding.message,
      finding.instead,
      finding.fix?.title,
    ]),
  );
}
