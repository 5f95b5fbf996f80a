import type { Block, Column } from './blocks';
import { columnsOf, padEnd, padStart, wrap } from './columns';
import { visible } from './visible';

export interface TerminalOptions {
  /** Columns to fill; longer text wraps. Tables keep their width. */
  width: number;
  /** Bold headings and dim legends by ANSI codes. */
  color: boolean;
}

/** Blocks as plain text for a terminal. Ends with a newline. */
export function renderTerminal(blocks: readonly Block[], options: TerminalOptions): string {
  return `${blocks.map(block => lines(block, options).join('\n')).join('\n\n')}\n`;
}

const style =
  (code: number) =>
  (text: string, { color }: TerminalOptions) =>
    color ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = style(1);
const dim = style(2);

function lines(block: Block, options: TerminalOptions): string[] {
  switch (block.kind) {
    case 'heading':
      return [bold(visible(block.text), options)];
    case 'facts': {
      const wide = Math.max(...block.entries.map(([label]) => columnsOf(label)));
      return block.entries.flatMap(([label, text]) => hanging(padEnd(label, wide + 2), text, options));
    }
    case 'table':
      return [
        bold(block.title, options),
        ...tableLines(block.columns, block.rows).map((line, index) =>
          index === 0 ? dim(line, options) : line,
        ),
        ...(block.legend ? wrap(block.legend, options.width).map(line => dim(line, options)) : []),
      ];
    case 'list':
      return [bold(block.title, options), ...block.items.flatMap(item => hanging('- ', item, options))];
    case 'callout':
      return [bold(visible(block.title), options), ...hanging('  ', block.text, options)];
  }
}

function hanging(lead: string, text: string, { width }: TerminalOptions): string[] {
  const indent = ' '.repeat(columnsOf(lead));
  return wrap(visible(text), width - columnsOf(lead)).map(
    (line, index) => (index === 0 ? lead : indent) + line,
  );
}

function tableLines(columns: Column[], rows: string[][]): string[] {
  const all = [columns.map(({ title }) => title), ...rows.map(row => row.map(visible))];
  const widths = columns.map((_, place) => Math.max(...all.map(row => columnsOf(row[place] ?? ''))));
  return all.map(row =>
    columns
      .map(({ align }, place) => {
        const cell = row[place] ?? '';
        return align === 'right' ? padStart(cell, widths[place]!) : padEnd(cell, widths[place]!);
      })
      .join('  ')
      .trimEnd(),
  );
}
