/** A table's column; figures stand on the right. */
export interface Column {
  title: string;
  align: 'left' | 'right';
}

/** A part of a document, before it is rendered as text, Markdown or HTML. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; entries: [label: string, text: string][] }
  | { kind: 'table'; title: string; columns: Column[]; rows: string[][]; legend: string | null }
  | { kind: 'list'; title: string; items: string[] }
  | { kind: 'callout'; title: string; text: string };
