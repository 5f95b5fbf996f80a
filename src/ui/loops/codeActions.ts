import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { Texts } from '../../messages/texts';
import type { TextAnalysis } from '../analysis/textAnalysis';
import type { CommandId } from '../commandIds';
import { findingSettings, languageOf, type Show } from '../settings';
import { texts } from '../texts';
import { suppression } from './comments';
import { editOf } from './fixEdit';
import type { Loop, Loops } from './loops';

/** Fixes and suppressions of the loops a selection touches, and all safe fixes of a file. Nothing in an untrusted workspace. */
export class LoopActions implements CodeActionProvider {
  static readonly fixAll = CodeActionKind.SourceFixAll.append('ioPath');
  static readonly kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, LoopActions.fixAll];

  constructor(
    private readonly loops: Loops,
    private readonly analysis: TextAnalysis,
  ) {}

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { only }: CodeActionContext,
  ): Promise<CodeAction[]> {
    const { show } = findingSettings(document);
    if (show === 'off' || !workspace.isTrusted) return [];
    // Only if requested by name, as on saving: computing it takes several analyses of the text.
    if (only?.contains(LoopActions.fixAll)) return this.allFixes(document);
    const [loops, { say }] = await Promise.all([this.loops.exact(document), texts()]);
    return loops
      .filter(loop => touches(loop, range) && loop.version === document.version)
      .flatMap(loop => [...fixes(document, loop, { show, say }), ...suppressing(document, loop)]);
  }

  private async allFixes(document: TextDocument): Promise<CodeAction[]> {
    const { version } = document;
    const before = document.getText();
    const { fixText } = await import('../../analysis/fixes/fixText');
    const find = (text: string) => this.find(document, text);
    const { text } = await fixText(before, { applies: ['safe'], find });
    if (text === before || document.version !== version) return [];
    const action = new CodeAction(l10n.t('Apply all safe fixes'), LoopActions.fixAll);
    action.edit = new WorkspaceEdit();
    action.edit.replace(document.uri, ...changeOf(document, before, text));
    return [action];
  }

  private async find(document: TextDocument, text: string) {
    const language = languageOf(document);
    const found = language ? await this.analysis.analyse(document.uri.path, text, language) : null;
    return this.loops.reported(document, found ?? []);
  }
}

/** The change of a text as one replacement between the common beginning and end. */
function changeOf(document: TextDocument, before: string, after: string): [Range, string] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const range = new Range(document.positionAt(start), document.positionAt(before.length - tail));
  return [range, after.slice(start, after.length - tail)];
}

/** A safe fix is an edit; one with caveats is made through its preview. Where loops are problems, both are quick fixes. */
function fixes(
  document: TextDocument,
  loop: Loop,
  { show, say }: { show: Show; say: Texts['say'] },
): CodeAction[] {
  const { fix } = loop.finding;
  if (!fix) return [];
  const kind = show === 'problems' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
  const isSafe = fix.applicability === 'safe';
  const action = new CodeAction(isSafe ? say(fix.title) : `${say(fix.title)}…`, kind);
  if (isSafe) {
    action.edit = editOf(document, loop);
    action.isPreferred = true;
  } else {
    const command: CommandId = 'ioPath.applyFix';
    const address = { uri: document.uri.toString(), startLine: loop.startLine };
    action.command = { command, title: action.title, arguments: [address] };
  }
  return [action];
}

function suppressing(document: TextDocument, { finding, startLine }: Loop): CodeAction[] {
  const edit = suppression(document, startLine, finding);
  if (!edit) return [];
  const title = l10n.t('Suppress {rule} here, with a reason', { rule: finding.rule });
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = edit;
  return [action];
}

const touches = (loop: Loop, range: Range) =>
  loop.startLine <= range.end.line + 1 && range.start.line + 1 <= loop.endLine;
