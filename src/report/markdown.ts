import { type Texts, textsIn } from '../messages/texts';
import type { Report } from '../model/report';
import type { Block } from './blocks';
import { documentOf } from './document';
import { visible } from './visible';

/** A report as GitHub-flavoured Markdown. Names of files and devices are escaped: they may hold any character. */
export function markdownOf(report: Report, texts: Texts = textsIn('en')): string {
  return renderMarkdown(documentOf(report, texts));
}

export function renderMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdown).join('\n\n')}\n`;
}

function markdown(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `# ${escaped(block.text)}`;
    case 'facts':
      return block.entries.map(([label, text]) => `- **${escaped(label)}**: ${escaped(text)}`).join('\n');
    case 'table':
      return [
        `## ${escaped(block.title)}`,
        [
          row(block.columns.map(({ title }) => title)),
          row(
            block.columns.map(({ align }) => (align === 'right' ? '---:' : '---')),
            { raw: true },
          ),
          ...block.rows.map(cells => row(cells)),
        ].join('\n'),
        ...(block.legend ? [escaped(block.legend)] : []),
      ].join('\n\n');
    case 'list':
      return `## ${escaped(block.title)}\n\n${block.items.map(item => `- ${escaped(item)}`).join('\n')}`;
    case 'callout':
      return `> **${escaped(block.title)}**: ${escaped(block.text)}`;
  }
}

const row = (cells: string[], { raw } = { raw: false }) =>
  `| ${cells.map(cell => (raw ? cell : escaped(cell.trim()))).join(' | ')} |`;

/** Control characters and bidi marks are shown by number, and what Markdown or HTML in it would act on is escaped. */
function escaped(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~&]/g, sign =>
    sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`,
  );
}
