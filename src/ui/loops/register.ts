import { type Disposable, languages, type TextEditor, window, workspace } from 'vscode';
import type { Memory } from '../../loops/measured';
import type { TextAnalysis } from '../analysis/textAnalysis';
import { WorkspaceSettings } from '../files/projectSettings';
import { lazy } from '../lazy';
import { editorLanguages, findingSettings, kotlinFiles } from '../settings';
import { LoopActions } from './codeActions';
import { DocumentFindings } from './documentFindings';
import { LoopHover } from './hover';
import { LoopLenses } from './lenses';
import { Loops } from './loops';
import { LoopProblems } from './problems';

/** What the editor shows of copy loops: lenses or problems, hovers and fixes, all from the same findings. */
export interface LoopFeatures extends Disposable {
  loops: Loops;
  settings: WorkspaceSettings;
  /** Updates lenses and problems after a measurement or a change of settings. */
  refresh(): void;
}

export function registerLoops(analysis: TextAnalysis, memory: Memory): LoopFeatures {
  const findings = new DocumentFindings(analysis);
  const measurements = lazy(async () => new (await import('../../loops/measured')).Measurements(memory));
  const settings = new WorkspaceSettings();
  const loops = new Loops(findings, measurements, settings);
  const lenses = new LoopLenses(loops);
  const problems = new LoopProblems(loops);
  const selector = [...editorLanguages.map(language => ({ language })), { pattern: kotlinFiles }];
  const refresh = () => {
    lenses.refresh();
    problems.refresh();
  };
  const parts: Disposable[] = [
    findings,
    problems,
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new LoopHover(loops)),
    languages.registerCodeActionsProvider(selector, new LoopActions(loops, analysis), {
      providedCodeActionKinds: LoopActions.kinds,
    }),
    settings,
    settings.onDidChange(refresh),
    findings.onDidChange(document => {
      lenses.refresh();
      void problems.update(document);
    }),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('ioPath.findings')) refresh();
    }),
    workspace.onDidGrantWorkspaceTrust(refresh),
    window.onDidChangeVisibleTextEditors(editors => lookEarly(loops, editors)),
  ];
  if (window.visibleTextEditors.length > 0) problems.refresh();
  const early = setTimeout(() => lookEarly(loops, window.visibleTextEditors));
  parts.push({ dispose: () => clearTimeout(early) });
  return { loops, settings, refresh, dispose: () => parts.forEach(part => void part.dispose()) };
}

/**
 * Looks at what has come into view. The editor asks for lenses only a while after it opened a text, and at its start not
 * before activation ended: by then they are known.
 */
function lookEarly(loops: Loops, editors: readonly TextEditor[]): void {
  for (const { document } of editors)
    if (findingSettings(document).show === 'lenses') void loops.shown(document);
}
