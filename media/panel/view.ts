import { shownFirst } from '../../src/report/proofDrawing';
import type { PanelMessage } from '../../src/ui/panelProtocol';
import { type Metric, metrics } from './curves/series';
import { type ColumnId, columnIds, shownAtFirst } from './table/columnIds';

export const tabs = ['result', 'trace', 'proof', 'atlas', 'history', 'scenarios'] as const;
export type Tab = (typeof tabs)[number];

/** The person's settings of the panel's view; stored when the page is destroyed. */
export interface View {
  tab: Tab;
  sort: { column: ColumnId; descending: boolean } | null;
  columns: ColumnId[];
  /** Keys of the opened rows. */
  open: string[];
  /** Keys of the transfers drawn side by side; null lets the panel choose. */
  pair: [string, string] | null;
  /** Language of the advice's code; null takes the loop's, else C. */
  codeLanguage: string | null;
  /** Ids of the past runs ticked to be compared; at most two. */
  compare: string[];
  /** What the curves show. */
  metric: Metric;
  /** Step of the proof that is drawn, from 0. */
  proofStep: number;
  /** Study of the system that the atlas shows; empty for all. */
  atlasSystem: string;
}

export const defaultView: View = {
  tab: 'result',
  sort: null,
  columns: [...shownAtFirst],
  open: [],
  pair: null,
  codeLanguage: null,
  compare: [],
  metric: 'cpu',
  proofStep: shownFirst,
  atlasSystem: '',
};

/** The valid parts of a stored view, which may be of an older version. */
export function readView(state: unknown): View {
  const kept = (state ?? {}) as Partial<View>;
  const columns = Array.isArray(kept.columns) ? kept.columns.filter(id => columnIds.includes(id)) : [];
  const sort = kept.sort && columnIds.includes(kept.sort.column) ? kept.sort : null;
  return {
    ...defaultView,
    tab: tabs.find(tab => tab === kept.tab) ?? 'result',
    sort: sort && { column: sort.column, descending: sort.descending === true },
    columns: columns.length > 0 ? columns : defaultView.columns,
    metric: metrics.find(metric => metric === kept.metric) ?? 'cpu',
    atlasSystem: typeof kept.atlasSystem === 'string' ? kept.atlasSystem : '',
    codeLanguage: typeof kept.codeLanguage === 'string' ? kept.codeLanguage : null,
  };
}

/** The size of a frame. */
export interface Viewport {
  /** Pixels across. */
  width: number;
  /** Rows of the table: a long one comes in over several frames, so that the first shows at once. */
  rows: number;
}

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
