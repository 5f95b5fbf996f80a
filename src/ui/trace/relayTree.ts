import { EventEmitter, l10n, Range, ThemeColor, ThemeIcon, type TreeDataProvider, TreeItem } from 'vscode';
import { relayAdvice } from '../../report/relayAdvice';
import { visible } from '../../report/visible';
import type { CommandId } from '../commandIds';
import { placeText, relayTitle, type Wording } from './relayText';
import type { TracedRelays } from './tracedRelays';

/** Relays of the last trace, most bytes first; one leads to its line, or else to the panel. */
export class RelayTree implements TreeDataProvider<number> {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly traced: TracedRelays,
    private readonly wording: Wording,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  getChildren(relay?: number): number[] {
    return relay === undefined ? this.traced.relays.map((_, at) => at) : [];
  }

  getTreeItem(at: number): TreeItem {
    const relay = this.traced.relays[at]!;
    const place = this.traced.placeOf(at);
    const item = new TreeItem(placeText(relay));
    const title = relayTitle(relay, this.wording);
    item.description = title;
    const saves = relayAdvice(relay).kind === 'call';
    item.iconPath = new ThemeIcon(
      saves ? 'zap' : 'circle-outline',
      new ThemeColor(saves ? 'charts.green' : 'descriptionForeground'),
    );
    item.tooltip = visible(`${relay.from.name} → ${relay.to.name}`);
    item.accessibilityInformation = { label: [item.label, title].join(', ') };
    item.contextValue = 'relay';
    const show: CommandId = 'ioPath.showTrace';
    item.command = place
      ? {
          command: 'vscode.open',
          title: l10n.t('Show the line'),
          arguments: [place.uri, { selection: lineRange(place.line) }],
        }
      : { command: show, title: l10n.t('Show the trace'), arguments: [at] };
    return item;
  }
}

const lineRange = (line: number) => new Range(line - 1, 0, line - 1, 0);
