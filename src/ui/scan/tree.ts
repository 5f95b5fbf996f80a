import {
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
  workspace,
} from 'vscode';
import { costTitle } from '../../loops/lensText';
import type { Texts } from '../../messages/texts';
import type { Finding } from '../../model/finding';
import { routeText } from '../../report/pathWords';
import { plainMarkdown } from '../../report/visible';
import type { CommandId, LoopAddress } from '../commandIds';
import { texts } from '../texts';

export interface FileNode {
  kind: 'file';
  uri: Uri;
  findings: Finding[];
}

/** Has the shape of a loop's address too, so that commands of the tree's menu take it as it is. */
export interface LoopNode extends LoopAddress {
  kind: 'loop';
  finding: Finding;
}

export type Node = FileNode | LoopNode;

/** Copy loops of the workspace by file, as the scan finds them. */
export class CopyLoopTree implements TreeDataProvider<Node> {
  private files: FileNode[] = [];
  private readonly changed = new EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  /** How many loops are listed. */
  get count(): number {
    return this.files.reduce((sum, { findings }) => sum + findings.length, 0);
  }

  get all(): readonly FileNode[] {
    return this.files;
  }

  clear(): void {
    this.files = [];
    this.changed.fire(undefined);
  }

  add(uri: Uri, findings: Finding[]): void {
    this.files.push({ kind: 'file', uri, findings });
    this.changed.fire(undefined);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.files;
    if (node.kind === 'loop') return [];
    const uri = node.uri.toString();
    return node.findings.map(finding => ({ kind: 'loop', uri, startLine: finding.startLine, finding }));
  }

  getParent(node: Node): Node | undefined {
    return node.kind === 'loop' ? this.files.find(file => file.uri.toString() === node.uri) : undefined;
  }

  async getTreeItem(node: Node): Promise<TreeItem> {
    return node.kind === 'file' ? fileItem(node) : loopItem(node, await texts());
  }
}

function fileItem({ uri, findings }: FileNode): TreeItem {
  const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
  item.description = [String(findings.length), folderOf(uri)].filter(Boolean).join(' · ');
  item.iconPath = ThemeIcon.File;
  item.contextValue = 'file';
  return item;
}

/** The folder of a file within the workspace: names alone may be alike. */
function folderOf(uri: Uri): string {
  const path = workspace.asRelativePath(uri);
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** What a single call would do for the loop, as an icon and a colour beside the words. */
const reachIcons: Record<Finding['reach'], [icon: string, color: string]> = {
  kernel: ['zap', 'charts.green'],
  depends: ['question', 'charts.yellow'],
  'user-space': ['circle-outline', 'descriptionForeground'],
};

function loopItem({ uri, startLine, finding }: LoopNode, words: Texts): TreeItem {
  const chunk = finding.chunkBytes ? `, ${words.format.bytes(finding.chunkBytes)}` : '';
  const item = new TreeItem(`${words.say(routeText(finding.route))}${chunk}`);
  const line = l10n.t('line {line}', { line: finding.startLine });
  item.description = `${line} · ${costTitle(finding, words)}`;
  const reach = reachOf(finding);
  const [icon, color] = reachIcons[reach];
  item.iconPath = new ThemeIcon(icon, new ThemeColor(color));
  item.tooltip = tooltipOf(finding, words);
  // The icon's meaning in words, for those who hear the tree.
  item.accessibilityInformation = {
    label: [item.label, item.description, reachText(reach)].join(', '),
  };
  item.contextValue = finding.fix ? 'loop fixable' : 'loop';
  const reveal: CommandId = 'ioPath.explainLoop';
  item.command = { command: reveal, title: l10n.t('Show the loop'), arguments: [{ uri, startLine }] };
  return item;
}

/** A better call than the one in place of the loop takes no copy if an end is opened another way. */
const reachOf = ({ better, reach }: Finding): Finding['reach'] => (better ? 'depends' : reach);

function tooltipOf(finding: Finding, words: Texts): MarkdownString {
  const cost = plainMarkdown(costTitle(finding, words));
  return new MarkdownString(
    `**${cost}**\n\n${plainMarkdown(words.say(finding.message))}\n\n*${plainMarkdown(reachText(reachOf(finding)))}*`,
  );
}

/** What one call in place of the loop would really do. */
function reachText(reach: Finding['reach']): string {
  const texts: Record<Finding['reach'], string> = {
    kernel: l10n.t('fewer copies, in the kernel'),
    depends: l10n.t('depends on what its ends are'),
    'user-space': l10n.t('as many copies, in less code'),
  };
  return texts[reach];
}
