import type { PanelMessage } from '../../src/ui/panelProtocol';
import type { ColumnId } from './table/columnIds';
import type { View } from './view';

/** What a person can do in the panel: change its view, or ask the host for something. */
export interface PanelAction {
  post(message: PanelMessage): void;
  change(view: Partial<View>): void;
  sort(column: ColumnId): void;
  toggleColumn(column: ColumnId): void;
  toggleRow(key: string): void;
  cancel(): void;
  dismissProblem(): void;
  closeComparison(): void;
  exportPicture(): void;
}
