/** A loop in a document, as lenses, code actions and the tree name it. The line is 1-based. */
export interface LoopAddress {
  uri: string;
  startLine: number;
}

/** What each command takes; each argument is optional: without it the command shows a picker, or takes the loop at the cursor. */
export interface CommandArguments<Uri> {
  'ioPath.profileFile': [resource?: Uri, selection?: Uri[]];
  'ioPath.profileWorkspace': [];
  /** With the id of a report of the history, which is then shown. */
  'ioPath.showPanel': [historyId?: unknown];
  'ioPath.cancel': [];
  'ioPath.measureLoop': [loop?: LoopAddress];
  'ioPath.applyFix': [loop?: LoopAddress];
  'ioPath.explainLoop': [loop?: LoopAddress];
  /** With a rule's id; the list of rules without one. */
  'ioPath.explainRule': [rule?: string];
  'ioPath.scanWorkspace': [];
  'ioPath.runScenario': [id?: string];
  'ioPath.runAllScenarios': [];
  'ioPath.openReport': [report?: Uri];
  'ioPath.exportReport': [];
  /** The report in view with one the person selects. */
  'ioPath.compareReport': [];
  'ioPath.clearHistory': [];
  /** What the tree of copy loops lists. */
  'ioPath.exportFindings': [];
  'ioPath.doctor': [];
  /** With a line for a shell. */
  'ioPath.traceCommand': [line?: unknown];
  /** With the number of a process. */
  'ioPath.traceProcess': [pid?: unknown];
  'ioPath.traceAgain': [];
  /** With the place of a relay in the last trace. */
  'ioPath.showTrace': [relay?: unknown];
  /** With `url` and `folder`, or one of them. */
  'ioPath.proveServer': [target?: unknown];
  'ioPath.proveAgain': [];
}

export type CommandId = keyof CommandArguments<unknown>;

/** Every id once; a test compares them with package.json. */
export const commandIds: Record<CommandId, true> = {
  'ioPath.profileFile': true,
  'ioPath.profileWorkspace': true,
  'ioPath.showPanel': true,
  'ioPath.cancel': true,
  'ioPath.measureLoop': true,
  'ioPath.applyFix': true,
  'ioPath.explainLoop': true,
  'ioPath.explainRule': true,
  'ioPath.scanWorkspace': true,
  'ioPath.runScenario': true,
  'ioPath.runAllScenarios': true,
  'ioPath.openReport': true,
  'ioPath.exportReport': true,
  'ioPath.compareReport': true,
  'ioPath.clearHistory': true,
  'ioPath.exportFindings': true,
  'ioPath.doctor': true,
  'ioPath.traceCommand': true,
  'ioPath.traceProcess': true,
  'ioPath.traceAgain': true,
  'ioPath.showTrace': true,
  'ioPath.proveServer': true,
  'ioPath.proveAgain': true,
};

/** The address passed to a command, or null if it got none or something else. */
export function readLoopAddress(value: unknown): LoopAddress | null {
  if (typeof value !== 'object' || value === null) return null;
  const { uri, startLine } = value as Partial<LoopAddress>;
  return typeof uri === 'string' && Number.isSafeInteger(startLine) ? { uri, startLine: startLine! } : null;
}

/** Id of the webview; its serializer restores it after a reload of the window. */
export const panelType = 'ioPath.panel';

/** Id of the editor for files named `*.iopath.json`. */
export const reportEditorType = 'ioPath.report';
